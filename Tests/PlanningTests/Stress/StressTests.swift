import Fleet
import Foundation
import Testing

@testable import Planning

@Suite struct StressTests {
  /// Four days of a service that asks 10, 10, 10 and 4 units/s at 10 USD an hour: 4 owned GPUs, 6 of a rival at 2 USD an
  /// hour on demand, and 5 spare ones elsewhere at 6. Without notice the rival's work on days 1 to 3, the spare ones never.
  /// A notice takes the rival's on the next day; only that of day 2 is likely, one chance in four.
  private func tiny(noticeDays: Int = 0) -> PlanningCase {
    var tiny = TinyCase.days(4)
    tiny.tranches[0].size = .fixed(gpus: 4)
    tiny.addRival(gpus: 6, usdPerHour: 2, notice: [1: 0.25])
    tiny.leases[0].takeOrPayShare = 0
    tiny.leases[0].noticeDays = noticeDays
    tiny.sites.append(TinyCase.site("third"))
    tiny.leases.append(TinyCase.lease("cloud", usdPerHour: 6, takeOrPay: 0))
    tiny.tranches.append(TinyCase.tranche("spare", site: 2, lease: 1, gpus: 5))
    tiny.changeService { $0.demand = [10, 10, 10, 4] }
    return tiny
  }

  private func report(_ planningCase: PlanningCase) throws -> StressReport {
    try stress(planningCase, HeldPlan(try planned(planningCase)), request: StressRequest(gap: 1e-7, threads: 2))
  }

  /// A day of the rival's GPUs is worth 6 * (240 - 48) = 1152 USD, one of the spare ones 5 * (240 - 144) = 480. After a
  /// notice on day 1 two such days are lost, after one on day 2 one; on day 4 nobody wants the rival's.
  @Test func lossesHeldAndAnew() throws {
    let report = try report(tiny())
    expectUSD(report.withoutNotice, 3 * (960 + 1152) + 960)
    #expect(report.scenarios.map(\.noticeDay) == (0..<3).map { TinyCase.first + $0 })
    #expect(report.scenarios.map(\.reclaimDay) == (1..<4).map { TinyCase.first + $0 })
    for (scenario, days) in zip(report.scenarios, [2.0, 1, 0]) {
      // What is held stands within a rounding of what the tables say.
      let rounding = HeldBase.rounding * report.withoutNotice
      #expect(abs(try #require(scenario.held).loss - days * 1152) <= rounding)
      #expect(abs(try #require(scenario.replanned).loss - days * (1152 - 480)) <= rounding)
      #expect(scenario.replanned?.penalty == 0)
    }
    #expect(report.scenarios.map(\.probability) == [0, 0.25, 0])
    #expect(report.worst?.noticeDay == TinyCase.first)
    expectUSD(report.expectedLoss, 0.25 * 672)
    // The worst tenth lies within the quarter.
    expectUSD(report.lossCVaR, 672)
  }

  /// GPUs at 4 USD an hour come two days after their order and stay: one for day 3 pays for day 4 as well, and earns 240 - 192.
  /// After a notice on day 1 they can still be ordered for it, after one on day 2 no more: the 6 that would have been are
  /// its regret. On day 4 nobody wants them.
  @Test func whatForesightWouldHaveSaved() throws {
    var tiny = tiny()
    tiny.tranches.removeLast()
    tiny.reclaimPools[0].likelihood = .listed([:])
    tiny = tiny.adding(
      Fallback(
        id: "block", supplier: "cloud", site: Ref(0), gpuClass: Ref(0), kind: .firm, leadDays: 2, price: .init(4),
        capGPUs: 9, origin: TinyCase.origin), demand: [10, 10, 10, 4])
    let regrets = try report(tiny).scenarios.map(\.regret)
    #expect(zip(regrets, [0, 6 * 48, 0]).allSatisfy { abs(($0 ?? .nan) - $1) < 1e-3 }, "\(regrets)")
  }

  /// The plan leaves 4 rented GPUs on day 4, with notice on day 2, when it knows that the rival has not called. Held, it does
  /// so after the call too and has nothing left on day 4; anew it stays, 960 - 288 USD better.
  @Test func anExitIsHeldLikeAnythingElse() throws {
    var tiny = NoticeWindowTests().tiny()
    tiny.addRival(gpus: 4, notice: [1: 0.5])
    tiny.leases[1].noticeDays = 1
    tiny.changeService { $0.demand = [8, 4, 4, 4] }
    let scenario = try #require(try report(tiny).scenarios.first { $0.noticeDay == TinyCase.first + 1 })
    #expect(abs(try #require(scenario.held).loss - 960) < 1e-3)
    #expect(abs(try #require(scenario.replanned).loss - 288) < 1e-3)
    #expect(scenario.actions.map(\.kind) == [.use] && scenario.actions.map(\.subject) == ["rented"])
  }

  /// From the notice on: of 34, 24 and 14 units/s and days the rival's 6 are missing for two days, one, none; the spare
  /// ones leave 1 a day missing.
  @Test func servedSharesAndTrouble() throws {
    for (scenario, (asked, days)) in zip(try report(tiny()).scenarios, [(34.0, 2.0), (24, 1), (14, 0)]) {
      for (outcome, missing) in [(scenario.held, 6.0), (scenario.replanned, 1)] {
        let outcome = try #require(outcome)
        #expect(isClose(try #require(outcome.share("chat")), 1 - days * missing / asked, relative: HeldBase.rounding))
        #expect(isClose(outcome.services.map(\.planned).first, 1))
        #expect(outcome.firstTrouble == (days > 0 ? Instant(scenario.reclaimDay!) : nil))
        #expect(outcome.recovery == (days > 0 ? Instant(TinyCase.first + 3) : nil))
      }
    }
  }

  /// A trouble that lasts to the end of the horizon has no recovery.
  @Test func withoutAQuietDayThereIsNoRecovery() throws {
    var tiny = tiny()
    tiny.changeService { $0.demand = [10, 10, 10, 10] }
    for scenario in try report(tiny).scenarios {
      #expect(scenario.held?.firstTrouble == Instant(scenario.reclaimDay!))
      #expect(scenario.held?.recovery == nil && scenario.replanned?.recovery == nil)
    }
  }

  @Test func whatSavesIt() throws {
    let actions = try report(tiny()).scenarios.map(\.actions)
    #expect(actions.map { $0.map(\.subject) } == [["spare"], ["spare"], []])
    #expect(actions.joined().allSatisfy { $0.kind == .use && isClose($0.gpus, 5) })
    #expect(actions.map { $0.map(\.from) } == [[Instant(TinyCase.first + 1)], [Instant(TinyCase.first + 2)], []])
  }

  /// On the last day a notice would take the GPUs after the horizon; with 30 days of notice every one would.
  @Test func aNoticeThatEndsNothingIsSaidSo() throws {
    let late = try report(tiny()), never = try report(tiny(noticeDays: 30))
    func harmless(from day: Int) -> [HarmlessNotice] {
      [HarmlessNotice(pool: "rival", from: TinyCase.first + day, leaseEnd: Day("2026-09-01")!)]
    }
    #expect(late.harmless == harmless(from: 3))
    #expect(never.harmless == harmless(from: 0) && never.scenarios.isEmpty && never.worst == nil)
  }
}
