import Fleet
import Testing

@testable import Planning

@Suite struct MigrationTests {
  /// 4 GPUs run at home on day 1 and, for want of power, away on day 2.
  func tiny(usdPerGPU: Double) -> PlanningCase {
    var tiny = TinyCase.days(2)
    tiny.sites.append(TinyCase.site("away"))
    tiny.tranches.append(TinyCase.tranche("there", site: 1, gpus: 10))
    tiny.sites[0].power = .init(4, overrides: [1: 0])
    tiny.sites[1].power = .init(0, overrides: [1: 4])
    tiny.workloads[0].migrationCost = usdPerGPU
    return tiny
  }

  /// 4 GPUs arrive at 50 USD each, on day 2, away; none arrives in the first slice, and leaving costs nothing:
  /// 2 * 960 - 200 = 1720 USD.
  @Test func arrivalsArePaidOnce() throws {
    let plan = try planned(tiny(usdPerGPU: 50))
    expectUSD(plan.objective, 1720)
    let rows = plan.paths[0].money.filter { $0.term == "migration" }
    #expect(rows.map(\.period) == ["day-2"] && rows.map(\.site) == ["away"] && rows.map(\.tenant) == ["lab"])
    expectUSD(plan.usd(.migration), -200)
  }

  /// At 300 USD a GPU costs more than it earns in its day: nothing moves, 960 USD.
  @Test func whatCostsMoreThanItEarnsStays() throws {
    let plan = try planned(tiny(usdPerGPU: 300))
    expectUSD(plan.objective, 960)
    #expect(isClose(plan.gpus("chat", in: "day-2"), 0))
  }

  /// Two days at home, with notice on day 2 that changes nothing: its first slice follows the base path's day 1, where
  /// the GPUs already ran, so that none arrives.
  @Test func afterANoticeTheSliceBeforeIsTheBasePaths() throws {
    var tiny = TinyCase.days(3)
    tiny.workloads[0].migrationCost = 50
    tiny.addNoticeThatChangesNothing()
    let plan = try planned(tiny)
    expectUSD(plan.objective, 7200)
    #expect(plan.paths.count == 2)
    expectUSD(plan.usd(.migration, path: 1), 0)
  }

  /// Power for 6 GPUs on day 1 and 10 from then on: 4 arrive on day 2, on either path: (6 + 10 + 10) * 240 - 4 * 50.
  @Test func onlyTheGPUsMoreThanBeforeArrive() throws {
    var tiny = TinyCase.days(3)
    tiny.sites[0].power = .init(10, overrides: [0: 6])
    tiny.workloads[0].migrationCost = 50
    tiny.addNoticeThatChangesNothing()
    let plan = try planned(tiny)
    expectUSD(plan.usd(.migration), -200)
    expectUSD(plan.usd(.migration, path: 1), -200)
    expectUSD(plan.objective, 240 * 26 - 200)
  }
}
