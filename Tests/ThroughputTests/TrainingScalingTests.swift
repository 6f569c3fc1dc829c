import Foundation
import Testing

@testable import Throughput

/// The fit of training times on rows small enough to work out by hand.
struct TrainingScalingTests {
  private typealias Tables = TrainingTables

  /// One series of two sizes a factor 4 apart: x = ln 4, z the half of it squared and doubled. With the level free, the
  /// slopes s = b0 + d1 + d2 + d3 minimise z (s - beta)^2 + d1^2 + 4 d2^2 + 4 d3^2, and the free b0 takes all:
  /// s = beta.
  @Test func twoSizesGiveTheirExponent() throws {
    let fit = try ScalingFit(Tables.curve([32, 128], exponent: 0.8))
    #expect(abs(fit.exponent(benchmark: "pretrain", gpuClass: "fast").value - 0.8) < 1e-5)
    #expect(abs(fit.exponent(benchmark: nil, gpuClass: nil).value - 0.8) < 1e-5)
  }

  /// Two benchmarks, A of exponent 0.9 and B of 0.7, on classes of their own, sizes 64 / r to 64 r: z = 2 ln(r)^2 each.
  /// By symmetry b0 = 0.8 and each benchmark and class deviates by +-: d shared among ridges 1, 4, 4 is as one of
  /// ridge 1 / (1 + 1/4 + 1/4) = 2/3, so the deviation is 0.1 z / (z + 2/3), of which the benchmark has 2/3.
  @Test func ridgesShareWhatBenchmarksAndClassesDiffer() throws {
    let rows =
      Tables.curve([16, 256], exponent: 0.9, benchmark: "A", gpuClass: "a")
      + Tables.curve([16, 256], exponent: 0.7, benchmark: "B", gpuClass: "b")
    let fit = try ScalingFit(rows), z = 2 * pow(log(4.0), 2)
    let deviation = 0.1 * z / (z + 2.0 / 3)
    #expect(abs(fit.exponent(benchmark: "A", gpuClass: "a").value - (0.8 + deviation)) < 1e-5)
    #expect(abs(fit.exponent(benchmark: "B", gpuClass: "b").value - (0.8 - deviation)) < 1e-5)
    #expect(abs(fit.exponent(benchmark: "A", gpuClass: nil).value - (0.8 + deviation * 2 / 3)) < 1e-5)
    #expect(abs(fit.exponent(benchmark: nil, gpuClass: "b").value - (0.8 - deviation / 6)) < 1e-5)
    #expect(abs(fit.exponent(benchmark: "C", gpuClass: "c").value - 0.8) < 1e-5)
  }

  /// Three sizes e apart, logs of minutes 0, -1 + 3 h, -2: b = 1, residuals -h, 2h, -h about the mean, 6 h^2 over two
  /// free cells; the slope's variance is 3 h^2 / 2, as the squared distances from the mean size add up to 2.
  @Test func theIntervalIsThatOfLeastSquares() throws {
    let h = 0.01, sizes = [100_000, 271_828, 738_906]
    let rows = zip(sizes, [0, -1 + 3 * h, -2]).map { Tables.row($0, exp($1)) }
    let found = try ScalingFit(rows).exponent(benchmark: "pretrain", gpuClass: "fast")
    #expect(abs(found.value - 1) < 1e-4)
    let half = upperDecile * (1.5 * h * h).squareRoot()
    #expect(abs(found.high - found.value - half) < 1e-4 * half && abs(found.value - found.low - half) < 1e-4 * half)
  }

  /// Two sizes at two batches each, on samples/s = n^0.8 B^0.2: z = 4 ln(2)^2 of the batch shrinks its exponent by
  /// z / (z + 0.5).
  @Test func theBatchHasAnExponentWhereItIsKnown() throws {
    func rows(_ known: Bool) -> [TrainingMeasurement] {
      [(32, 32.0), (32, 128), (128, 32), (128, 128)].map { gpus, batch in
        Tables.row(gpus, 1000 * pow(Double(gpus), -0.8) * pow(batch, -0.2), batch: known || gpus == 32 ? batch : nil)
      }
    }
    let fit = try ScalingFit(rows(true)), z = 4 * pow(log(2.0), 2)
    let batch = try #require(fit.batchExponent(benchmark: "pretrain")), expected = 0.2 * z / (z + 0.5)
    #expect(abs(batch - expected) < 1e-5)
    #expect(abs(fit.exponent(benchmark: "pretrain", gpuClass: "fast").value - 0.8) < 1e-5)
    #expect(try ScalingFit(rows(true), byBatch: false).batchExponent(benchmark: "pretrain") == nil)
    #expect(try ScalingFit(rows(false)).batchExponent(benchmark: "pretrain") == nil)
  }

  /// Four equal rows weigh as four and no more; the level of a series of one size leaves the exponents alone.
  @Test func duplicatedRowsAreOneCell() throws {
    let rows = Tables.curve([32, 128], exponent: 0.8) + Tables.curve([64], exponent: 0.5, gpuClass: "other")
    let cells = try ScalingFit(rows + rows + rows + rows + rows).cells
    #expect(cells.count == 3 && cells.allSatisfy { $0.weight == 4 })
    let fit = try ScalingFit(rows + rows)
    #expect(abs(fit.exponent(benchmark: "pretrain", gpuClass: "fast").value - 0.8) < 1e-5)
    #expect(abs(fit.exponent(benchmark: "pretrain", gpuClass: "other").value - 0.8) < 1e-5)
  }

  @Test func whatCannotBeFittedIsSaid() throws {
    #expect(throws: TrainingFitError.noRows) { try ScalingFit([]) }
    #expect(throws: TrainingFitError.oneSize) { try ScalingFit([Tables.row(8, 10)]) }
    // Two sizes, but of two rounds; two batches, but of one size.
    #expect(throws: TrainingFitError.oneSize) { try ScalingFit([Tables.row(8, 10), Tables.row(16, 5, round: "v2.0")]) }
    #expect(throws: TrainingFitError.oneSize) {
      try ScalingFit([Tables.row(8, 10, batch: 1), Tables.row(8, 5, batch: 2)])
    }
    for bad in [0, -1, Double.nan, .infinity] {
      #expect(throws: TrainingFitError.badRow(1)) { try ScalingFit([Tables.row(8, 10), Tables.row(16, bad)]) }
      #expect(throws: TrainingFitError.badRow(0)) { try ScalingFit([Tables.row(8, 10, batch: bad)]) }
    }
    #expect(throws: TrainingFitError.badRow(0)) { try ScalingFit([Tables.row(0, 10)]) }
  }

  /// Logarithms are taken before figures are divided: 1e300 minutes for 1e-300 samples overflow.
  @Test func figuresAtTheEdgeOfDoublesStayNumbers() throws {
    var rows = [Tables.row(1, 1e300), Tables.row(.max, 1e-300)]
    rows[0].samples = 1e-300
    rows[1].samples = 1e300
    let fit = try ScalingFit(rows), found = fit.exponent(benchmark: "pretrain", gpuClass: "fast")
    #expect([found.low, found.value, found.high].allSatisfy { $0.isFinite })
    #expect(isClose(found.value, 1200 * log(10.0) / log(Double(Int.max)), 1e-3))
  }
}
