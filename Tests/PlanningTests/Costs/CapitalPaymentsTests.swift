import Fleet
import Testing

@testable import Planning

@Suite struct CapitalPaymentsTests {
  /// Five GPUs at 100 USD and a building of 50, delivered on day 2 and paid then.
  @Test func itIsPaidWithTheDelivery() throws {
    var tiny = FirstUnitTests().tiny(once: 50)
    tiny.periods = TinyCase.days(3).periods
    tiny.tranches[1].leadDays = 1
    let plan = try planned(tiny)
    let rows = plan.paths[0].money.filter { $0.term == "capital" }
    #expect(rows.map(\.period) == ["day-2"] && rows.map(\.usd) == [-550] && rows.map(\.site) == ["home"])
  }

  /// Two modules of 200 USD, ordered on day 1 and paid with their service on day 2.
  @Test func modulesArePaidWithTheirService() throws {
    let plan = try planned(SiteExpansionTests().tiny(3, capital: 200, leadDays: 1))
    let rows = plan.paths[0].money.filter { $0.term == "capital" }
    #expect(rows.map(\.period) == ["day-2"] && rows.map(\.usd) == [-400])
    #expect(rows.map(\.site) == ["home"] && rows.map(\.tenant) == [""])
    expectUSD(plan.objective, 17 * 240 - 400)
  }

  /// What never arrives inside the horizon is not bought, and costs nothing.
  @Test func nothingIsPaidForWhatComesTooLate() throws {
    var tiny = FirstUnitTests().tiny(once: 50)
    tiny.tranches[1].leadDays = 9
    let plan = try planned(tiny)
    expectUSD(plan.usd(.capital), 0)
    #expect(plan.decisions.map(\.amount) == [0])
  }
}
