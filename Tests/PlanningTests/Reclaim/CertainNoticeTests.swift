import Fleet
import Testing

@testable import Planning

@Suite("Hazards of none and of one") struct CertainNoticeTests {
  /// Every lease's GPUs are at a site of their own: elsewhere two plans of the same worth may run different ones.
  @Test(arguments: 0..<40) func hazardZeroIsThePlanWithoutRisk(seed: Int) throws {
    var calm = RandomReclaimCase.drawn(seed, .init(isApart: true, isWhole: seed % 4 == 0))
    for index in calm.reclaimPools.indices {
      calm.reclaimPools[index].likelihood = seed.isMultiple(of: 2) ? .hazardPerMonth(0) : .listed([0: 0, 1: 0])
    }
    let plan = try plannedIfAny(calm), certain = try plannedIfAny(calm.withoutReclaim)
    guard let plan, let certain else {
      #expect(plan == nil && certain == nil)
      return
    }
    #expect(plan.paths.count == 1 && plan.paths[0].holdsTheSame(as: certain.paths[0]))
    #expect(plan.rules == certain.rules && plan.decisions == certain.decisions && plan.risk == certain.risk)
    #expect(plan.objective == certain.objective && plan.paths[0].probability == 1)
  }

  /// Notice comes in the first period in which it may, as if the leases that it ends had ended by then. Without floors,
  /// which are hard on a base path that cannot happen, and without fallbacks, whose standby takes a notice.
  @Test(arguments: 0..<40) func hazardOneIsNoticeAsSoonAsItMayBeGiven(seed: Int) throws {
    var sure = RandomReclaimCase.drawn(
      seed, .init(pools: 1...1, fallbacks: [], hasFloors: false, hasBudgets: false, isApart: true))
    sure.reclaimPools[0].likelihood = .hazardPerMonth(1)
    let draws = CallDraws(case: sure)
    let first = sure.periods.indices.first { !draws.coins(draws.nothing, $0).isEmpty }
    var ended = sure.withoutReclaim
    for index in ended.leases.indices { ended.leases[index].end = draws.gone(Ref(index), [first]) }
    let plan = try planned(sure), value = try #require(try relaxedValue(ended))
    #expect(plan.paths.map(\.path) == ["base"] + (first.map { ["notice-\(sure.periods[$0].id)"] } ?? []))
    #expect(plan.paths.map(\.probability) == (first == nil ? [1] : [0, 1]))
    for found in [plan.paths.last!.value, plan.risk.expectedValue, plan.objective, -(plan.risk.cvar ?? -value)] {
      #expect(isClose(found, value, relative: 1e-7), "\(found), not \(value)")
    }
  }

  @Test func mostDrawsSeeANotice() {
    let seen = (0..<40).count { seed in
      let draws = CallDraws(case: RandomReclaimCase.drawn(seed, .init(pools: 1...1, isApart: true)))
      return draws.case.periods.indices.contains { !draws.coins(draws.nothing, $0).isEmpty }
    }
    #expect(seen >= 20)
  }
}
