import Fleet
import Testing

@testable import Planning

@Suite struct ReclaimSettlementsTests {
  /// The rival's 5 GPUs at 2 USD per hour, 240 USD a day, for six days; notice on day 2 takes them on day 4.
  private func tiny(_ change: (inout Lease) -> Void) -> PlanningCase {
    var tiny = TinyCase.days(4)
    tiny.addRival(gpus: 5, usdPerHour: 2, notice: [1: 0.25])
    tiny.leases[0].noticeDays = 1
    tiny.leases[0].start = TinyCase.first
    tiny.leases[0].end = TinyCase.first + 6
    change(&tiny.leases[0])
    return tiny
  }

  @Test func aGPUTakenIsCompensated() throws {
    let plan = try planned(tiny { $0.onReclaim.compensation = 70 })
    let rows = plan.paths[1].money.filter { $0.term == "reclaim-settlements" }
    #expect(rows.map(\.period) == ["day-4"] && rows.map(\.usd) == [350] && rows.map(\.site) == ["away"])
    expectUSD(plan.usd(.reclaimSettlements), 0)
  }

  /// All six days are paid ahead, 1440; half of the three that do not come is refunded: one in the horizon, two beyond.
  @Test func whatWasPaidAheadComesBack() throws {
    let plan = try planned(
      tiny {
        $0.prepaidShare = 1
        $0.onReclaim.refundShare = 0.5
      })
    expectUSD(plan.usd(.prepayments), -1440)
    expectUSD(plan.usd(.reclaimSettlements, path: 1), 0.5 * 3 * 240)
    expectUSD(plan.usd(.leasePayments, path: 1), 0)
  }

  /// In the time of notice, days 2 and 3, a quarter of the rent is due; what was paid ahead of the rest comes back too:
  /// 2 * 60, and 2 * 180 + 3 * 240.
  @Test(arguments: [(0.0, 120.0, 0.0), (1, 0, 1080)])
  func theRentOfTheNoticeTime(prepaid: Double, rent: Double, refund: Double) throws {
    let plan = try planned(
      tiny {
        $0.prepaidShare = prepaid
        $0.onReclaim.noticeRentShare = 0.25
      })
    expectUSD(plan.usd(.leasePayments, path: 1), -rent)
    expectUSD(plan.usd(.reclaimSettlements, path: 1), refund)
  }

  /// What was left before is not taken: the notice of day 1 leaves on day 3, and the call of day 2 finds nothing.
  @Test func whatWasLeftIsNotSettled() throws {
    var tiny = tiny {
      $0.reclaimHolder = .both
      $0.exit = ExitRight(noticeDays: 1)
      $0.onReclaim.compensation = 70
    }
    tiny.changeService { $0.demand = [15, 15, 0, 0] }
    let plan = try planned(tiny)
    #expect(plan.decisions.map(\.decision) == ["exit"])
    expectUSD(plan.usd(.reclaimSettlements, path: 1), 0)
  }
}
