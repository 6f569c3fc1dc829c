import Foundation
import Testing

@testable import Throughput

/// Times of runs between and beyond measured sizes, by hand.
struct TrainingTimeTests {
  private typealias Tables = TrainingTables

  private func run(
    _ gpus: Int, batch: Double? = nil, samples: Double = 1000, round: String? = nil, gpuClass: String = "fast"
  ) -> TrainingRun {
    TrainingRun(
      gpuClass: gpuClass, benchmark: "pretrain", round: round, gpus: gpus, batch: batch, samples: samples)
  }

  private func time(_ run: TrainingRun, _ rows: [TrainingMeasurement]) throws -> TrainingTime {
    try ScalingFit(rows).time(of: run, heldOut: try TrainingHeldOut(rows))
  }

  /// On a curve of one exponent every size is foretold exactly, half the samples in half the time.
  @Test(arguments: [1, 8, 20, 64, 500, 1_000_000]) func aCurveIsFollowed(gpus: Int) throws {
    let found = try time(run(gpus, samples: 500), Tables.curve([8, 64], exponent: 0.9))
    #expect(isClose(found.minutes, 500 * pow(Double(gpus), -0.9), 1e-3))
    #expect(found.basis == (8...64 ~= gpus ? .between : .beyond))
  }

  /// Sizes 16, 64 and 256 with the middle one 20 % slow: the measured sizes come back, 32 has half of the 20 % in log.
  @Test func whatASeriesLiesOffIsKeptBetweenItsSizes() throws {
    var rows = Tables.curve([16, 64, 256], exponent: 0.9)
    rows[1].minutes *= 1.2
    for row in rows { #expect(isClose(try time(run(row.gpus), rows).minutes, row.minutes, 1e-9)) }
    let half = 1000 * pow(32, -0.9) * 1.2.squareRoot()
    #expect(isClose(try time(run(32), rows).minutes, half, 1e-4))
    // By symmetry the slow middle bends nothing, and the largest size's residual holds beyond it.
    #expect(isClose(try time(run(1024), rows).minutes, 1000 * pow(1024, -0.9), 1e-4))
  }

  /// The left-out middle of three sizes is 20 % slow, and the largest, by the slope of the first two, 1.2^-2 of that.
  @Test func leftOutSizesMissByWhatTheyAreOff() throws {
    var rows = Tables.curve([16, 64, 256], exponent: 0.9)
    rows[1].minutes *= 1.2
    let heldOut = try TrainingHeldOut(rows)
    #expect(heldOut.between.count == 1 && heldOut.beyond.count == 1)
    #expect(abs(heldOut.between[0].logError - log(1.2)) < 1e-4 && heldOut.between[0].ratio == 16)
    #expect(abs(heldOut.beyond[0].logError + 2 * log(1.2)) < 1e-4 && heldOut.beyond[0].ratio == 4)
    #expect(abs(heldOut.between[0].error - 0.2) < 1e-4)
  }

  /// Fewer than three errors: half to double, and its square root or square by the distance beyond 4 times.
  @Test func littleLeftOutGivesHalfToDouble() throws {
    let rows = Tables.curve([8, 16], exponent: 1)
    #expect(try TrainingHeldOut(rows).between.isEmpty && TrainingHeldOut(rows).beyond.isEmpty)
    #expect(TrainingHeldOut.medianError([]) == nil)
    for (gpus, factor) in [(12, 2.0), (64, 2), (256, 4), (2, 2), (1, exp(log(2) * log(8) / log(4)))] {
      let found = try time(run(gpus), rows)
      #expect(isClose(found.high / found.minutes, factor, 1e-9) && isClose(found.minutes / found.low, factor, 1e-9))
    }
  }

  @Test func theNewestRoundCountsUnlessOneIsNamed() throws {
    let rows = [
      Tables.row(8, 10, round: "v9.1"), Tables.row(16, 5, round: "v9.1"), Tables.row(8, 7, round: "v10.0"),
    ]
    let newest = try time(run(8), rows), named = try time(run(8, round: "v9.1"), rows)
    #expect(newest.round == "v10.0" && isClose(newest.minutes, 7, 1e-9))
    #expect(named.round == "v9.1" && isClose(named.minutes, 10, 1e-9))
  }

  /// A run without a batch has that of the nearest size, so that a measured size comes back.
  @Test func aRunWithoutABatchTakesTheNearestSizes() throws {
    let rows = [Tables.row(8, 10, batch: 32), Tables.row(64, 2, batch: 256), Tables.row(64, 1, batch: 512)]
    #expect(isClose(try time(run(8), rows).minutes, 10, 1e-9))
    #expect(try time(run(8, batch: 256), rows).minutes != time(run(8), rows).minutes)
  }

  @Test func whatIsNotMeasuredIsSaid() throws {
    let rows = Tables.curve([8, 16], exponent: 1)
    let missing = TrainingFitError.unmeasured(gpuClass: "slow", benchmark: "pretrain")
    #expect(throws: missing) { try time(run(8, gpuClass: "slow"), rows) }
    #expect(throws: TrainingFitError.self) { try time(run(8, round: "v2.0"), rows) }
    for bad in [run(0), run(8, batch: 0), run(8, samples: .nan), run(8, samples: -1)] {
      #expect(throws: TrainingFitError.badRun) { try time(bad, rows) }
    }
    #expect("\(missing)" == "pretrain is not measured on slow")
  }

  /// 100 at 8 and 400 at 128: 200 at 32, held at both ends; a round's own points count for it alone.
  @Test func samplesToTargetAreLogLinear() throws {
    let points = try SamplesToTarget([
      .init(benchmark: "b", batch: 128, samples: 400), .init(benchmark: "b", batch: 8, samples: 100),
      .init(benchmark: "c", round: "v1.0", batch: 8, samples: 7),
    ])
    for (batch, samples) in [(8.0, 100.0), (32, 200), (128, 400), (1, 100), (1e9, 400)] {
      #expect(isClose(try #require(points.samples(benchmark: "b", round: "v1.0", batch: batch)), samples, 1e-12))
    }
    #expect(isClose(try #require(points.samples(benchmark: "c", round: "v1.0", batch: 99)), 7, 1e-12))
    #expect(points.samples(benchmark: "c", round: "v2.0", batch: 8) == nil)
    #expect(points.samples(benchmark: "b", round: "v1.0", batch: 0) == nil)
    #expect(throws: TrainingFitError.badRow(0)) { try SamplesToTarget([.init(benchmark: "b", batch: 0, samples: 1)]) }
  }
}
