import Fleet
import Testing

@testable import Planning

@Suite struct LettingRentTests {
  /// Ten GPUs let at 6 USD per hour, 1440 USD a day, of which the tenant is committed to half.
  @Test func whatIsCommittedIsCountedOn() throws {
    var tiny = LettingTermTests().tiny([0, 0], isOurs: false)
    tiny.leases[0].takeOrPayShare = 0.5
    let plan = try planned(tiny)
    expectUSD(plan.usd(.rent), 2 * 720)
    let rows = plan.paths[0].money.filter { $0.term == "rent" }
    #expect(rows.map(\.tenant) == ["guest", "guest"] && rows.map(\.site) == ["home", "home"])
  }

  /// Own demand from day 3 on is worth 960 a day more than rent, to be had by a call; the tenant asks compensation.
  @Test(arguments: [(191.0, true), (193, false)]) func acallCostsWhatTheContractSays(usd: Double, calls: Bool) throws {
    var tiny = LettingTermTests().tiny([0, 0, 10, 10])
    tiny.leases[0].onReclaim.compensation = usd
    let plan = try planned(tiny)
    #expect(plan.decisions.contains { $0.decision == "reclaim" } == calls)
    expectUSD(plan.usd(.rent), calls ? 2 * 1440 - 10 * usd : 4 * 1440)
  }

  /// All four days are paid ahead; half of what does not come is paid back.
  @Test func whatWasPaidAheadGoesBack() throws {
    var tiny = LettingTermTests().tiny([0, 0, 10, 10])
    tiny.leases[0].prepaidShare = 1
    tiny.leases[0].onReclaim.refundShare = 0.5
    let plan = try planned(tiny)
    let rows = plan.paths[0].money.filter { $0.term == "rent" }
    #expect(rows.map(\.period) == ["day-1", "day-3"] && rows.map(\.usd) == [4 * 1440, -1440])
  }
}
