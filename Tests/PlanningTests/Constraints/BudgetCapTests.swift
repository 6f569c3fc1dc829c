import Fleet
import Testing

@testable import Planning

@Suite struct BudgetCapTests {
  /// 10 GPUs on demand at 2 USD per hour with 0.5 of energy (1 kW at 500 USD per MWh): 60 USD a day each.
  func tiny(_ days: Int = 1, budget: Double, from first: Day = TinyCase.first) -> PlanningCase {
    var tiny = TinyCase.days(days, from: first)
    tiny.leases = [TinyCase.lease("cloud", usdPerHour: 2, takeOrPay: 0)]
    tiny.tranches = [TinyCase.tranche("rented", lease: 0, gpus: 10)]
    tiny.sites[0].energyPrice = .init(500)
    tiny.options.yearlyBudget = budget
    return tiny
  }

  /// 300 USD pay 5 GPUs, which earn 5 * (240 - 60) = 900 USD: 240 of lease and 60 of energy. One more USD pays
  /// 1 / 60 GPUs: 3 USD. Up to 600, where the 10 GPUs run; down to 0.
  @Test func leasesAndEnergyStayWithinTheBudget() throws {
    let plan = try planned(tiny(budget: 300))
    expectUSD(plan.objective, 900)
    expectUSD(plan.usd(.leasePayments), -240)
    expectUSD(plan.usd(.energy), -60)
    let row = try plan.rule("budget-cap", "FY2026,base")
    #expect(row.unit == "USD" && isClose(row.limit, 300) && isClose(row.use, 300))
    expectPrice(row, 3)
    #expect(isClose(row.upUntil, 600) && isClose(row.downUntil, 0))
    #expect(row.meaning == "one more USD of budget in FY2026")
  }

  /// A lease paid used or not, 10 * 48 = 480 USD, leaves 120 of 600 for energy at 12 USD a day: 10 GPUs, 2400 - 600.
  /// With 540 the energy of 5 is left: 1200 - 540 = 660 USD, and one more USD of budget runs 1 / 12 GPUs:
  /// (240 - 12) / 12 = 19 USD.
  @Test func whatIsPaidAnywayCounts() throws {
    var tiny = tiny(budget: 540)
    tiny.leases[0].takeOrPayShare = 1
    let plan = try planned(tiny)
    expectUSD(plan.objective, 660)
    let row = try plan.rule("budget-cap", "FY2026,base")
    #expect(isClose(row.limit, 540))
    expectPrice(row, 19)
    tiny.options.yearlyBudget = 600
    expectUSD(try planned(tiny).objective, 1800)
  }

  /// A fiscal year from July: 30 June is in FY2026 and 1 July in FY2027, each with 300 USD for 5 GPUs. In one year the
  /// 300 USD pay 5 of the two days' GPUs in all.
  @Test func everyFiscalYearHasItsOwn() throws {
    var tiny = tiny(2, budget: 300, from: Day("2026-06-30")!)
    expectUSD(try planned(tiny).objective, 900)
    tiny.fiscalYearStart = 7
    let plan = try planned(tiny)
    expectUSD(plan.objective, 1800)
    #expect(plan.rules.filter { $0.rule == "budget-cap" }.map(\.key) == ["FY2026,base", "FY2027,base"])
  }

  /// The budget is in USD as paid: at 100 % a year a day 365 days later counts half in the objective and whole here.
  @Test func theBudgetIsNotDiscounted() throws {
    var tiny = tiny(2, budget: 300)
    tiny.periods[1] = Period(id: "later", start: TinyCase.first + 365, end: TinyCase.first + 366)
    tiny.periods.insert(Period(id: "between", start: TinyCase.first + 1, end: TinyCase.first + 365), at: 1)
    tiny.leases[0].end = TinyCase.first + 400
    tiny.discountRate = 1
    tiny.changeService { $0.demand = [100, 0, 100] }
    let plan = try planned(tiny)
    // FY2026: 5 GPUs, 900 USD. FY2027: 5 GPUs, 900 / 2.
    expectUSD(plan.objective, 1350)
    expectPrice(try plan.rule("budget-cap", "FY2027,base"), 1.5)
  }

  /// 10, 8 and 5 USD per hour by day, and 900 USD for three days: 10 GPUs on day 1 and 5 on day 2,
  /// 10 * 180 + 5 * 132 = 2460 USD. After notice on day 2 the 600 USD of day 1 are spent.
  @Test func aNoticeThatChangesNothingLeavesTheBudget() throws {
    var tiny = tiny(3, budget: 900)
    tiny.workloads[0].value = TinyCase.perHour(10, overrides: [1: 8, 2: 5])
    expectUSD(try planned(tiny).objective, 2460)
    tiny.addNoticeThatChangesNothing()
    let plan = try planned(tiny)
    expectUSD(plan.objective, 2460)
    #expect(plan.paths.count == 2)
    for path in plan.paths { expectUSD(path.value, 2460) }
    for key in ["FY2026,base", "FY2026,notice-day-2"] {
      #expect(isClose(try plan.rule("budget-cap", key).use, 900))
    }
  }

  /// A GPU-day of 24 kWh takes 12 USD of energy, 48 l of water at 50 USD per m3, 12 kg of CO2 at 50 USD per t and, at a
  /// peak of 1 kW, a day's part of 12 * 5 / 365 USD per kW and month: 20 USD. 100 USD run 5 of the 10: 1200 - 100.
  @Test func whatComesWithEnergyCounts() throws {
    var tiny = tiny(budget: 100)
    tiny.tranches = [TinyCase.tranche("owned", gpus: 10)]
    tiny.sites[0].wue = .init(2)
    tiny.sites[0].water.price = .init(50)
    tiny.sites[0].carbonIntensity = .init(500)
    tiny.options.carbonPrice = 50
    tiny.sites[0].demandCharge = .init(5 * 365 / 12.0)
    let plan = try planned(tiny)
    expectUSD(plan.objective, 1100)
    for (term, usd) in [(CostTermName.energy, 60.0), (.water, 12), (.carbon, 3), (.demandCharge, 25)] {
      expectUSD(plan.usd(term), -usd)
    }
    expectPrice(try plan.rule("budget-cap", "FY2026,base"), 11)
  }

  /// 480 USD of lease, used or not, and a budget of 400.
  @Test func aBudgetBelowWhatMustBePaidIsSaidSo() throws {
    var tiny = tiny(budget: 400)
    tiny.leases[0].takeOrPayShare = 1
    let refusal = try refused(tiny)
    #expect(refusal.sentence("budget-cap") == "what must be paid in FY2026 is more than the budget")
    #expect(refusal.conflict.first?.file == "case.yaml")
  }
}
