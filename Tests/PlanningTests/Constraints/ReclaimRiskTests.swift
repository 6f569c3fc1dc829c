import Fleet
import Foundation
import Testing

@testable import Planning

@Suite struct ReclaimRiskTests {
  /// Three days; 4 units/s at 10 USD per hour on 4 free GPUs of the rival, gone on day 3 after notice on day 2, which
  /// one case in ten sees. Spares to sign at 2 USD per hour, used or not, for all three days: 144 USD each.
  ///
  /// With s of them the base path is worth 4 * 720 - 144 s = 2880 - 144 s, and the notice path, where each saves a day,
  /// 4 * 480 + 240 s - 144 s = 1920 + 96 s, up to s = 4. They meet there, at 2304.
  func tiny(weight: Double, level: Double) -> PlanningCase {
    var tiny = TinyCase.days(3)
    tiny.leases = [TinyCase.lease("cloud", usdPerHour: 2)]
    tiny.tranches = [TinyCase.tranche("spare", lease: 0, size: .optional(minUnits: 0, maxUnits: 6))]
    tiny.workloads = [TinyCase.service("chat", demand: 4, usdPerHour: 10)]
    tiny.addRival(gpus: 4, notice: [1: 0.1])
    tiny.options.riskWeight = weight
    tiny.options.riskLevel = level
    return tiny
  }

  struct Expected: Sendable {
    let weight, level, spares, objective, expectedValue, cvar: Double
  }

  /// The mean is 2784 - 120 s; the worst tenth is the notice path, 1920 + 96 s; the worst fifth is half of it and half
  /// of the base path, 2400 - 24 s.
  @Test(arguments: [
    // The mean alone: no spares.
    Expected(weight: 0, level: 0.9, spares: 0, objective: 2784, expectedValue: 2784, cvar: -1920),
    // 0.5 (2784 - 120 s) + 0.5 (1920 + 96 s) = 2352 - 12 s.
    Expected(weight: 0.5, level: 0.9, spares: 0, objective: 2352, expectedValue: 2784, cvar: -1920),
    // 0.4 (2784 - 120 s) + 0.6 (1920 + 96 s) = 2265.6 + 9.6 s.
    Expected(weight: 0.6, level: 0.9, spares: 4, objective: 2304, expectedValue: 2304, cvar: -2304),
    // 0.5 * 2784 + 0.5 * 2400 - 72 s.
    Expected(weight: 0.5, level: 0.8, spares: 0, objective: 2592, expectedValue: 2784, cvar: -2400),
    // 0.4 * 2784 + 0.6 * 2400 - 62.4 s; the notice path's own weight in the worst fifth is half.
    Expected(weight: 0.6, level: 0.8, spares: 0, objective: 2553.6, expectedValue: 2784, cvar: -2400),
    // The worst case alone: min(2880 - 144 s, 1920 + 96 s).
    Expected(weight: 1, level: 1, spares: 4, objective: 2304, expectedValue: 2304, cvar: -2304),
    // Half of it: 2352 - 12 s, as at level 0.9.
    Expected(weight: 0.5, level: 1, spares: 0, objective: 2352, expectedValue: 2784, cvar: -1920),
  ])
  func theWorstPathsWeighAsMuchAsTheyAreGiven(expected: Expected) throws {
    let plan = try planned(tiny(weight: expected.weight, level: expected.level))
    expectUSD(plan.objective, expected.objective)
    #expect(plan.decisions.map(\.amount) == [expected.spares])
    expectUSD(plan.risk.expectedValue, expected.expectedValue)
    expectUSD(try #require(plan.risk.cvar), expected.cvar)
    expectUSD(plan.paths[0].value, 2880 - 144 * expected.spares)
    expectUSD(plan.paths[1].value, 1920 + 96 * expected.spares)
    expectUSD(try #require(plan.risk.valueWithoutReclaim), 2880)
    #expect(!plan.rules.contains { $0.rule == "reclaim-risk" })
  }

  /// A cost that no decision changes counts on the paths too: 1 USD per hour for the rival's 4 GPUs, 96 USD a day,
  /// three days on the base path and two after notice. 2304 - 288 there, 2304 - 192 here: the worst is
  /// min(2592 - 144 s, 1728 + 96 s), 864 = 240 s, and s is whole: 3 give 2016 (4 give 2016 as well).
  @Test func whatIsPaidAnywayCounts() throws {
    var tiny = tiny(weight: 1, level: 1)
    tiny.leases[1].price = .init(1)
    let plan = try planned(tiny)
    expectUSD(plan.objective, 2016)
    expectUSD(plan.paths.map(\.value).min()!, 2016)
  }

  /// At 100 % a year a day counts 2^(-1/365) of the day before, on every path: the worst is the notice path's two days.
  @Test func pathsAreDiscounted() throws {
    var tiny = tiny(weight: 1, level: 1)
    tiny.tranches[0].size = .optional(minUnits: 0, maxUnits: 0)
    tiny.discountRate = 1
    expectUSD(try planned(tiny).objective, 960 * (1 + pow(2, -1 / 365.0)))
  }

  @Test func nothingIsWrittenWhereNothingIsAtRisk() throws {
    #expect(try formulated(tiny(weight: 0, level: 0.9)).rows(of: "reclaim-risk").isEmpty)
    var certain = tiny(weight: 1, level: 1)
    #expect(try formulated(certain).rows(of: "reclaim-risk").count == 2)
    certain.reclaimPools = []
    #expect(try formulated(certain).rows(of: "reclaim-risk").isEmpty)
    expectUSD(try planned(certain).objective, 2880)
  }

  @Test func itSaysWhichPathItIs() throws {
    let formulation = try formulated(tiny(weight: 1, level: 1))
    let keys = formulation.rows(of: "reclaim-risk")
    #expect(keys.map { ReclaimRisk.unmet($0, formulation.names) }.first == "base costs more than can be borne")
    #expect(keys.map { ReclaimRisk.priced($0, formulation.names) }.last == "one more USD of cost on notice-day-2")
  }
}
