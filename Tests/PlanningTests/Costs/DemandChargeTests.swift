import Fleet
import Testing

@testable import Planning

@Suite struct DemandChargeTests {
  /// Periods of whole months at 10 USD per facility kW and month; a PUE of 1.2 on the design day.
  func tiny(months: Int = 1, step: Int = 1) -> PlanningCase {
    var tiny = TinyCase.days()
    let starts = (0...months).map { TinyCase.first.firstOfMonth(adding: $0 * step) }
    tiny.periods = (0..<months).map { Period(id: "month-\($0 + 1)", start: starts[$0], end: starts[$0 + 1]) }
    tiny.sites[0].puePeak = .init(1.2)
    tiny.sites[0].demandCharge = .init(10)
    return tiny
  }

  /// 10 GPUs of 1 kW take 12 kW: 120 USD for a month, 360 for a quarter. It is the site's, and no tenant's.
  @Test(arguments: [(1, 120.0), (3, 360)]) func aPeakIsPaidForEveryMonth(step: Int, usd: Double) throws {
    let plan = try planned(tiny(step: step))
    expectUSD(plan.usd(.demandCharge), -usd)
    let row = try #require(plan.paths[0].money.first { $0.term == "demand-charge" })
    #expect(row.site == "home" && row.tenant == "")
  }

  /// A week is 7 * 12 / 365 months.
  @Test func aWeekIsAPartOfAMonth() throws {
    var tiny = tiny()
    tiny.periods = [Period(id: "week", start: TinyCase.first, end: TinyCase.first + 7)]
    expectUSD(try planned(tiny).usd(.demandCharge), -120 * 84 / 365)
  }

  /// 5 GPUs more from the 16th, and the greatest draw of the month is 18 kW; the month after it has 6 GPUs' worth of power.
  @Test func theGreatestSliceOfAPeriodCounts() throws {
    var tiny = tiny(months: 2)
    tiny.tranches.append(TinyCase.tranche("later", gpus: 5))
    tiny.tranches[1].availableFrom = Day("2026-07-16")
    tiny.sites[0].power = .init(1e6, overrides: [1: 6])
    tiny.sites[0].demandCharge = .init(10, overrides: [1: 20])
    let rows = try planned(tiny).paths[0].money.filter { $0.term == "demand-charge" }
    #expect(rows.map(\.period) == ["month-1", "month-2"])
    for (row, usd) in zip(rows, [180.0, 144]) { expectUSD(row.usd, -usd) }
  }

  /// 744 GPU-hours in a month of 744 hours: one GPU throughout, though ten could do them sooner. The month is cut on the
  /// 16th, so that there is a choice.
  @Test func workIsSpreadToKeepThePeakLow() throws {
    var tiny = tiny()
    tiny.workloads = [TinyCase.job("run", hours: 744, usdPerHour: 10)]
    tiny.powerSteps = [TinyCase.step(from: 15, power: 1)]
    let plan = try planned(tiny)
    expectUSD(plan.objective, 7440 - 12)
    #expect(plan.paths[0].allocation.allSatisfy { isClose($0.gpus, 1) } && plan.paths[0].allocation.count == 2)
  }

  /// 365 / 12 USD per kW and month are 1 USD per kW and day: the eleventh GPU would earn 240 less 1.2 USD, and so did the
  /// tenth.
  @Test func anotherGPUPaysItsPeak() throws {
    var tiny = TinyCase.days()
    tiny.sites[0].puePeak = .init(1.2)
    tiny.sites[0].demandCharge = .init(365 / 12.0)
    let plan = try planned(tiny)
    expectUSD(plan.objective, 2400 - 12)
    expectPrice(try #require(plan.rules.first { $0.rule == "tranche-stock" }), 238.8)
  }

  /// A GPU that earns less in its month than its peak costs is not worth running: 744 hours at 0.01 USD for 12.
  @Test func aPeakMustBeWorthIt() throws {
    var tiny = tiny()
    tiny.workloads[0].value = TinyCase.perHour(0.01)
    expectUSD(try planned(tiny).objective, 0)
    tiny.workloads[0].value = TinyCase.perHour(0.1)
    expectUSD(try planned(tiny).objective, 744 - 120)
  }

  /// With modes the facility's draw is each mode's: 4 kW at 1.2 and 6 at 1.5, 13.8 kW.
  @Test func aModeDrawsItsOwn() throws {
    var tiny = tiny()
    tiny.coolingModes = [TinyCase.mode("dry", puePeak: 1.5), TinyCase.mode("wet", puePeak: 1.2, heat: 4)]
    expectUSD(try planned(tiny).usd(.demandCharge), -138)
  }

  /// Notice in the second month that changes nothing: each path pays the peaks of its own months, and the first is paid
  /// once: 3 * 120 USD.
  @Test func everyPathPaysItsOwnPeaks() throws {
    var tiny = tiny(months: 3)
    tiny.addNoticeThatChangesNothing()
    tiny.leases[0].end = Day("2026-12-01")!
    let plan = try planned(tiny)
    #expect(plan.paths.map(\.path) == ["base", "notice-month-2"])
    for path in plan.paths { expectUSD(path.value, 10 * 24 * 92 * 10 - 360) }
    expectUSD(plan.usd(.demandCharge, path: 1), -240)
  }

  /// After a notice the peak is that of the GPUs that are left: 6 of a rival's go with the third month.
  @Test func aPeakAfterANoticeIsItsPaths() throws {
    var tiny = tiny(months: 3)
    tiny.addRival(gpus: 6, notice: [1: 0.5])
    (tiny.leases[0].end, tiny.leases[0].noticeDays) = (Day("2026-12-01")!, 30)
    tiny.sites[1].demandCharge = .init(100)
    let plan = try planned(tiny)
    // 6 kW away are 600 USD a month: three times on the base path; in August alone after notice.
    let away = plan.paths.map { path in
      path.money.filter { $0.term == "demand-charge" && $0.site == "away" }.map(\.usd)
    }
    #expect(away[0].count == 3 && away[1].count == 1)
    for usd in away.joined() { expectUSD(usd, -600) }
  }
}
