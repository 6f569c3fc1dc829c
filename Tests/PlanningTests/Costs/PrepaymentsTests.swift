import Fleet
import Testing

@testable import Planning

@Suite struct PrepaymentsTests {
  /// 10 GPUs at 2 USD per hour for four days from day 1 on, 480 USD a day, a quarter of it paid ahead.
  func tiny(_ days: Int = 4, start: Int = 0, share: Double = 1) -> PlanningCase {
    var tiny = LeasePaymentsTests().tiny(days, share: share)
    tiny.leases[0].start = TinyCase.first + start
    tiny.leases[0].end = TinyCase.first + start + 4
    tiny.leases[0].prepaidShare = 0.25
    return tiny
  }

  /// 480 ahead; the rent of each day is 360 then.
  @Test func whatIsPaidAheadIsCredited() throws {
    let plan = try planned(tiny())
    let ahead = plan.paths[0].money.filter { $0.term == "prepayments" }
    #expect(ahead.map(\.period) == ["day-1"] && ahead.map(\.usd) == [-480] && ahead.map(\.site) == ["home"])
    expectUSD(plan.usd(.leasePayments), -4 * 360)
    #expect(plan.paths[0].leases.map(\.paidUSD) == [360, 360, 360, 360])
  }

  /// A lease that began the day before has been paid ahead; one that ends two days after the case is paid for all the same.
  @Test func theWholeTermIsPaidAhead() throws {
    let begun = try planned(tiny(start: -1))
    expectUSD(begun.usd(.prepayments), 0)
    expectUSD(begun.usd(.leasePayments), -3 * 360)
    let longer = try planned(tiny(2))
    expectUSD(longer.usd(.prepayments), -480)
    expectUSD(longer.usd(.leasePayments), -2 * 360)
  }

  /// Half is committed: 240 USD a day, a quarter of them ahead; 4 of 10 GPUs are used, and five paid for.
  @Test func aShareOfWhatIsCommitted() throws {
    let plan = try planned(tiny(share: 0.5))
    expectUSD(plan.usd(.prepayments), -4 * 60)
    expectUSD(plan.usd(.leasePayments), -4 * (240 - 60))
  }

  /// It counts against the budget of the year in which it is paid: 480 + 360 on the last day of the year.
  @Test func itCountsAgainstTheBudget() throws {
    var tiny = tiny(1)
    tiny.leases[0].end = TinyCase.first + 4
    tiny.options.yearlyBudget = 839
    #expect(try refused(tiny).sentence("budget-cap") != nil)
    tiny.options.yearlyBudget = 841
    _ = try planned(tiny)
  }

  /// Half of the rent before day 3, by the contract's ramp.
  @Test func aRampHasAPriceOfItsOwn() throws {
    var tiny = tiny()
    tiny.leases[0].ramp = RampPrice(until: TinyCase.first + 2, usdPerGPUHour: 1)
    let plan = try planned(tiny)
    expectUSD(plan.usd(.prepayments), -0.25 * (2 * 240 + 2 * 480))
    #expect(plan.paths[0].leases.map(\.paidUSD) == [180, 180, 360, 360])
  }
}
