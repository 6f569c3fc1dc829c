import Fleet
import Testing

@testable import Planning

@Suite struct LatePenaltyTests {
  /// A job of so many GPU-hours at 10 USD each, 240 of which can be done a day, due after day 1 and late at so many USD an
  /// hour and day.
  func tiny(hours: Double = 480, days: Int = 2, usdPerDay: Double, gang: Gang? = nil) -> PlanningCase {
    var tiny = TinyCase.days(days)
    tiny.workloads = [TinyCase.job("run", hours: hours, usdPerHour: 10, gang: gang)]
    tiny.changeJob {
      $0.deadline = TinyCase.first + 1
      $0.lateness = Lateness(cost: usdPerDay / 3600)
    }
    return tiny
  }

  /// 240 hours on day 2 are half a day late in the mean: at 1 USD 120, booked there, free work or a gang.
  @Test(arguments: [nil, Gang(minGPUs: 2, maxGPUs: 10, classRule: .single)])
  func latenessIsCountedToTheMiddle(gang: Gang?) throws {
    let plan = try planned(tiny(usdPerDay: 1, gang: gang))
    expectUSD(plan.objective, 4680)
    let rows = plan.paths[0].money.filter { $0.term == "lateness" }
    #expect(rows.map(\.period) == ["day-2"] && rows.map(\.tenant) == ["lab"] && rows.map(\.site) == ["home"])
    expectUSD(plan.usd(.lateness), -120)
  }

  /// Half a day, a day and a half, and two and a half: 0.5 * 240 + 1.5 * 240 + 2.5 * 80 at 1 USD.
  @Test func everyDayIsLaterThanTheOneBefore() throws {
    expectUSD(try planned(tiny(hours: 800, days: 4, usdPerDay: 1)).usd(.lateness), -680)
  }

  /// At 30 USD an hour of day 2 costs 15 and earns 10: it is left undone, unless what is missing costs 6: 4800 - 3600.
  @Test(arguments: [(0.0, 2400.0), (6, 1200)])
  func lateWorkMustBeWorthIt(shortfall: Double, usd: Double) throws {
    var tiny = tiny(usdPerDay: 30)
    tiny.workloads[0].shortfallCost = TinyCase.perHour(shortfall)
    expectUSD(try planned(tiny).objective, usd)
  }

  /// One period of two days is cut at the deadline: what is done in time costs nothing.
  @Test func aDeadlineInsideAPeriodCutsIt() throws {
    var tiny = tiny(usdPerDay: 1)
    tiny.periods = [Period(id: "days", start: TinyCase.first, end: TinyCase.first + 2)]
    expectUSD(try planned(tiny).objective, 4680)
  }

  /// After a notice on day 2 that changes nothing the 240 hours of day 1 are done in time on either path.
  @Test func aNoticeThatChangesNothingLeavesTheLateness() throws {
    var tiny = tiny(hours: 600, days: 3, usdPerDay: 1)
    tiny.addNoticeThatChangesNothing()
    let plan = try planned(tiny)
    for path in plan.paths { expectUSD(path.value, 6000 - 120 - 120 * 1.5) }
    expectUSD(plan.usd(.lateness, path: 1), -300)
  }
}
