import Fleet
import Testing

@testable import Planning

@Suite struct NoticeWindowTests {
  /// Four days; the service asks 4 units/s on days 1 and 2 and nothing after, at 10 USD per hour. 4 rented GPUs at 3 USD
  /// per hour are paid used or not: 288 USD a day for all. The lessee may leave on one day's notice.
  func tiny(noticeDays: Int = 1, fee: Double = 0, from: Day? = nil) -> PlanningCase {
    var tiny = TinyCase.days(4)
    tiny.leases = [TinyCase.lease("cloud", usdPerHour: 3)]
    tiny.leases[0].exit = ExitRight(noticeDays: noticeDays, from: from, fee: fee)
    tiny.tranches = [TinyCase.tranche("rented", lease: 0, gpus: 4)]
    tiny.changeService { $0.demand = [4, 4, 0, 0] }
    return tiny
  }

  /// Two days of work earn 2 * 960, four days of rent cost 4 * 288. With notice on day 1 the GPUs go on day 3.
  @Test func aLeaseOfNoMoreUseIsLeft() throws {
    let plan = try planned(tiny())
    expectUSD(plan.objective, 2 * 960 - 2 * 288)
    #expect(plan.decisions.map(\.decision) == ["exit"] && plan.decisions.map(\.subject) == ["cloud"])
    #expect(plan.decisions.map(\.lastDate) == [TinyCase.first] && plan.decisions.map(\.unit) == ["lease"])
    #expect(plan.decisions.map(\.takesEffect) == [Instant(TinyCase.first + 2)])
    #expect(plan.paths[0].leases.map(\.state) == ["held", "held", "left", "left"])
    #expect(plan.paths[0].leases.map(\.held) == [4, 4, 0, 0])
  }

  /// Two days of notice, or notice from day 2 on, keep the GPUs through day 3; three days through day 4.
  @Test(arguments: [(2, nil, 3), (1, TinyCase.first + 1, 3), (3, nil, 4)] as [(Int, Day?, Int)])
  func noticeMustHaveRun(noticeDays: Int, from: Day?, daysPaid: Int) throws {
    expectUSD(try planned(tiny(noticeDays: noticeDays, from: from)).objective, 2 * 960 - Double(daysPaid) * 288)
  }

  /// All goes at once: with work for one GPU on day 3, 240 USD, the four that cost 288 are given up; with work for two not
  /// before day 4.
  @Test func aLeaseIsLeftWhole() throws {
    var tiny = tiny()
    tiny.changeService { $0.demand = [4, 4, 1, 0] }
    expectUSD(try planned(tiny).objective, 2 * 960 - 2 * 288)
    tiny.changeService { $0.demand = [4, 4, 2, 0] }
    expectUSD(try planned(tiny).objective, 2 * 960 + 480 - 3 * 288)
  }

  /// The rival's GPUs are enough from day 2 on, unless they are called on day 2, with one chance in two, and gone on day 4.
  /// To leave on day 3 saves 288 USD of rent where they are not; to wait for day 2 and leave on day 4 saves the work of
  /// day 4, 960 - 2 * 288 USD, where they are.
  @Test func anExitDecidedAfterANoticeKnowsOfIt() throws {
    var tiny = tiny()
    tiny.addRival(gpus: 4, notice: [1: 0.5])
    tiny.leases[1].noticeDays = 1
    tiny.changeService { $0.demand = [8, 4, 4, 4] }
    let plan = try planned(tiny)
    #expect(plan.decisions.map(\.takesEffect) == [Instant(TinyCase.first + 3)])
    #expect(plan.paths[1].decisions.isEmpty)
    #expect(plan.paths[1].leases.filter { $0.tranche == "rented" }.map(\.held) == [4, 4, 4])
  }

  /// Four GPUs signed by the unit, and none kept after the exit, although more could be.
  @Test func whatWasSignedGoesToo() throws {
    var tiny = tiny()
    tiny.tranches[0].size = .optional(minUnits: 0, maxUnits: 9)
    let plan = try planned(tiny)
    expectUSD(plan.objective, 2 * 960 - 2 * 288)
    #expect(plan.paths[0].leases.map(\.held) == [4, 4, 0, 0])
  }
}
