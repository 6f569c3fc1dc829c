import Fleet
import Testing

@testable import Planning

@Suite struct LeasePaymentsTests {
  /// 10 GPUs at 2 USD per hour, 48 a day, of which 4 are used.
  func tiny(_ days: Int = 1, share: Double) -> PlanningCase {
    var tiny = TinyCase.days(days)
    tiny.leases = [TinyCase.lease("cloud", usdPerHour: 2, takeOrPay: share)]
    tiny.tranches = [TinyCase.tranche("rented", lease: 0, gpus: 10)]
    tiny.workloads = [TinyCase.service("chat", demand: 4, usdPerHour: 10)]
    return tiny
  }

  /// max(4, share * 10) * 48: 10, 4, max(4, 5) and max(4, 3) GPUs.
  @Test(arguments: [(1.0, 480.0), (0, 192), (0.5, 240), (0.3, 192)])
  func theUsedOrTheCommittedArePaid(share: Double, usd: Double) throws {
    let plan = try planned(tiny(share: share))
    expectUSD(plan.usd(.leasePayments), -usd)
    expectUSD(plan.objective, 960 - usd)
    let rows = plan.paths[0].money.filter { $0.term == "lease-payments" }
    #expect(rows.map(\.site) == ["home"] && rows.map(\.tenant) == [""])
    expectUSD(plan.paths[0].leases[0].paidUSD, usd)
  }

  /// Take-or-pay is settled slice by slice: what is not used on day 1 cannot be used on day 2. max(0, 5) and
  /// max(10, 5) GPUs, not max(10, 10).
  @Test func takeOrPayIsSettledByThePeriod() throws {
    var tiny = tiny(2, share: 0.5)
    tiny.changeService { $0.demand = [0, 10] }
    expectUSD(try planned(tiny).usd(.leasePayments), -(5 + 10) * 48)
  }

  /// Two units of 2 GPUs signed for 4 units/s at 2 USD on day 1 and 3 on day 2: 4 * 24 * (2 + 3) = 480, if all are used
  /// or all are paid; at half, with 1 used on day 2, max(1, 2) of 4: 192 + 144 = 336.
  @Test(arguments: [(1.0, 480.0), (0.5, 336), (0, 264)]) func whatIsSignedIsPaid(share: Double, usd: Double) throws {
    var tiny = tiny(2, share: share)
    tiny.gpuClasses[0].unitGPUs = 2
    tiny.leases[0].price = .init(2, overrides: [1: 3])
    tiny.tranches[0].size = .optional(minUnits: 2, maxUnits: 2)
    tiny.changeService { $0.demand = [4, 1] }
    expectUSD(try planned(tiny).usd(.leasePayments), -usd)
  }

  /// Notice on day 2 takes the rival's GPUs on day 4 with one day of notice: 3 of 4 days are paid, 2 of them after it.
  @Test func rentRunsUntilTheGPUsAreGone() throws {
    var tiny = TinyCase.days(4)
    tiny.addRival(gpus: 5, usdPerHour: 2, notice: [1: 0.25])
    tiny.leases[0].noticeDays = 1
    let plan = try planned(tiny)
    expectUSD(plan.usd(.leasePayments), -4 * 5 * 48)
    expectUSD(plan.usd(.leasePayments, path: 1), -2 * 5 * 48)
    #expect(
      plan.paths[1].leases.filter { $0.tranche == "rival" }.map(\.state) == ["notice", "notice", "reclaimed"])
  }
}
