import Fleet
import Testing

@testable import Planning

@Suite struct LeaseTermTests {
  /// July with 4 GPUs on demand at 3 USD per hour until the 16th, and 10 owned ones.
  func july() -> PlanningCase {
    var tiny = TinyCase.days()
    tiny.periods = [Period(id: "2026-07", start: Day("2026-07-01")!, end: Day("2026-08-01")!)]
    tiny.leases = [TinyCase.lease("cloud", usdPerHour: 3, takeOrPay: 0)]
    tiny.leases[0].end = Day("2026-07-16")!
    tiny.tranches.append(TinyCase.tranche("rented", lease: 0, gpus: 4))
    return tiny
  }

  /// 10 GPUs for 31 days at 240 USD, and 4 for the 15 days until the 16th at 240 - 72: 74,400 + 10,080 = 84,480 USD.
  @Test func aLeaseServesUntilItsLastDayAndNotAfter() throws {
    let plan = try planned(july())
    expectUSD(plan.objective, 84_480)
    expectUSD(plan.usd(.leasePayments), -4 * 15 * 72)
    let rented = plan.paths[0].allocation.filter { $0.tranche == "rented" }
    #expect(rented.map { "\($0.span.starts) to \($0.span.ends)" } == ["2026-07-01 to 2026-07-16"])
    #expect(rented.allSatisfy { isClose($0.gpus, 4) })
    let lease = plan.paths[0].leases.filter { $0.tranche == "rented" }
    #expect(lease.map(\.state) == ["held", "ended"] && lease.map(\.held) == [4, 0] && lease[1].paidUSD == 0)
    #expect(try formulated(july()).rows(of: "lease-term").count == 1)
  }

  /// One more rented GPU in the 15 days earns 15 * (240 - 72) = 2520 USD.
  @Test func oneMoreGPUOfALeaseHasAPrice() throws {
    let row = try planned(july()).rule("lease-term", "rented,2026-07")
    #expect(row.unit == "GPU" && isClose(row.limit, 4) && isClose(row.use, 4))
    expectPrice(row, 2520)
    #expect(row.meaning == "one more GPU to use of rented in 2026-07 until 2026-07-16")
  }

  /// From 1 to 3 racks of 4 to sign at 4 USD per hour, paid used or not, with power for 6 GPUs. A full rack earns
  /// 4 * (240 - 96) = 576 USD; a second one, half used, 2 * 240 - 4 * 96 = 96; a third nothing: 2 are signed, 672 USD.
  /// Their 8 GPUs are held and 6 used.
  @Test func onlyWhatIsSignedIsUsed() throws {
    var tiny = TinyCase.days()
    tiny.gpuClasses[0].unitGPUs = 4
    tiny.leases = [TinyCase.lease("cloud", usdPerHour: 4)]
    tiny.tranches = [TinyCase.tranche("rented", lease: 0, size: .optional(minUnits: 1, maxUnits: 3))]
    tiny.sites[0].power = .init(6)
    let plan = try planned(tiny)
    expectUSD(plan.objective, 672)
    #expect(plan.decisions.map(\.amount) == [2])
    #expect(isClose(try plan.rule("lease-term", "rented,day-1").slack, 2))
    // With power for all of them three are signed, 3 * 576 USD; with one, and two fewer to sign, its 4 GPUs are all
    // used, and one more to use, the racks as they are, would earn 240.
    tiny.sites[0].power = .init(100)
    expectUSD(try planned(tiny).objective, 1728)
    tiny.leases[0].price = .init(11)
    let dear = try planned(tiny)
    expectUSD(dear.objective, 4 * 24 * (10 - 11))
    expectPrice(try dear.rule("lease-term", "rented,day-1"), 240)
  }

  /// July's lease may go on for a month at 4 USD per hour, decided by the 10th: 4 GPUs for 16 days more at 240 - 96.
  /// At 11 USD they would cost more than they earn; at 4 and paid used or not, so they are worth as much.
  @Test(arguments: [(4.0, 0.0, true), (4, 1, true), (11, 1, false)])
  func aLeaseGoesOnWhereItsSecondTermPays(price: Double, share: Double, isRenewed: Bool) throws {
    var july = july()
    july.leases[0].takeOrPayShare = share
    july.leases[0].renewal = Renewal(months: 1, price: .init(price), decideBy: Day("2026-07-10")!)
    let plan = try planned(july)
    expectUSD(plan.objective, 84_480 + (isRenewed ? 4 * 16 * (240 - 24 * price) : 0))
    #expect(plan.decisions.map(\.decision) == (isRenewed ? ["renew"] : []))
    #expect(plan.decisions.allSatisfy { $0.lastDate == Day("2026-07-10")! && $0.amount == 1 && $0.unit == "months" })
    let lease = plan.paths[0].leases.filter { $0.tranche == "rented" }
    #expect(
      lease.map(\.state) == ["held", isRenewed ? "held" : "ended"] && lease.map(\.held) == [4, isRenewed ? 4 : 0])
    expectUSD(lease[1].paidUSD, isRenewed ? 4 * 16 * 24 * price : 0)
  }

  /// Day 3 and 4 are a second term at 8 USD per hour for 10 GPUs that only the rival's call makes useful. It comes on day 2:
  /// a renewal decided on day 1 does not know, one decided on day 2 does.
  @Test(arguments: [(0, 0), (1, 10)]) func aRenewalIsDecidedByWhatIsKnownThen(day: Int, gpus: Double) throws {
    var tiny = TinyCase.days(4)
    tiny.tranches = []
    tiny.addRival(gpus: 10, notice: [1: 0.25])
    tiny.leases.append(TinyCase.lease("cloud", usdPerHour: 0))
    tiny.leases[1].end = TinyCase.first + 2
    tiny.leases[1].renewal = Renewal(months: 1, price: .init(8), decideBy: TinyCase.first + day)
    tiny.tranches.append(TinyCase.tranche("second", lease: 1, gpus: 10))
    tiny.changeService { $0.demand = [10, 10, 10, 10] }
    let plan = try planned(tiny)
    #expect(plan.decisions.isEmpty)
    #expect(plan.paths[1].leases.filter { $0.tranche == "second" }.map(\.held) == [10, gpus, gpus])
    #expect(plan.paths[1].decisions.map(\.decision) == (gpus > 0 ? ["renew"] : []))
  }

  /// 4 rented GPUs and nothing else, where the tenant must have 5.
  @Test func aTrancheThatOffersTooFewIsSaidSo() throws {
    var tiny = july()
    tiny.tranches.removeFirst()
    tiny.leases[0].end = Day("2026-08-01")!
    tiny.workloads.append(TinyCase.service("mail", demand: 100, usdPerHour: 4))
    tiny.tenants[0].floorGPUs = .init(5)
    #expect(try refused(tiny).sentence("lease-term") == "rented offers too few GPUs in 2026-07")
  }
}
