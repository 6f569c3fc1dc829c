import Fleet
import Testing

@testable import Planning

@Suite struct TenantBudgetTests {
  /// 10 GPUs on demand at 2 USD per hour with 0.5 of energy (1 kW at 500 USD per MWh): 60 USD a day each.
  func tiny(_ days: Int = 1, budget: Double, from first: Day = TinyCase.first) -> PlanningCase {
    var tiny = BudgetCapTests().tiny(days, budget: 0, from: first)
    tiny.options.yearlyBudget = nil
    tiny.tenants[0].budget = budget
    return tiny
  }

  /// 300 USD pay 5 GPUs, which earn 5 * (240 - 60) USD. One more USD pays 1 / 60 GPUs: 3 USD.
  @Test func aTenantHasWhatItsBudgetPays() throws {
    let plan = try planned(tiny(budget: 300))
    expectUSD(plan.objective, 900)
    let row = try plan.rule("tenant-budget", "lab,FY2026,base")
    #expect(row.unit == "USD" && isClose(row.limit, 300) && isClose(row.use, 300))
    expectPrice(row, 3)
    #expect(isClose(row.upUntil, 600) && isClose(row.downUntil, 0))
    #expect(row.meaning == "one more USD of lab's budget in FY2026")
  }

  /// Its own GPUs cost a tenant their energy alone, 12 USD a day: 60 USD are 5.
  @Test func ownedGPUsAreFree() throws {
    var tiny = tiny(budget: 60)
    tiny.tranches = [TinyCase.tranche("owned", gpus: 10)]
    expectUSD(try planned(tiny).objective, 5 * 228)
  }

  /// A lease that is paid used or not, 480 USD: what works is charged for all the same.
  @Test func gpusAreChargedForWhileTheyWork() throws {
    var tiny = tiny(budget: 300)
    tiny.leases[0].takeOrPayShare = 1
    let plan = try planned(tiny)
    expectUSD(plan.objective, 5 * 228 - 480)
  }

  /// 10 GPUs at 1 USD and 30 at 3 in one pool: 2.5 USD an hour in the mean, 72 a day with energy; 360 USD are 5 GPUs,
  /// though the five that work cost 1.
  @Test func aPoolHasOneTariff() throws {
    var tiny = tiny(budget: 360)
    tiny.leases = [
      TinyCase.lease("cloud", usdPerHour: 1, takeOrPay: 0), TinyCase.lease("cloud", usdPerHour: 3, takeOrPay: 0),
    ]
    tiny.tranches.append(TinyCase.tranche("dear", lease: 1, gpus: 30))
    expectUSD(try planned(tiny).objective, 5 * (240 - 24 - 12))
  }

  /// What is ordered is charged at its price: 5 USD, 132 USD a day with energy, so that 264 USD are 2.
  @Test func aFallbackIsChargedAtItsPrice() throws {
    var tiny = tiny(budget: 264)
    tiny.tranches = []
    tiny = tiny.adding(
      Fallback(
        id: "block", supplier: "cloud", site: Ref(0), gpuClass: Ref(0), kind: .firm, leadDays: 0, price: .init(5),
        capGPUs: 10, origin: TinyCase.origin), demand: [100])
    expectUSD(try planned(tiny).objective, 2 * (240 - 132))
  }

  /// A gang of 2 GPUs uses its tenant's 120 USD up; another tenant, who has no budget, has all it wants.
  @Test func everyTenantHasItsOwn() throws {
    var tiny = tiny(budget: 120)
    tiny.tenants.append(Tenant(id: "chat", origin: TinyCase.origin))
    tiny.workloads = [
      TinyCase.job("run", hours: 1000, usdPerHour: 20, gang: Gang(minGPUs: 2, maxGPUs: 8, classRule: .single)),
      TinyCase.service("talk", tenant: 1, demand: 5, usdPerHour: 10),
    ]
    let plan = try planned(tiny)
    #expect(isClose(plan.gpus("run"), 2) && isClose(plan.gpus("talk"), 5))
    #expect(plan.rules.filter { $0.rule == "tenant-budget" }.map(\.key) == ["lab,FY2026,base"])
  }

  /// A fiscal year from July: 30 June is in FY2026 and 1 July in FY2027, each with 300 USD for 5 GPUs.
  @Test func everyFiscalYearHasItsOwn() throws {
    var tiny = tiny(2, budget: 300, from: Day("2026-06-30")!)
    expectUSD(try planned(tiny).objective, 900)
    tiny.fiscalYearStart = 7
    let plan = try planned(tiny)
    expectUSD(plan.objective, 1800)
    #expect(plan.rules.filter { $0.rule == "tenant-budget" }.map(\.key) == ["lab,FY2026,base", "lab,FY2027,base"])
  }

  /// 10, 8 and 5 USD per hour by day, and 900 USD for three days: 10 GPUs on day 1 and 5 on day 2,
  /// 10 * 180 + 5 * 132 = 2460 USD. After notice on day 2 the 600 USD of day 1 are spent.
  @Test func aNoticeThatChangesNothingLeavesTheBudget() throws {
    var tiny = tiny(3, budget: 900)
    tiny.workloads[0].value = TinyCase.perHour(10, overrides: [1: 8, 2: 5])
    tiny.addNoticeThatChangesNothing()
    let plan = try planned(tiny)
    expectUSD(plan.objective, 2460)
    for path in plan.paths { expectUSD(path.value, 2460) }
    for key in ["lab,FY2026,base", "lab,FY2026,notice-day-2"] {
      #expect(isClose(try plan.rule("tenant-budget", key).use, 900))
    }
  }

  /// 5 GPUs can be paid, of which the tenant must have 6.
  @Test func aBudgetThatIsTooSmallIsSaidSo() throws {
    var tiny = tiny(budget: 300)
    tiny.tenants[0].floorGPUs = .init(6)
    #expect(try refused(tiny).sentence("tenant-budget") == "what lab must have in FY2026 costs more than its budget")
  }
}
