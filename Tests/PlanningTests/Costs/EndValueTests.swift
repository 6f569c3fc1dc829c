import Fleet
import Testing

@testable import Planning

@Suite struct EndValueTests {
  /// 10 GPUs for three days more, half committed at 2 USD per hour: worth v for what is committed, and for all of them
  /// where an hour is worth more than it costs: 3 * 120 * 1, and 3 * (120 * 3 + 120 * (3 - 2)).
  @Test(arguments: [(1.0, 360.0), (3.0, 1440)])
  func anHourIsWorthWhatTheLeaseSays(value: Double, usd: Double) throws {
    var tiny = CommitmentsTests().tiny(share: 0.5)
    tiny.leases[0].endValue = value
    expectUSD(try planned(tiny).usd(.endValue), usd)
  }

  /// One unit for one day at 30 USD per hour earns 240 USD and costs 720; three days more at their price less the haircut
  /// lose 3 * 0.1 * 720. Only an end value above the price makes it worth signing.
  @Test(arguments: [(nil, 0.0), (33, 0), (38, 1)] as [(Double?, Double)])
  func whatIsSignedLooksBeyondTheEnd(value: Double?, units: Double) throws {
    var tiny = CommitmentsTests().tiny(haircut: 0.1)
    tiny.leases[0].price = .init(30)
    tiny.leases[0].endValue = value
    tiny.tranches[0].size = .optional(minUnits: 0, maxUnits: 1)
    #expect(try planned(tiny).decisions.map(\.amount) == [units])
  }

  /// Bought on day 1 of July, worn out with it: after one of 31 days 30/31 are left, less a quarter.
  @Test func whatIsBoughtIsWornOutEvenly() throws {
    var tiny = FirstUnitTests().tiny(once: 50)
    tiny.options.endValueHaircut = 0.25
    expectUSD(try planned(tiny).usd(.endValue), 0.75 * 550 * 30 / 31)
  }

  /// Two modules at 310 USD with a life of the month of July, in service from day 2 on and owned at the end of day 3, two
  /// days of 31 old: 2 * 0.75 * 310 * 29 / 31. A life counts from the service: day 2 to 2 August.
  @Test func modulesAreWornOutEvenly() throws {
    var tiny = SiteExpansionTests().tiny(3, capital: 310, leadDays: 1)
    tiny.options.endValueHaircut = 0.25
    let plan = try planned(tiny)
    expectUSD(plan.usd(.endValue), 2 * 0.75 * 310 * 29 / 31)
    #expect(plan.paths[0].money.filter { $0.term == "end-value" }.map(\.period) == ["day-3"])
    tiny.addNoticeThatChangesNothing()
    // On either path what was ordered before the notice is worth the same.
    for path in try planned(tiny).paths { expectUSD(path.value, plan.objective) }
  }

  /// A life of two days would be over; of a month that began in June, so is it.
  @Test func whatIsWornOutIsWorthNothing() throws {
    var tiny = FirstUnitTests().tiny(once: 50)
    tiny.options.endValueHaircut = 0
    tiny.periods = TinyCase.days(31).periods
    tiny.changeService { $0.demand = .init(repeating: 100, count: 31) }
    expectUSD(try planned(tiny).usd(.endValue), 0)
  }
}
