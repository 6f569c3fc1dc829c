import Fleet
import Testing

@testable import Planning

@Suite struct FallbackTermTests {
  /// Four days of a service that asks 10, 20, 20 and 10 units/s at 10 USD per hour; 10 GPUs are owned. A firm fallback at
  /// 4 USD per hour comes two days after its order: on day 3 at the earliest.
  func tiny(minMonths: Int? = nil, cap: Int = 8, demand: [Double] = [10, 20, 20, 10]) -> PlanningCase {
    TinyCase.days(4).adding(
      Fallback(
        id: "block", supplier: "cloud", site: Ref(0), gpuClass: Ref(0), kind: .firm, leadDays: 2, minMonths: minMonths,
        price: .init(4), capGPUs: cap, origin: TinyCase.origin), demand: demand)
  }

  /// Kept to the end, a GPU costs 192 USD and earns 240 on day 3: 8 of them. Owned: 4 days of 2400.
  @Test func gpusComeAfterTheirLeadTimeAndStay() throws {
    let plan = try planned(tiny())
    expectUSD(plan.objective, 9600 + 8 * (240 - 192))
    let order = try #require(plan.decisions.first)
    #expect(order.decision == "order" && order.subject == "block" && isClose(order.amount, 8))
    #expect(order.period == "day-1" && order.lastDate == TinyCase.first)
    #expect(order.takesEffect == Instant(TinyCase.first + 2))
    #expect(plan.paths[0].leases.filter { $0.tranche == "block" }.map(\.held) == [0, 0, 8, 8])
    #expect(
      plan.paths[0].leases.filter { $0.tranche == "block" }.map(\.state) == ["open", "open", "ordered", "ordered"])
    #expect(isClose(plan.gpus("chat", in: "day-3"), 18))
  }

  /// One more GPU on offer would come on day 3 as well, for 48 USD in all; the price stands on both of its days.
  @Test func theCapHasAPrice() throws {
    let plan = try planned(tiny())
    let rows = plan.rules.filter { $0.rule == "fallback-term" && $0.dual != nil }
    #expect(isClose(rows.reduce(0) { $0 + ($1.dual ?? 0) }, 48))
    #expect(rows.first?.meaning == "one more GPU on offer from block in day-3")
  }

  /// At 6 USD a GPU that stays for both days costs 288 and earns 240.
  @Test func aDearTermIsNotTaken() throws {
    var fallback = tiny().fallbacks[0]
    fallback.price = .init(6)
    let plan = try planned(TinyCase.days(4).adding(fallback, demand: [10, 20, 20, 10]))
    expectUSD(plan.objective, 9600)
    #expect(plan.decisions.isEmpty)
  }

  /// Over weeks, with a least term of a month: a GPU is wanted in weeks 3 and 8, and earns 1680 USD in each. From week 3
  /// it must stay 31 days, for 2976 USD at 4 an hour: it comes for week 8 alone, for 672. At 1 an hour the idle weeks
  /// between cost 168 each, and it comes for both.
  @Test(
    arguments: [
      (4, [0, 0, 0, 0, 0, 0, 0, 8]), (1, [0, 0, 8, 8, 8, 8, 8, 8]), (1.2, [0, 0, 8, 8, 8, 8, 8, 8]),
    ] as [(Double, [Double])])
  func aLeastTermIsKept(price: Double, held: [Double]) throws {
    var tiny = TinyCase.days(1)
    tiny.periods = (0..<8).map {
      Period(id: "week-\($0 + 1)", start: TinyCase.first + 7 * $0, end: TinyCase.first + 7 * ($0 + 1))
    }
    tiny = tiny.adding(
      Fallback(
        id: "block", supplier: "cloud", site: Ref(0), gpuClass: Ref(0), kind: .firm, leadDays: 14, minMonths: 1,
        price: .init(price), capGPUs: 8, origin: TinyCase.origin), demand: [10, 10, 20, 10, 10, 10, 10, 20])
    let plan = try planned(tiny)
    #expect(plan.paths[0].leases.filter { $0.tranche == "block" }.map(\.held) == held)
    // 1680 USD a week for each unit/s of 10 + 10 + 18 + ... that is served, less what the GPUs cost.
    let hours = held.reduce(0) { $0 + $1 * 168 }
    let served = zip([10.0, 10, 20, 10, 10, 10, 10, 20], held).reduce(0) { $0 + min($1.0, 10 + $1.1) }
    expectUSD(plan.objective, served * 1680 - price * hours)
  }

  /// The month over, GPUs go back: wanted in the first week only, they are kept for 31 days of the 56.
  @Test func gpusGoBackWhenTheTermIsOver() throws {
    var tiny = TinyCase.days(1)
    tiny.periods = (0..<8).map {
      Period(id: "week-\($0 + 1)", start: TinyCase.first + 7 * $0, end: TinyCase.first + 7 * ($0 + 1))
    }
    tiny = tiny.adding(
      Fallback(
        id: "block", supplier: "cloud", site: Ref(0), gpuClass: Ref(0), kind: .firm, leadDays: 0, minMonths: 1,
        price: .init(1), capGPUs: 8, origin: TinyCase.origin), demand: [20, 10, 10, 10, 10, 10, 10, 10])
    let plan = try planned(tiny)
    // The month ends on 1 August, inside week 5: the GPUs go at the first start of a slice after it.
    #expect(plan.paths[0].leases.filter { $0.tranche == "block" }.map(\.held) == [8, 8, 8, 8, 8, 0, 0, 0])
  }
}

extension PlanningCase {
  /// The case with a fallback more, and what its first service asks in each period.
  func adding(_ fallback: Fallback, demand: [Double]) -> PlanningCase {
    var changed = PlanningCase(
      name: name, periods: periods, options: options, sites: sites, gpuClasses: gpuClasses, leases: leases,
      tranches: tranches.filter { $0.fallback == nil }, tenants: tenants, workloads: workloads,
      reclaimPools: reclaimPools, fallbacks: fallbacks + [fallback], measurements: measurements)
    changed.changeService { $0.demand = demand }
    return changed
  }
}
