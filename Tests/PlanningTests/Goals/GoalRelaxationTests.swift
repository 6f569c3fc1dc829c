import Fleet
import Testing

@testable import LinearProgramming
@testable import Planning

/// With several goals a limit that is relaxed never hurts the first goal that changes.
@Suite struct GoalRelaxationTests {
  private static let orders: [[Goal]] = [
    [Goal(.shortfall), Goal(.value), Goal(.moves)],
    [Goal(.value, slack: .share(0.05)), Goal(.shortfall), Goal(.moves)],
    [Goal(.shortfallByPriority, slack: .amount(0.1)), Goal(.moves, slack: .amount(20)), Goal(.value)],
  ]

  /// Every relaxation in each order of goals, each order on a case of its own.
  @Test(arguments: 0..<3) func theFirstGoalThatChangesIsNoWorse(seed: Int) throws {
    let goals = Self.orders[seed], planningCase = RelaxationTests.drawn(seed, goals)
    let before = try costs(planningCase)
    try #require(!before.isEmpty)
    for relaxation in RelaxationTests.relaxations {
      var relaxed = planningCase
      relaxation.relax(&relaxed)
      let after = try costs(relaxed)
      try #require(!after.isEmpty, "\(relaxation.name): no plan once relaxed")
      let first = zip(before, after).first { abs($0 - $1) > 1e-6 * max(1, abs($0)) }
      #expect(first.map { $0.1 < $0.0 } ?? true, "\(relaxation.name): \(before), \(after)")
    }
  }

  /// Somewhere it is a goal before the value that changes, or the test above would be one of the value.
  @Test func anEarlierGoalChangesSomewhere() throws {
    let changes = try (0..<3).contains { seed in
      let planningCase = RelaxationTests.drawn(seed, Self.orders[0])
      var relaxed = planningCase
      relaxed.tranches[3].size = .fixed(gpus: 1280)
      relaxed.sites[0].space.racks = nil
      relaxed.sites[0].power = .init(5000)
      relaxed.sites[0].airLimit = nil
      relaxed.sites[0].space.racks = nil
      let (before, after) = (try costs(planningCase), try costs(relaxed))
      guard let then = before.first, let now = after.first else { return false }
      return now < then - 1e-3
    }
    #expect(changes)
  }

  /// The best of each goal, costs minimised, integers aside; empty where the limits cannot all be kept.
  private func costs(_ planningCase: PlanningCase) throws -> [Double] {
    let stack = try GoalStack(try formulated(planningCase), SolveOptions()) { programme, options in
      var options = options
      options.startPoint = nil
      return try solve(programme.relaxed, options: options)
    }
    return stack.met.map(\.best)
  }
}
