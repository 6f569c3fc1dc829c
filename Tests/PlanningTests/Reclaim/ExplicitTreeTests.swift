import Fleet
import Testing

@testable import Planning

@Suite("Notices as stopping times and a full tree of scenarios are one problem") struct ExplicitTreeTests {
  @Test(arguments: 0..<200) func theTreeIsWorthAsMuch(seed: Int) throws {
    let drawn = RandomReclaimCase.drawn(seed)
    let tree = try ExplicitTree(drawn).value()
    let own = try relaxedValue(drawn)
    guard let tree, let own else {
      #expect(tree == nil && own == nil, "\(seed): \(own as Any), the tree \(tree as Any)")
      return
    }
    #expect(isClose(tree, own, relative: 1e-7), "\(seed): \(own), the tree \(tree)")
  }

  /// With leases to leave and to renew, each in each future by what is known when it must be decided.
  @Test(arguments: 0..<60) func soItIsWithLeasesToLeaveAndToRenew(seed: Int) throws {
    let drawn = Self.withChoices(seed)
    let tree = try ExplicitTree(drawn).value(isWhole: true)
    let own = try wholeValue(drawn)
    guard let tree, let own else {
      #expect(tree == nil && own == nil, "\(seed): \(own as Any), the tree \(tree as Any)")
      return
    }
    #expect(isClose(tree, own, relative: 1e-6), "\(seed): \(own), the tree \(tree)")
  }

  @Test func leasesAreLeftAndRenewedInTheDraws() throws {
    var decided: [String: Int] = [:]
    for seed in 0..<60 {
      guard case .planned(let plan) = try makePlan(Self.withChoices(seed)) else { continue }
      let rows = plan.paths.flatMap { path in
        path.decisions.map { path.path == "base" ? $0.decision : "then " + $0.decision }
      }
      for decision in Set(rows) { decided[decision, default: 0] += 1 }
    }
    for decision in ["exit", "renew", "then exit", "then renew"] {
      #expect(decided[decision, default: 0] >= 3, "\(decision): \(decided)")
    }
  }

  private static func withChoices(_ seed: Int) -> PlanningCase {
    RandomReclaimCase.drawn(
      seed, .init(pools: 1...2, mostNotices: seed.isMultiple(of: 5) ? 1...2 : 1...1, hasChoices: true))
  }

  /// Most draws can be planned, and have futures to tell apart.
  @Test func theDrawsAreNoEasyOnes() throws {
    let timelines = (0..<200).map { Timeline(RandomReclaimCase.drawn($0)) }
    #expect(timelines.count { $0.paths.count > 3 } >= 80)
    #expect(timelines.count { timeline in timeline.paths.contains { $0.notices.count > 1 } } >= 15)
    #expect(
      timelines.count { timeline in timeline.paths.contains { $0.notices.contains { $0.pools.count > 1 } } } >= 30)
    #expect(try (0..<40).count { try relaxedValue(RandomReclaimCase.drawn($0)) != nil } >= 36)
  }
}
