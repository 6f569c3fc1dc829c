import Fleet
import Testing

@testable import Planning

@Suite struct CarbonCapTests {
  /// GPUs of 1 kW at a mean PUE of 1.25 and 500 kg per MWh: 0.03 MWh a day each, 0.015 t; 0.15 t for all ten.
  func tiny(_ days: Int = 1, cap: Double?, window: LimitWindow = .year) -> PlanningCase {
    var tiny = TinyCase.days(days)
    tiny.sites[0].pueMean = .init(1.25)
    tiny.sites[0].carbonIntensity = .init(500)
    tiny.options.carbonCap = cap
    tiny.options.carbonWindow = window
    return tiny
  }

  /// 0.075 t are 5 GPUs, 1200 USD; one more t is 1 / 0.015 GPUs: 16,000 USD, up to all ten and down to none.
  @Test func noMoreIsLetOutThanMayBe() throws {
    let plan = try planned(tiny(cap: 0.075))
    expectUSD(plan.objective, 1200)
    let row = try plan.rule("carbon-cap", "co2,FY2026,base")
    #expect(row.unit == "t" && isClose(row.limit, 0.075) && isClose(row.use, 0.075))
    expectPrice(row, 16_000)
    #expect(isClose(row.upUntil, 0.15) && isClose(row.downUntil, 0))
    #expect(row.meaning == "one more t of CO2 in FY2026")
    #expect(isClose(plan.paths[0].sites[0].carbonKg, 75))
  }

  /// 4 GPUs away at 250 kg and a PUE of 1: 6 kg a day each. 0.075 t are 4 of them, 0.024 t, and 3.4 at home.
  @Test func allSitesCountTogether() throws {
    var tiny = tiny(cap: 0.075)
    tiny.sites.append(TinyCase.site("away"))
    tiny.sites[1].carbonIntensity = .init(250)
    tiny.tranches.append(TinyCase.tranche("there", site: 1, gpus: 4))
    expectUSD(try planned(tiny).objective, 7.4 * 240)
  }

  /// 10 GPUs at their peak for half of the time and at 0.4 of it for the rest: 7.75 kW in the mean, 0.11625 t.
  @Test func carbonFollowsTheMeanDraw() throws {
    var tiny = tiny(cap: 1)
    tiny.changeService {
      $0.demand = [10]
      $0.loadCurve = LoadCurve(id: "day", quantiles: [(0.5, 0.4), (1, 1)])
    }
    #expect(isClose(try planned(tiny).rule("carbon-cap", "co2,FY2026,base").use, 0.11625))
  }

  /// 30 June is in one fiscal year and 1 July in the next: 5 GPUs each. Over the horizon 5 GPU-days in all.
  @Test(arguments: [(LimitWindow.year, 2400.0), (.horizon, 1200)])
  func aCapCountsOverItsWindow(window: LimitWindow, usd: Double) throws {
    var tiny = tiny(2, cap: 0.075, window: window)
    tiny.periods = TinyCase.days(2, from: Day("2026-06-30")!).periods
    tiny.fiscalYearStart = 7
    let plan = try planned(tiny)
    expectUSD(plan.objective, usd)
    let keys = plan.rules.filter { $0.rule == "carbon-cap" }.map(\.key)
    #expect(keys == (window == .year ? ["co2,FY2026,base", "co2,FY2027,base"] : ["co2,base"]))
  }

  /// At home 1 kg per MWh goes into the air, 30 g a day from each GPU: 0.15 kg are 5 GPUs beside the 4 elsewhere. One more
  /// kg is 1 / 0.03 GPUs.
  @Test func whatASiteLetsIntoItsOwnAirIsItsOwn() throws {
    var tiny = tiny(cap: nil)
    tiny.sites[0].localAir.intensity = .init(1)
    tiny.sites[0].localAir.cap = 0.00015
    tiny.sites.append(TinyCase.site("away"))
    tiny.sites[1].localAir.intensity = .init(1)
    tiny.tranches.append(TinyCase.tranche("there", site: 1, gpus: 4))
    let plan = try planned(tiny)
    expectUSD(plan.objective, 9 * 240)
    let row = try plan.rule("carbon-cap", "home,FY2026,base")
    #expect(row.unit == "kg" && isClose(row.limit, 0.15) && isClose(row.use, 0.15))
    expectPrice(row, 8000)
    #expect(row.meaning == "one more kg of local air at home in FY2026")
    #expect(isClose(plan.paths[0].sites[0].localAirKg, 0.15))
    #expect(plan.rules.filter { $0.rule == "carbon-cap" }.count == 1)
  }

  /// 10, 8 and 5 USD an hour by day, 0.225 t for 15 GPU-days: 10 on day 1 and 5 on day 2, which are 3360 USD. After
  /// notice on day 2 what day 1 let out counts, over a year, over the horizon and in the site's own air.
  @Test(arguments: [LimitWindow.year, .horizon, .period])
  func aNoticeThatChangesNothingLeavesTheCap(window: LimitWindow) throws {
    var tiny = tiny(3, cap: window == .period ? nil : 0.225, window: window)
    if window == .period {
      tiny.sites[0].localAir.intensity = .init(500)
      tiny.sites[0].localAir.cap = 0.225
    }
    tiny.workloads[0].value = TinyCase.perHour(10, overrides: [1: 8, 2: 5])
    tiny.addNoticeThatChangesNothing()
    let plan = try planned(tiny)
    expectUSD(plan.objective, 3360)
    for path in plan.paths { expectUSD(path.value, 3360) }
    let rows = plan.rules.filter { $0.rule == "carbon-cap" }
    #expect(rows.map(\.path) == ["base", "notice-day-2"])
    for row in rows { #expect(isClose(row.use, row.unit == "kg" ? 225 : 0.225)) }
  }

  /// The tenant must have 6 GPUs, which idle all day at a quarter of their draw let out 0.0225 t.
  @Test func aCapThatIsTooSmallIsSaidSo() throws {
    var tiny = tiny(cap: 0.0224)
    tiny.tenants[0].floorGPUs = .init(6)
    let refusal = try refused(tiny)
    #expect(refusal.sentence("carbon-cap") == "what must run lets out more than the cap on CO2 in FY2026")
  }
}
