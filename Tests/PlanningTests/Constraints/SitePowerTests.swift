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

  /// 3 kW more from day 2 on: 3 and 5 GPUs, 8 * 240 USD. 9 kW less are more than there are: none on day 2, 720.
  @Test(arguments: [(3.0, 1920.0), (-1.5, 1200), (-9, 720)]) func aStepOfARampCountsFromItsDay(kW: Double, usd: Double)
    throws
  {
    var tiny = tiny(2)
    tiny.powerSteps = [TinyCase.step(from: 1, power: kW)]
    let plan = try planned(tiny)
    expectUSD(plan.objective, usd)
    let limit = try plan.rule("site-power", "home,day-2").limit
    #expect(isClose(limit, max(0, 4.5 + kW) / 1000))
  }

  /// A third of the power held back on day 1: 3 kW, 2 GPUs; nothing on day 2: 3. A MW of what may be drawn is priced.
  @Test func whatIsHeldBackIsNotDrawn() throws {
    var tiny = tiny(2)
    tiny.sites[0].redundancyShare = .init(1 / 3.0, overrides: [1: 0])
    let plan = try planned(tiny)
    expectUSD(plan.objective, 1200)
    let row = try plan.rule("site-power", "home,day-1")
    #expect(isClose(row.limit, 0.003))
    expectPrice(row, 160_000)
  }

  /// A step and a module of 3 kW each beside the 4.5, of which a third is held back: 7 kW, 14 / 3 GPUs.
  @Test func theShareHeldBackIsOfAllThatIsThere() throws {
    var tiny = tiny()
    tiny.sites[0].redundancyShare = .init(1 / 3.0)
    tiny.powerSteps = [TinyCase.step(from: 0, power: 3)]
    tiny.expansions = [TinyCase.hall(1) { $0.power = 3 }]
    let plan = try planned(tiny)
    expectUSD(plan.objective, 1120)
    #expect(isClose(try plan.rule("site-power", "home,day-1").limit, 0.007))
  }

  /// Two ways to cool, at a PUE of 1.2 for 2 kW of heat and of 1.5 for any: of 4.5 utility kW 2.4 take the 2 kW, the other
  /// 2.1 take 1.4: 3.4 kW of GPUs, 544 USD. One more utility kW is 1 / 1.5 kW of them, 1 / 2.25 GPUs. On the IT basis 3 run.
  @Test func onTheUtilityBasisEachModeTakesItsOwnPUE() throws {
    var tiny = tiny()
    tiny.coolingModes = [TinyCase.mode("dry", puePeak: 1.5), TinyCase.mode("wet", puePeak: 1.2, heat: 2)]
    expectUSD(try planned(tiny).objective, 720)
    tiny.sites[0].powerBasis = .utility
    let plan = try planned(tiny)
    expectUSD(plan.objective, 544)
    expectPrice(try plan.rule("site-power", "home,day-1"), 240_000 / 2.25)
    #expect(isClose(plan.paths[0].sites[0].facilityKW, 4.5) && isClose(plan.paths[0].sites[0].itKW, 3.4))
    #expect(plan.paths[0].cooling.map(\.mode) == ["dry", "wet"])
    for (row, kW) in zip(plan.paths[0].cooling, [1.4, 2]) {
      #expect(isClose(row.peakKW, kW) && isClose(row.meanKW, kW))
    }
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
