import Fleet
import Testing

@testable import Planning

/// What a path starts with after a notice is what the path that it leaves had come to: work done, the year's bill, what
/// is paid of a committed share, terms and orders in transit, where work ran, water drawn and what was let out, what a tenant
/// has spent, modules ordered, and whether a gang has begun and ran.
///
/// A rule that sums over time joins these tests.
@Suite("A notice for GPUs that nobody may use reproduces the base path") struct HarmlessNoticeTests {
  /// Without floors, which are hard on the base path only, and without standby, which takes a notice.
  @Test(arguments: 0..<80) func bothPathsAreWorthWhatTheCaseWithoutNoticeIs(seed: Int) throws {
    try expectHarmless(
      RandomReclaimCase.drawn(seed, .init(pools: 1...1, fallbacks: [.firm], hasFloors: false)).withoutReclaim)
  }

  @Test(arguments: 0..<80) func soItIsWithEverythingThatSitesAndTenantsSumUp(seed: Int) throws {
    let shape = RandomReclaimCase.Shape(pools: 1...1, fallbacks: [.firm], hasFloors: false, isWhole: seed % 2 == 1)
    try expectHarmless(RandomReclaimCase.withSites(seed, shape).withoutReclaim)
  }

  private func expectHarmless(_ planningCase: PlanningCase) throws {
    var drawn = planningCase
    drawn.options.riskWeight = 0
    let value = try relaxedValue(drawn)
    drawn.addHarmlessNotice()
    let formulation = try formulated(drawn)
    #expect(formulation.model.timeline.paths.count == 2)
    guard let value else {
      #expect(try relaxedValue(drawn) == nil)
      return
    }
    // The whole weight on either path: a path that lost what it should carry over would be worth less, one that
    // started anew would be worth more.
    for path in formulation.model.timeline.paths {
      let weights = formulation.model.timeline.nodes.map { node in
        path.nodes.contains(node.index) ? drawn.discount(node.period) : 0
      }
      let found = try #require(try relaxedValue(formulation.draft.programme(weights: weights)))
      #expect(isClose(found, value, relative: 1e-7), "\(path.id): \(found), not \(value)")
    }
    let mean = try #require(try relaxedValue(drawn))
    #expect(isClose(mean, value, relative: 1e-7), "\(mean), not \(value)")
  }

  private static let bill: Set = ["lease-payments", "fallback", "energy", "demand-charge", "water", "carbon"]

  @Test(arguments: 0..<40) func noPathSpendsMoreThanAYearsBudget(seed: Int) throws {
    var drawn = RandomReclaimCase.withSites(seed, .init(pools: 1...1, fallbacks: [.firm], hasFloors: false))
      .withoutReclaim
    drawn.addHarmlessNotice()
    guard let budget = drawn.options.yearlyBudget, let plan = try plannedIfAny(drawn) else { return }
    let periods = Dictionary(uniqueKeysWithValues: drawn.periods.enumerated().map { ($1.id, $0) })
    let replay = try Replay(drawn, plan)
    for path in plan.paths.indices {
      var bills: [Int: Double] = [:]
      for row in replay.money(path) where Self.bill.contains(row.term) {
        bills[drawn.fiscalYear(periods[row.period]!), default: 0] -= row.usd
      }
      for bill in bills.values { #expect(bill <= budget * (1 + 1e-7)) }
    }
  }
}

extension PlanningCase {
  /// Notice in the second period for GPUs at a site where nobody may run; they are gone when the third begins.
  fileprivate mutating func addHarmlessNotice() {
    tenants[0].sites = Set(sites.indices.map { Ref($0) })
    let ordered = tranches.suffix(fallbacks.count)
    tranches.removeLast(fallbacks.count)
    addRival(gpus: 3, notice: [1: 0.25])
    tranches += ordered
    leases[leases.count - 1].end = periods.last!.end
    leases[leases.count - 1].noticeDays = periods[1].end - periods[1].start - 1
  }
}
