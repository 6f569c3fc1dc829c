import Fleet
import Testing

@testable import Planning

@Suite struct FallbackPaymentsTests {
  /// GPUs held cost their price, used or not, from arrival on; what is on standby its premium until the notice.
  @Test func gpusHeldAndGPUsOnStandbyArePaidFor() throws {
    let plan = try planned(StandbyRightTests().tiny())
    expectUSD(plan.usd(.fallback), -10 * 2 * 12)
    // After the notice on day 2 the GPUs of two days, and no premium.
    expectUSD(plan.usd(.fallback, path: 1), -10 * 2 * 48)
    expectUSD(plan.usd(.fallback, path: 2), -10 * 48)
    #expect(plan.paths[1].money.filter { $0.term == "fallback" }.allSatisfy { $0.site == "home" && $0.tenant.isEmpty })
  }

  @Test func pricesAreThoseOfTheirPeriod() throws {
    var fallback = FallbackTermTests().tiny().fallbacks[0]
    fallback.price = PeriodValue(4, overrides: [3: 1])
    let plan = try planned(TinyCase.days(4).adding(fallback, demand: [10, 20, 20, 10]))
    expectUSD(plan.usd(.fallback), -8 * (96 + 24))
  }

  /// They count in the yearly budget: of 8 GPUs at 192 USD only what it allows.
  @Test func theyCountInTheBudget() throws {
    var tiny = FallbackTermTests().tiny()
    tiny.options.yearlyBudget = 960
    let plan = try planned(tiny)
    expectUSD(plan.usd(.fallback), -960)
    expectUSD(plan.objective, 9600 + 5 * (240 - 192))
  }

  /// A supplier of a fallback is a lessor to a tenant's share of suppliers: of 20 GPUs asked at most half.
  @Test func itsSupplierCountsAsALessor() throws {
    var tiny = FallbackTermTests().tiny(cap: 20, demand: [10, 30, 30, 10])
    tiny.tenants[0].supplierShare = .init(0.5)
    let plan = try planned(tiny)
    #expect(plan.paths[0].leases.filter { $0.tranche == "block" }.map(\.used).max().map { isClose($0, 10) } ?? false)
  }
}
