import Fleet
import Testing

@testable import Planning

@Suite struct ChangesTests {
  /// On day 2 there is power for four GPUs at home, where ten work; a move to the ten away earns 240 USD.
  private func plan(usdPerGPU: Double) throws -> Plan {
    var planningCase = FollowedCase.twoSites(days: 2)
    planningCase.sites[0].power = .init(1e6, overrides: [1: 4])
    planningCase.options.changePrice = usdPerGPU
    planningCase.options.goals = [Goal(.value)]
    return try planned(planningCase)
  }

  @Test func everyGPUThatArrivesCosts() throws {
    let plan = try plan(usdPerGPU: 100)
    expectUSD(plan.usd(.changes), -600)
    expectUSD(plan.objective, 4800 - 600)
  }

  @Test func whatEarnsLessThanItsPriceStays() throws {
    let plan = try plan(usdPerGPU: 250)
    #expect(plan.usd(.changes) == 0)
    expectUSD(plan.objective, 2400 + 960)
  }

  @Test func itIsBookedWithTheTenantWhereTheWorkGoes() throws {
    let row = try #require(try plan(usdPerGPU: 100).paths[0].money.first { $0.term == "changes" })
    #expect(row.tenant == "lab" && row.site == "away" && row.period == "day-2")
  }
}
