import Fleet
import Testing

@testable import Planning

@Suite struct TakeOrPayTests {
  /// Two days at 2 USD per hour for 10 GPUs, half of them committed; the service asks nothing on day 1 and ten on day 2.
  private func tiny(_ window: TakeOrPayWindow, demand: [Double] = [0, 10]) -> PlanningCase {
    var tiny = LeasePaymentsTests().tiny(demand.count, share: 0.5)
    tiny.leases[0].window = window
    tiny.changeService { $0.demand = demand }
    return tiny
  }

  /// Hour by hour 5 and 10 GPUs are paid; over the month ten are used and ten committed, so that nothing is left to pay.
  @Test(arguments: [(TakeOrPayWindow.hour, 15.0), (.month, 10), (.term, 10), (.year, 10), (.quarter, 10)])
  func useOfOneDayMakesUpForAnother(window: TakeOrPayWindow, gpuDays: Double) throws {
    expectUSD(try planned(tiny(window)).usd(.leasePayments), -gpuDays * 48)
  }

  /// Three GPUs used of the ten that are committed over two days: seven more are due with the second.
  @Test func whatIsMissingIsPaidAtTheEnd() throws {
    let plan = try planned(tiny(.month, demand: [1, 2]))
    expectUSD(plan.paths[0].leases[0].paidUSD, 48)
    expectUSD(plan.paths[0].leases[1].paidUSD, 9 * 48)
    let row = try plan.rule("take-or-pay", "rented,2026-07-01,base")
    #expect(row.unit == "USD" && isClose(row.limit, 480) && isClose(row.use, 480) && isClose(row.slack, 0))
    expectPrice(row, -1)
  }

  /// The window ends with June where it is a month, so that the first day's use does not help the second.
  @Test func aWindowEndsWithItsMonth() throws {
    var june = tiny(.month, demand: [10, 0])
    june.periods = (0..<2).map {
      Period(id: "d\($0)", start: Day("2026-06-30")! + $0, end: Day("2026-06-30")! + $0 + 1)
    }
    expectUSD(try planned(june).usd(.leasePayments), -(10 + 5) * 48)
    june.leases[0].window = .quarter
    expectUSD(try planned(june).usd(.leasePayments), -(10 + 5) * 48)
    june.leases[0].window = .year
    expectUSD(try planned(june).usd(.leasePayments), -10 * 48)
  }

  /// Notice on day 2 takes the GPUs on day 3; four days are committed at one half. Two days at 4 or 5 of 10 GPUs leave the
  /// rest of 10 GPU-days to pay, pro rata; where the contract keeps the commitment of all four days, of 20.
  @Test(arguments: [(false, 10.0), (true, 20)]) func aReclaimShrinksTheCommitment(keeps: Bool, gpuDays: Double) throws {
    var tiny = TinyCase.days(4)
    tiny.addRival(gpus: 10, usdPerHour: 2, notice: [1: 0.25])
    tiny.leases[0].takeOrPayShare = 0.5
    tiny.leases[0].window = .term
    tiny.leases[0].onReclaim.keepsCommitment = keeps
    tiny.tranches[0].size = .fixed(gpus: 1)
    tiny.changeService { $0.demand = [5, 5, 5, 5] }
    let plan = try planned(tiny)
    expectUSD(plan.usd(.leasePayments), -20 * 48)
    let paid = (plan.paths[0].leases.prefix(2) + plan.paths[1].leases).filter { $0.tranche == "rival" }
    expectUSD(paid.reduce(0) { $0 + $1.paidUSD }, gpuDays * 48)
  }

  /// On day 2 another lessor calls GPUs that nobody may use: what was used on day 1 counts on, and each path settles once.
  @Test func aNoticeElsewhereChangesNothing() throws {
    var tiny = tiny(.term, demand: [8, 1, 0])
    tiny.addNoticeThatChangesNothing()
    tiny.tenants[0].sites = [Ref(0)]
    let plan = try planned(tiny)
    expectUSD(plan.paths[0].value, plan.paths[1].value)
    expectUSD(plan.usd(.leasePayments), -15 * 48)
  }
}
