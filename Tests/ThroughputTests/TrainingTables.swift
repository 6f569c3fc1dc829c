import Foundation
import Testing

@testable import Throughput

/// The catalogue's tables of training times as values, and rows that a test makes up.
enum TrainingTables {
  static func measurements() throws -> [TrainingMeasurement] {
    try CatalogueTests.rows("training-measurements.csv").map { row in
      TrainingMeasurement(
        round: row["round"]!, gpuClass: row["gpu_class"]!, benchmark: row["benchmark"]!,
        gpus: try #require(Int(row["gpus"]!)), batch: Double(row["batch"]!),
        minutes: try #require(Double(row["minutes"]!)), samples: try #require(Double(row["samples_to_target"]!)),
        submitter: row["submitter"]!, system: row["system"]!, source: row["source"]!)
    }
  }

  static func samplesToTarget() throws -> SamplesToTarget {
    try SamplesToTarget(
      CatalogueTests.rows("samples-to-target.csv").map { row in
        SamplesToTarget.Point(
          benchmark: row["benchmark"]!, round: row["round"]!.isEmpty ? nil : row["round"]!,
          batch: try #require(Double(row["batch"]!)), samples: try #require(Double(row["samples_to_target"]!)))
      })
  }

  /// A time of 1,000 samples.
  static func row(
    _ gpus: Int, _ minutes: Double, benchmark: String = "pretrain", gpuClass: String = "fast", round: String = "v1.0",
    batch: Double? = nil
  ) -> TrainingMeasurement {
    TrainingMeasurement(
      round: round, gpuClass: gpuClass, benchmark: benchmark, gpus: gpus, batch: batch, minutes: minutes,
      samples: 1000)
  }

  /// Rows on the curve 1000 * GPUs^-exponent.
  static func curve(
    _ sizes: [Int], exponent: Double, benchmark: String = "pretrain", gpuClass: String = "fast"
  ) -> [TrainingMeasurement] {
    sizes.map { row($0, 1000 * pow(Double($0), -exponent), benchmark: benchmark, gpuClass: gpuClass) }
  }
}
