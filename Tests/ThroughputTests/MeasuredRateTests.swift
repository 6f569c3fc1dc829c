import Fleet
import Foundation
import Testing

@testable import Throughput

/// What a row of measurements.csv says, and which row says it.
struct MeasuredRateTests {
  private func chat(precision: String? = nil) -> SmallCase {
    SmallCase(workloads: [SmallCase.service("chat", precision: precision)])
  }

  @Test func ratesAreOfOneGPUWithTheDefaultInterval() throws {
    var small = chat()
    small.measure(0, "chat", 4000, gpus: 8)
    let rate = try #require(try small.rate(0))
    #expect(rate.unitsPerSecond == 500 && rate.origin == .measured && rate.source == "row 1")
    #expect(isClose(rate.low, 500 / 1.08) && isClose(rate.high, 500 * 1.08))
  }

  @Test func threeSystemsGiveTheirOwnInterval() throws {
    var small = chat()
    for value in [90.0, 100, 110, 100] { small.measure(0, "chat", value) }
    let rate = try #require(try small.rate(0))
    #expect(rate.unitsPerSecond == 100)
    // Three systems, since 100 stands there twice: t(0.9, 2) = 1.886.
    let logs = [log(90.0), log(100.0), log(110.0)], mean = logs.reduce(0, +) / 3
    let deviation = (logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2).squareRoot()
    #expect(isClose(rate.high, 100 * exp(1.886 * deviation * (4.0 / 3).squareRoot())))
    #expect(rate.low < 90 && rate.high > 110)
    #expect(rate.source.hasPrefix("median of 4 rows"))
  }

  @Test func theFastestPrecisionWinsUnlessOneIsNamed() throws {
    var small = chat()
    small.measure(0, "chat", 100, precision: "bf16")
    small.measure(0, "chat", 180, precision: "fp8")
    #expect(try small.rate(0)?.unitsPerSecond == 180)
    small.workloads = [SmallCase.service("chat", precision: "bf16")]
    #expect(try small.rate(0)?.unitsPerSecond == 100)
  }

  @Test func rowsUnderAPowerCapCountOnlyAlone() throws {
    var small = chat()
    small.measure(0, "chat", 80, cap: 500)
    #expect(try small.rate(0)?.unitsPerSecond == 80)
    small.measure(0, "chat", 100)
    #expect(try small.rate(0)?.unitsPerSecond == 100)
  }

  @Test func nearLengthsWidenTheInterval() throws {
    var small = chat()
    small.measure(0, "chat", 100, input: 1200, output: 1000)
    let near = try #require(try small.rate(0))
    #expect(near.unitsPerSecond == 100 && near.source.hasSuffix("measured at 1200 in, 1000 out"))
    #expect(isClose(near.high, 100 * exp(hypot(log(1.08), log(1.2)))))
    small.measure(0, "chat", 90, input: 1100, output: 1000)
    #expect(try small.rate(0)?.unitsPerSecond == 90)
    small.rows = []
    small.measure(0, "chat", 100, input: 1300, output: 1000)
    #expect(throws: RateDefects.self) { try small.table() }
  }

  /// r = units per second / GPUs^b, the median over sizes; a job that is no gang is divided by GPUs alone.
  @Test func gangsAreRatedByTheirExponent() throws {
    var small = SmallCase(workloads: [SmallCase.gang("train", exponent: 0.5), SmallCase.job("tune")])
    small.measure(0, "train", 120, gpus: 16, input: nil, output: nil)
    small.measure(0, "train", 280, gpus: 64, input: nil, output: nil)
    small.measure(0, "train", 99, gpus: 9, input: nil, output: nil)
    small.measure(0, "tune", 16, gpus: 8, input: nil, output: nil)
    #expect(try small.rate(0)?.unitsPerSecond == 33)
    #expect(try small.rate(1)?.unitsPerSecond == 2)
  }

  @Test func plansOnTheQuantileThatTheCaseNames() throws {
    var small = chat()
    small.measure(0, "chat", 100.0 / 3)
    let mean = try small.table().planned(Ref(0), on: Ref(0))
    #expect(mean == 33.3333333)
    small.planOn = .quantile(0.1)
    let low = try #require(try small.table().planned(Ref(0), on: Ref(0)))
    #expect(isClose(low, 100 / 3 / 1.08, 1e-6) && low < 33.3)
    #expect(try small.table().planned(Ref(0), on: Ref(2)) == nil)
  }
}
