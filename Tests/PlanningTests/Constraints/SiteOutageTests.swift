import Fleet
import Foundation
import Testing

@testable import Planning

@Suite struct SiteOutageTests {
  /// GPUs of 1.5 kW at a site with 4.5 kW: 3 of them, 240 USD a day each.
  func tiny(_ days: Int = 3, outages: [Outage]) -> PlanningCase {
    var tiny = SitePowerTests().tiny(days)
    tiny.outages = outages
    return tiny
  }

  /// A third of the power on day 2: 3, 1 and 3 GPUs, 7 * 240 USD. One more kW then runs 1 / 1.5 GPUs.
  @Test func anOutageLeavesAShare() throws {
    let plan = try planned(tiny(outages: [TinyCase.outage(1..<2, power: 1 / 3.0)]))
    expectUSD(plan.objective, 1680)
    let row = try plan.rule("site-outage", "home,power,day-2")
    #expect(row.unit == "MW" && isClose(row.limit, 0.0015) && isClose(row.use, 0.0015))
    expectPrice(row, 160_000)
    #expect(row.meaning == "one more MW of power in the outage at home in day-2")
    #expect(plan.rules.filter { $0.rule == "site-power" }.map(\.key) == ["home,day-1", "home,day-3"])
  }

  /// A quarter and a half out leave a quarter, 1.125 kW: 0.75 GPUs. Three quarters and a half leave nothing.
  @Test(arguments: [(0.75, 0.75), (0.25, 0)]) func whatSeveralTakeAddsUp(share: Double, gpus: Double) throws {
    let outages = [TinyCase.outage(0..<1, power: share), TinyCase.outage(0..<2, power: 0.5)]
    let plan = try planned(tiny(2, outages: outages))
    expectUSD(plan.objective, 240 * (gpus + 1.5))
  }

  /// One period of three days: an outage on its second day cuts it, and only that day has 1 GPU.
  @Test func anOutageMayLieInsideAPeriod() throws {
    var tiny = tiny(outages: [TinyCase.outage(1..<2, power: 1 / 3.0)])
    tiny.periods = [Period(id: "days", start: TinyCase.first, end: TinyCase.first + 3)]
    let plan = try planned(tiny)
    expectUSD(plan.objective, 1680)
    #expect(plan.rules.filter { $0.rule == "site-outage" }.map(\.key) == ["home,power,2026-07-02"])
  }

  /// In Chicago a day begins at 05:00Z: 3 GPUs for 24 + 5 hours, none for 19, at 10 USD an hour.
  @Test func anOutageBeginsAtTheSitesMidnight() throws {
    var tiny = tiny(2, outages: [TinyCase.outage(1..<3, power: 0)])
    tiny.sites[0].timeZone = try #require(TimeZone(identifier: "America/Chicago"))
    expectUSD(try planned(tiny).objective, 30 * 29)
  }

  /// Half a kW of air and 1.5 of liquid for each GPU: 2 kW of air are 4 GPUs and 7.5 of liquid 5. Half of the air leaves 2,
  /// a fifth of the liquid 1; the loop that is not out keeps its own row.
  @Test(arguments: [(0.5, 1.0, 2.0, "air"), (1, 0.2, 1, "liquid")])
  func aLoopMayBeOut(air: Double, liquid: Double, gpus: Double, loop: String) throws {
    var tiny = SiteCoolingTests().tiny(air: 2, liquid: 7.5)
    tiny.outages = [TinyCase.outage(0..<1, air: air, liquid: liquid)]
    let plan = try planned(tiny)
    expectUSD(plan.objective, 240 * gpus)
    let row = try plan.rule("site-outage", "home,\(loop),day-1")
    #expect(row.meaning == "one more MW of \(loop) cooling in the outage at home in day-1")
    #expect(plan.rules.filter { $0.rule == "site-cooling" }.count == 1)
    #expect(plan.rules.filter { $0.rule == "site-outage" }.count == 1)
  }

  /// A module of 3 kW and a third of all power: 2.5 kW, 5 / 3 GPUs.
  @Test func modulesAreOutLikeTheRest() throws {
    var tiny = tiny(1, outages: [TinyCase.outage(0..<1, power: 1 / 3.0)])
    tiny.expansions = [TinyCase.hall(1) { $0.power = 3 }]
    expectUSD(try planned(tiny).objective, 400)
  }

  /// Notice on day 2 that changes nothing: the outage of day 3 is on either path, 3 + 3 + 1 GPUs.
  @Test func everyPathHasTheOutage() throws {
    var tiny = tiny(outages: [TinyCase.outage(2..<3, power: 1 / 3.0)])
    tiny.addNoticeThatChangesNothing()
    let plan = try planned(tiny)
    for path in plan.paths { expectUSD(path.value, 1680) }
    #expect(
      plan.rules.filter { $0.rule == "site-outage" }.map(\.key)
        == ["home,power,day-3", "home,power,day-3@notice-day-2"])
  }

  /// 1 GPU runs where the tenant must have 2; likewise in the air.
  @Test func anOutageThatLeavesTooLittleIsSaidSo() throws {
    var power = tiny(1, outages: [TinyCase.outage(0..<1, power: 1 / 3.0)])
    power.tenants[0].floorGPUs = .init(2)
    #expect(try refused(power).sentence("site-outage") == "the outage leaves home too little power in day-1")
    var air = SiteCoolingTests().tiny(air: 2)
    air.outages = [TinyCase.outage(0..<1, air: 0.25)]
    air.tenants[0].floorGPUs = .init(2)
    #expect(try refused(air).sentence("site-outage") == "the outage leaves home too little air cooling in day-1")
  }
}
