import Fleet
import Testing

@testable import Planning

@Suite struct StandbyRightTests {
  /// Four days; the service asks 10 units/s at 10 USD per hour and has 10 GPUs of a rival, called on day 2 or 3 with one
  /// chance in four each and gone on the next day. A standby of 2 USD per hour comes at once; the premium is 0.5.
  func tiny(premium: Double = 0.5, price: Double = 2, cap: Int = 10, leadDays: Int = 0) -> PlanningCase {
    var tiny = TinyCase.days(4)
    tiny.tranches = []
    tiny.addRival(gpus: 10, notice: [1: 0.25, 2: 0.25])
    return tiny.adding(
      Fallback(
        id: "spare", supplier: "cloud", site: Ref(0), gpuClass: Ref(0), kind: .standby, leadDays: leadDays,
        price: .init(price), premium: .init(premium), capGPUs: cap, origin: TinyCase.origin), demand: [10, 10, 10, 10])
  }

  /// Held on day 1 (premium 12 USD) against a notice on day 2, a GPU saves days 3 and 4: 2 * (240 - 48) = 384 USD with
  /// chance 1/4. Held on day 2 (12 USD with chance 3/4) it saves day 4: 192 USD with chance 1/4. Both pay.
  @Test func whatIsHeldBeforeANoticeCanBeCalledAfterIt() throws {
    let plan = try planned(tiny())
    expectUSD(plan.risk.expectedValue, 10 * (4 * 240 - 12 - 0.75 * 12 - 0.25 * 2 * 48 - 0.25 * 48))
    #expect(plan.decisions.map(\.decision) == ["hold", "hold"])
    #expect(plan.decisions.map(\.period) == ["day-1", "day-2"])
    #expect(plan.decisions.allSatisfy { isClose($0.amount, 10) && $0.unit == "GPU" })
    let calls = plan.paths.dropFirst().map(\.decisions)
    #expect(calls.map { $0.map(\.decision) } == [["call"], ["call"]])
    #expect(calls.map { $0.map(\.takesEffect) } == [[Instant(TinyCase.first + 2)], [Instant(TinyCase.first + 3)]])
  }

  /// At a premium of 3 USD per hour, 72 a day: 384 / 4 is more, 192 / 4 is less than 3/4 of it. At 5 neither pays.
  @Test(arguments: [(0.5, ["day-1", "day-2"]), (3, ["day-1"]), (5, [])] as [(Double, [String])])
  func itIsHeldWhereItsPremiumPays(premium: Double, periods: [String]) throws {
    #expect(try planned(tiny(premium: premium)).decisions.map(\.period) == periods)
  }

  /// Four are on offer: on each path one more held would have saved what it can be called for.
  @Test func oneMoreOnStandbyIsWorthWhatItSaves() throws {
    let plan = try planned(tiny(cap: 4))
    let rows = plan.rules.filter { $0.rule == "standby-right" }
    #expect(rows.map(\.key) == ["spare,notice-day-2", "spare,notice-day-3"])
    #expect(rows.allSatisfy { isClose($0.limit, 4) && isClose($0.use, 4) })
    #expect(zip(rows, [0.25 * 384, 0.25 * 192]).allSatisfy { isClose($0.dual, $1) })
    #expect(rows[0].meaning == "one more GPU of spare on standby before notice-day-2")
  }

  /// A call takes two days: after a notice on day 2 the GPUs come on day 4, after one on day 3 too late.
  @Test func aCallTakesItsLeadTime() throws {
    let plan = try planned(tiny(leadDays: 2))
    #expect(plan.decisions.map(\.period) == ["day-1"])
    #expect(plan.paths[1].decisions.map(\.takesEffect) == [Instant(TinyCase.first + 3)])
    #expect(plan.paths[1].decisions.map(\.lastDate) == [TinyCase.first + 1])
  }

  /// The lease would end on day 4 anyway: what was called for it goes then too.
  @Test func itReplacesWhatWasCalledAndNoMore() throws {
    var tiny = tiny()
    tiny.leases[0].end = TinyCase.first + 3
    let plan = try planned(tiny)
    let held = plan.paths[1].leases.filter { $0.tranche == "spare" }
    #expect(held.map { $0.span.period } == ["day-2", "day-3", "day-4"])
    #expect(zip(held.map(\.held), [0, 10, 0]).allSatisfy { isClose($0, $1) })
  }

  /// A notice on the first day finds nothing on standby.
  @Test func nothingIsHeldBeforeTheFirstDay() throws {
    var tiny = tiny()
    tiny.reclaimPools[0].likelihood = .listed([0: 0.5])
    let plan = try planned(tiny)
    #expect(plan.decisions.isEmpty && plan.paths[1].decisions.isEmpty)
    expectUSD(plan.paths[1].value, 2400)
  }
}
