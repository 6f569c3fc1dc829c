import Fleet
import Foundation
import Testing

@testable import Planning

@Suite struct SiteWaterTests {
  /// GPUs of 1 kW at 2 l per kWh: 48 l a day each, 0.48 m3 for all ten.
  func tiny(_ days: Int = 1, limit: Double? = nil, window: LimitWindow = .period) -> PlanningCase {
    var tiny = TinyCase.days(days)
    tiny.sites[0].wue = .init(2)
    tiny.sites[0].water.limit = limit.map { .init($0) }
    tiny.sites[0].water.window = window
    return tiny
  }

  /// Three days that are worth 10, 8 and 5 USD an hour.
  private func falling(limit: Double, window: LimitWindow) -> PlanningCase {
    var tiny = tiny(3, limit: limit, window: window)
    tiny.workloads[0].value = TinyCase.perHour(10, overrides: [1: 8, 2: 5])
    return tiny
  }

  /// 0.24 m3 are 5 GPUs, 1200 USD; one more m3 is 1 / 0.048 GPUs: 5000 USD, up to all ten and down to none.
  @Test func aSiteDrawsNoMoreThanItMay() throws {
    let plan = try planned(tiny(limit: 0.24))
    expectUSD(plan.objective, 1200)
    let row = try plan.rule("site-water", "home,day-1")
    #expect(row.unit == "m3" && isClose(row.limit, 0.24) && isClose(row.use, 0.24))
    expectPrice(row, 5000)
    #expect(isClose(row.upUntil, 0.48) && isClose(row.downUntil, 0))
    #expect(row.meaning == "one more m3 of water at home in day-1")
    #expect(isClose(plan.paths[0].sites[0].waterM3, 0.24))
  }

  /// 10 GPUs at their peak for half of the time and at 0.4 of it for the rest: 7.75 kW in the mean, 0.372 m3.
  @Test func waterFollowsTheMeanDraw() throws {
    var tiny = tiny(limit: 1)
    tiny.changeService {
      $0.demand = [10]
      $0.loadCurve = LoadCurve(id: "day", quantiles: [(0.5, 0.4), (1, 1)])
    }
    #expect(isClose(try planned(tiny).rule("site-water", "home,day-1").use, 0.372))
  }

  /// 0.96 m3 are 20 GPU-days: more than any one day asks for, and for a year 10 at 10 USD and 10 at 8.
  @Test(arguments: [(LimitWindow.period, 5520.0), (.year, 4320), (.horizon, 4320)])
  func aLimitCountsOverItsWindow(window: LimitWindow, usd: Double) throws {
    expectUSD(try planned(falling(limit: 0.96, window: window)).objective, usd)
  }

  /// A fiscal year from July: 30 June has its own 0.24 m3, and the days after it another; over the horizon there is one.
  @Test(arguments: [(LimitWindow.year, 2400.0), (.horizon, 1200)])
  func everyFiscalYearHasItsOwn(window: LimitWindow, usd: Double) throws {
    var tiny = tiny(2, limit: 0.24, window: window)
    tiny.periods = TinyCase.days(2, from: Day("2026-06-30")!).periods
    tiny.fiscalYearStart = 7
    let plan = try planned(tiny)
    expectUSD(plan.objective, usd)
    let rows = plan.rules.filter { $0.rule == "site-water" }
    #expect(rows.map(\.key) == (window == .year ? ["home,FY2026,base", "home,FY2027,base"] : ["home,base"]))
    #expect(rows.last!.meaning == "one more m3 of water at home \(window == .year ? "in FY2027" : "over the plan")")
  }

  /// The year's limit is that of its first period: 5 GPU-days, though day 2 says more.
  @Test func theFirstPeriodsLimitIsTheWindows() throws {
    var tiny = tiny(2, window: .year)
    tiny.sites[0].water.limit = .init(0.24, overrides: [1: 5])
    expectUSD(try planned(tiny).objective, 1200)
  }

  /// 0.72 m3 are 15 GPU-days: 10 at 10 USD and 5 at 8. After notice on day 2 those of day 1 are drawn.
  @Test(arguments: [LimitWindow.year, .horizon]) func aNoticeThatChangesNothingLeavesTheWater(window: LimitWindow)
    throws
  {
    var tiny = falling(limit: 0.72, window: window)
    tiny.addNoticeThatChangesNothing()
    let plan = try planned(tiny)
    expectUSD(plan.objective, 3360)
    for path in plan.paths { expectUSD(path.value, 3360) }
    let rows = plan.rules.filter { $0.rule == "site-water" }
    let when = window == .year ? ",FY2026" : ""
    try #require(rows.map(\.key) == ["home\(when),base", "home\(when),notice-day-2"])
    for row in rows { #expect(isClose(row.use, 0.72)) }
    let over = window == .year ? "in FY2026" : "over the plan"
    #expect(rows[1].meaning == "one more m3 of water at home \(over) after notice-day-2")
  }

  /// No water before day 2: nothing runs on day 1, ten GPUs on the two days after it.
  @Test func withoutAPermitNothingIsDrawn() throws {
    var tiny = tiny(3)
    tiny.sites[0].water.from = TinyCase.first + 1
    let plan = try planned(tiny)
    expectUSD(plan.objective, 4800)
    let rows = plan.rules.filter { $0.rule == "site-water" }
    try #require(rows.map(\.key) == ["home,without-permit,day-1"])
    #expect(rows[0].limit == 0 && rows[0].use == 0)
  }

  /// 10 GPUs at the peak for half of the time and at 0.4 of it for the rest, of 16 kW in all: the tower takes no water at
  /// 1 kW a GPU, but may not run even at the peak before its permit, and the chiller asks 2 kW. 8 GPUs serve 0.6 of 10.
  @Test func withoutAPermitNothingIsCooledByWaterAtThePeakEither() throws {
    var tiny = tiny(2)
    tiny.sites[0].powerBasis = .utility
    tiny.sites[0].power = .init(16)
    tiny.sites[0].water.from = TinyCase.first + 1
    tiny.coolingModes = [TinyCase.mode("chiller", puePeak: 2), TinyCase.mode("tower", wue: 2)]
    tiny.changeService {
      $0.demand = [10, 10]
      $0.loadCurve = LoadCurve(id: "day", quantiles: [(0.5, 0.4), (1, 1)])
    }
    expectUSD(try planned(tiny).objective, 0.6 * 2400 + 0.7 * 2400)
  }

  /// In Chicago the permit's day begins at 05:00Z: 10 GPUs for 19 of the 24 hours.
  @Test func aPermitBeginsAtTheSitesMidnight() throws {
    var tiny = tiny()
    tiny.sites[0].timeZone = try #require(TimeZone(identifier: "America/Chicago"))
    tiny.sites[0].water.from = TinyCase.first
    expectUSD(try planned(tiny).objective, 1900)
  }

  /// A module in service on day 2 adds 0.24 m3 to the two days' 0.24: 10 GPU-days in all; by the day, 5 on day 1 and 10.
  @Test(arguments: [(LimitWindow.horizon, 2400.0), (.period, 3600)])
  func aModuleCountsWhereItIsInServiceAtTheWindowsEnd(window: LimitWindow, usd: Double) throws {
    var tiny = tiny(2, limit: 0.24, window: window)
    tiny.expansions = [TinyCase.hall(1, leadDays: 1) { $0.water = 0.24 }]
    expectUSD(try planned(tiny).objective, usd)
  }

  /// The tenant must have 6 GPUs, which idle all day at a quarter of their draw take 0.072 m3.
  @Test func tooLittleWaterIsSaidSo() throws {
    var tiny = tiny(limit: 0.07)
    tiny.tenants[0].floorGPUs = .init(6)
    let refusal = try refused(tiny)
    #expect(refusal.sentence("site-water") == "home may draw too little water in day-1")
    #expect(refusal.shortage("site-water") == "0.002 m3")
  }
}
