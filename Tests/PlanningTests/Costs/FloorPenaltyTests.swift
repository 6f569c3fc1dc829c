import Fleet
import Testing

@testable import Planning

@Suite struct FloorPenaltyTests {
  /// 1 owned GPU and 5 of the rival, who calls them back on day 3 after notice on day 2, which one case in four sees.
  func tiny() -> PlanningCase {
    var tiny = TinyCase.days(3)
    tiny.tranches[0].size = .fixed(gpus: 1)
    tiny.addRival(gpus: 5, notice: [1: 0.25])
    return tiny
  }

  /// 4 of 100 units/s are promised and 1 is left: 3 missing at 3 * (10 + 1) USD per hour for 24 hours, 2376 USD.
  @Test func aServicePaysForCapacityMissing() throws {
    var tiny = tiny()
    tiny.changeService { $0.minShare = .init(0.04) }
    tiny.workloads[0].shortfallCost = TinyCase.perHour(1)
    let plan = try planned(tiny)
    expectUSD(plan.usd(.floorPenalty), 0)
    expectUSD(plan.usd(.floorPenalty, path: 1), -2376)
    #expect(plan.paths[1].money.filter { $0.term == "floor-penalty" }.map(\.period) == ["day-3"])
    // The multiple is the case's own.
    tiny.options.serviceFloorPenalty = 5
    expectUSD(try planned(tiny).usd(.floorPenalty, path: 1), -3960)
  }

  /// A tenant promised 4 GPUs has 1: 3 missing at 20 USD per GPU-hour for 24 hours, 1440 USD.
  /// The base path earns 3 * 1440, the other 2 * 1440 + 240 - 1440: 0.75 * 4320 + 0.25 * 1680 = 3660 USD.
  @Test func aTenantIsPaidForGPUsMissing() throws {
    var tiny = tiny()
    tiny.tenants[0].floorGPUs = .init(4)
    let plan = try planned(tiny)
    expectUSD(plan.usd(.floorPenalty, path: 1), -1440)
    expectUSD(plan.objective, 3660)
    let row = try #require(plan.paths[1].money.first { $0.term == "floor-penalty" })
    #expect(row.tenant == "lab" && row.site == "")
    tiny.options.floorPenalty = 1
    expectUSD(try planned(tiny).usd(.floorPenalty, path: 1), -72)
  }

  /// A floor that is still kept costs nothing.
  @Test func aFloorThatIsKeptCostsNothing() throws {
    var tiny = tiny()
    tiny.tenants[0].floorGPUs = .init(1)
    expectUSD(try planned(tiny).usd(.floorPenalty, path: 1), 0)
  }
}
