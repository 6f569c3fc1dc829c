import Fleet
import Foundation
import Testing

@testable import Throughput

/// Jobs on classes that were never measured for them.
struct TrainingRateTests {
  private func small(_ rates: [(gpuClass: Int, model: String, rate: Double)]) -> SmallCase {
    var small = SmallCase(
      classes: [
        SmallCase.gpu("a", ["bf16": 1000], 80, 3), SmallCase.gpu("b", ["bf16": 2000], 80, 5),
        SmallCase.gpu("c", ["bf16": 4000], 80, 4), SmallCase.gpu("d", ["bf16": 3000], 80, 6),
        SmallCase.gpu("dark", [:], 80, 6), SmallCase.gpu("e", ["bf16": 1500], 80, 8),
      ], workloads: [SmallCase.gang("train", exponent: 0.9), SmallCase.job("tune")])
    for (gpuClass, model, rate) in rates { small.measure(gpuClass, model, rate, input: nil, output: nil) }
    return small
  }

  private func law(_ scale: Double, _ peak: Double, _ bandwidth: Double) -> Double {
    scale * pow(peak, 0.75) * pow(bandwidth, 0.5)
  }

  @Test func theLawBehindTheRowsComesBack() throws {
    let small = small([
      (0, "train", law(7, 1000, 3)), (1, "train", law(7, 2000, 5)), (2, "train", law(7, 4000, 4)),
      (5, "train", law(7, 1500, 8)),
      (0, "tune", law(0.01, 1000, 3)), (1, "tune", law(0.01, 2000, 5)),
    ])
    let train = try #require(try small.rate(0, on: 3)), tune = try #require(try small.rate(1, on: 3))
    #expect(train.origin == .modelled && train.source.hasPrefix("scaled from b by peak^0.75 * bandwidth^0.50"))
    #expect(isClose(train.unitsPerSecond, law(7, 3000, 6), 1e-4))
    #expect(isClose(tune.unitsPerSecond, law(0.01, 3000, 6), 1e-4))
    #expect(isClose(train.high / train.unitsPerSecond, 1.25, 1e-3))
    #expect(isClose(train.unitsPerSecond / train.low, 1.25, 1e-3))
  }

  /// "tune" runs on b at half the pace of a, whatever their peaks: so does "train".
  @Test func aRatioMeasuredForAnotherJobWins() throws {
    let small = small([(0, "train", 100), (0, "tune", 8), (1, "tune", 4)])
    let rate = try #require(try small.rate(0, on: 1))
    #expect(isClose(rate.unitsPerSecond, 50) && rate.source.contains("in the ratio that another job shows"))
    #expect(isClose(rate.low, 25) && isClose(rate.high, 100))
  }

  @Test func oneMeasuredClassScalesWithThePeak() throws {
    let small = small([(0, "train", 100), (0, "tune", 1)])
    let rate = try #require(try small.rate(0, on: 1))
    #expect(isClose(rate.unitsPerSecond, 200) && isClose(rate.low, 100) && isClose(rate.high, 400))
    #expect(try small.rate(0)?.origin == .measured)
  }

  @Test func classesWithoutAPeakHaveNoRateAndAWarning() throws {
    let table = try small([(0, "train", 100), (0, "tune", 1)]).table()
    #expect(table[Ref(0), Ref(4)] == nil)
    #expect(table.warnings.map { $0.message.prefix { $0 != ":" }.split(separator: " ").last } == ["dark", "dark"])
    #expect(table.warnings.allSatisfy { $0.severity == .warning && $0.file == "workloads.csv" })
  }

  @Test func jobsMeasuredNowhereAreADefect() {
    #expect(throws: RateDefects.self) { try small([(0, "tune", 1)]).table() }
  }
}
