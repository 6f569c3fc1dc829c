import Fleet
import Testing

@testable import Planning

@Suite struct SitePowerTests {
  /// GPUs of 1.5 kW at a site with 4.5 kW.
  func tiny(_ days: Int = 1) -> PlanningCase {
    var tiny = TinyCase.days(days)
    tiny.gpuClasses[0].power = 1.5
    tiny.sites[0].power = .init(4.5)
    return tiny
  }

  /// 4.5 kW / 1.5 kW = 3 GPUs of 240 USD a day: 720 USD. One more kW runs 1 / 1.5 GPUs: 160 USD, so 160,000 per MW.
  /// It holds up to the 10 GPUs there, 15 kW, and down to no power.
  @Test func aSiteRunsWhatItsPowerCarries() throws {
    let plan = try planned(tiny())
    expectUSD(plan.objective, 720)
    #expect(isClose(plan.gpus("chat"), 3))
    let row = try plan.rule("site-power", "home,day-1")
    #expect(row.unit == "MW" && row.kind == "exact")
    #expect(isClose(row.limit, 0.0045) && isClose(row.use, 0.0045) && isClose(row.slack, 0))
    expectPrice(row, 160_000)
    #expect(isClose(row.upUntil, 0.015) && isClose(row.downUntil, 0))
    #expect(row.meaning == "one more MW at home in day-1")
  }

  /// The design-day PUE does not count on the IT basis; on the utility basis a GPU takes 1.5 * 1.25 = 1.875 kW on day 1
  /// and 1.5 * 1.5 = 2.25 kW on day 2, so that 4.5 kW run 2.4 and 2 GPUs: 240 * 4.4 = 1056 USD.
  /// A MW is worth 240,000 / 1.875 = 128,000 and 240,000 / 2.25 = 106,666.67 USD.
  @Test func onTheUtilityBasisThePeriodsPeakPUECounts() throws {
    var tiny = tiny(2)
    tiny.sites[0].puePeak = .init(1.25, overrides: [1: 1.5])
    expectUSD(try planned(tiny).objective, 1440)
    tiny.sites[0].powerBasis = .utility
    let plan = try planned(tiny)
    expectUSD(plan.objective, 1056)
    expectPrice(try plan.rule("site-power", "home,day-1"), 128_000)
    expectPrice(try plan.rule("site-power", "home,day-2"), 240_000 / 2.25)
    #expect(isClose(plan.gpus("chat", in: "day-2"), 2))
  }

  /// 3 GPUs of 1.5 kW run where the tenant must have 4.
  @Test func tooLittlePowerIsSaidSo() throws {
    var tiny = tiny()
    tiny.tenants[0].floorGPUs = .init(4)
    let refusal = try refused(tiny)
    #expect(refusal.sentence("site-power") == "home has too little power in day-1")
    #expect(refusal.shortage("site-power") == "0.0015 MW")
  }
}
