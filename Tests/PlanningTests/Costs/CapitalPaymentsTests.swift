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

  /// What never arrives inside the horizon is not bought, and costs nothing.
  @Test func nothingIsPaidForWhatComesTooLate() throws {
    var tiny = FirstUnitTests().tiny(once: 50)
    tiny.tranches[1].leadDays = 9
    let plan = try planned(tiny)
    expectUSD(plan.usd(.capital), 0)
    #expect(plan.decisions.map(\.amount) == [0])
  }
}
