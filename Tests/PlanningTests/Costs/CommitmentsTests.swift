import Fleet
import Testing

@testable import Planning

@Suite struct CommitmentsTests {
  /// One day of a lease of four: 10 GPUs at 2 USD per hour are committed for three days more.
  func tiny(share: Double = 1, haircut: Double = 0.25) -> PlanningCase {
    var tiny = LeasePaymentsTests().tiny(1, share: share)
    tiny.leases[0].end = TinyCase.first + 4
    tiny.options.endValueHaircut = haircut
    return tiny
  }

  @Test(arguments: [(1.0, 1440.0), (0.5, 720), (0, 0)])
  func whatIsOwedAfterTheEnd(share: Double, usd: Double) throws {
    let plan = try planned(tiny(share: share))
    expectUSD(plan.usd(.commitments), -usd)
    expectUSD(plan.usd(.endValue), 0.75 * usd)
  }

  /// A right to leave on one day's notice from the end on binds for two days more.
  @Test func aRightToLeaveShortensIt() throws {
    var tiny = tiny()
    tiny.leases[0].exit = ExitRight(noticeDays: 1)
    expectUSD(try planned(tiny).usd(.commitments), -2 * 480)
    tiny.leases[0].exit = ExitRight(noticeDays: 1, from: TinyCase.first + 2)
    expectUSD(try planned(tiny).usd(.commitments), -3 * 480)
  }

  /// What has been paid ahead is no longer owed, and still worth something.
  @Test func whatIsPaidAheadIsNotOwed() throws {
    var tiny = tiny()
    tiny.leases[0].prepaidShare = 1
    let plan = try planned(tiny)
    expectUSD(plan.usd(.commitments), 0)
    expectUSD(plan.usd(.endValue), 0.75 * 3 * 480)
  }

  /// The lessor calls on day 1, and the GPUs are gone on day 2: nothing is owed on that path.
  @Test func whatIsCalledIsNotOwed() throws {
    var tiny = TinyCase.days(2)
    tiny.addRival(gpus: 5, usdPerHour: 2, notice: [0: 0.25])
    tiny.leases[0].end = TinyCase.first + 4
    let plan = try planned(tiny)
    expectUSD(plan.usd(.commitments), -2 * 240)
    expectUSD(plan.usd(.commitments, path: 1), 0)
  }
}
