import Foundation
import LinearAlgebra

/// A setup in the forms that the roofline and the covariance read.
struct ServingFeatures {
  let row: RooflineRow
  /// Nil is like no other.
  let labels: [String?]
  let places: [[Double]]

  /// - Throws: `figure`; `outOfRange` where a term overflows.
  init(_ setup: ServingSetup) throws(ServingModelError) {
    let peak = try setup.checkedPeak(), load = ServingLoad(setup, peak: peak)
    row = RooflineRow(
      terms: RooflineTerms.values(setup, load, peak: peak), factors: RooflineFactors.values(setup, load))
    labels = ServingKernel.labels(setup)
    places = ServingKernel.places(setup, load, peak: peak)
    guard (row.terms + row.factors + places.joined()).allSatisfy(\.isFinite) else { throw .outOfRange(setup.name) }
  }
}

/// Measured cells in the forms that the fits read, made once for all of the fits.
struct ServingDesign: Sendable {
  let measurements: [ServingMeasurement]
  let rows: [RooflineRow]
  /// ln of the seconds of one GPU per output token.
  let logSeconds: [Double]
  let points: KernelPoints
  /// Of the covariance of all cells.
  let basis: SymmetricBasis
  /// By label, the code of each word in order of appearance.
  private let codes: [[String: Int]]

  /// - Throws: `noMeasurements`; `figure`, also of a rate; `outOfRange`.
  init(_ measurements: [ServingMeasurement]) throws(ServingModelError) {
    guard !measurements.isEmpty else { throw .noMeasurements }
    var rows: [RooflineRow] = [], points = ServingKernel.noPoints
    var codes = [[String: Int]](repeating: [:], count: points.labels.count)
    for measurement in measurements {
      guard measurement.rate > 0, measurement.rate.isFinite else { throw .figure("rate", of: measurement.setup.name) }
      let features = try ServingFeatures(measurement.setup)
      rows.append(features.row)
      for (label, word) in features.labels.enumerated() {
        if let word, codes[label][word] == nil { codes[label][word] = codes[label].count }
      }
      points.append(labels: Self.codes(features, codes), places: features.places)
    }
    let placed = points
    self.measurements = measurements
    self.rows = rows
    logSeconds = measurements.map { -log($0.rate) }
    self.points = points
    self.codes = codes
    basis = try wrapping { () throws(LinearAlgebraError) in try ServingKernel.kernel.basis(placed) }
  }

  /// The covariances of a new cell with those measured.
  func covariances(_ features: ServingFeatures, variances: [Double]) -> [Double] {
    var point = ServingKernel.noPoints
    point.append(labels: Self.codes(features, codes), places: features.places)
    return ServingKernel.kernel.covariance(point, 0, with: points, variances: variances)
  }

  private static func codes(_ features: ServingFeatures, _ codes: [[String: Int]]) -> [Int] {
    zip(features.labels, codes).map { word, known in word.flatMap { known[$0] } ?? -1 }
  }
}
