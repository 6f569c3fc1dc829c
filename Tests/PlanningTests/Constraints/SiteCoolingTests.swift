import Fleet
import Testing

@testable import Planning

@Suite struct SiteCoolingTests {
  /// GPUs of 2 kW, three quarters of it into the liquid: 0.5 kW of air and 1.5 kW of liquid each.
  func tiny(air: Double? = nil, liquid: Double? = nil) -> PlanningCase {
    var tiny = TinyCase.days()
    tiny.gpuClasses[0].power = 2
    tiny.gpuClasses[0].liquidShare = 0.75
    tiny.sites[0].airLimit = air.map { .init($0) }
    tiny.sites[0].liquidLimit = liquid.map { .init($0) }
    return tiny
  }

  /// 2 kW of air / 0.5 = 4 GPUs, 960 USD; the liquid's 7.5 kW would carry 5. One more kW of air cools two GPUs:
  /// 480 USD. That holds until the liquid's 5 GPUs, 2.5 kW of air.
  @Test func theAirLoopLimitsItsShareOfTheHeat() throws {
    let plan = try planned(tiny(air: 2, liquid: 7.5))
    expectUSD(plan.objective, 960)
    let air = try plan.rule("site-cooling", "home,air,day-1")
    #expect(air.unit == "MW" && isClose(air.limit, 0.002))
    expectPrice(air, 480_000)
    #expect(isClose(air.upUntil, 0.0025))
    #expect(air.meaning == "one more MW of air cooling at home in day-1")
    let liquid = try plan.rule("site-cooling", "home,liquid,day-1")
    #expect(liquid.kind == "slack" && isClose(liquid.use, 0.006) && isClose(liquid.slack, 0.0015))
  }

  /// 4.5 kW of liquid / 1.5 = 3 GPUs, 720 USD; one more kW cools 2/3 of a GPU: 160 USD. No air limit, no air row.
  @Test func theLiquidLoopLimitsItsShareOfTheHeat() throws {
    let plan = try planned(tiny(liquid: 4.5))
    expectUSD(plan.objective, 720)
    let row = try plan.rule("site-cooling", "home,liquid,day-1")
    expectPrice(row, 160_000)
    #expect(row.meaning == "one more MW of liquid cooling at home in day-1")
    #expect(plan.rules.filter { $0.rule == "site-cooling" }.count == 1)
  }

  @Test func aLimitMayDifferByPeriod() throws {
    var tiny = TinyCase.days(2)
    // All heat of the 1 kW GPUs is in the air: 6 and 2 GPUs, 240 * 8 = 1920 USD.
    tiny.sites[0].airLimit = .init(6, overrides: [1: 2])
    expectUSD(try planned(tiny).objective, 1920)
  }

  /// 4 GPUs run in the air, 3 in the liquid, where the tenant must have 5.
  @Test func theLoopThatCarriesTooLittleIsNamed() throws {
    var air = tiny(air: 2), liquid = tiny(liquid: 4.5)
    air.tenants[0].floorGPUs = .init(5)
    liquid.tenants[0].floorGPUs = .init(5)
    #expect(try refused(air).sentence("site-cooling") == "home has too little air cooling in day-1")
    #expect(try refused(liquid).sentence("site-cooling") == "home has too little liquid cooling in day-1")
  }
}
