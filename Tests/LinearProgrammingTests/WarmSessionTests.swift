import Testing

@testable import LinearProgramming

/// A session after any number of changes against the changed programme solved cold.
@Suite struct WarmSessionTests {
  /// What a session and a cold solve make of the same programme.
  private struct Comparison {
    let warm, cold: Solution

    init(_ session: SolverSession) throws { (warm, cold) = (session.solve(), try solve(session.program)) }

    var agree: Bool {
      guard warm.termination == cold.termination else { return false }
      guard let objective = cold.objective else { return true }
      return relativeGap(objective: objective, bound: warm.objective ?? .infinity) <= 1e-7 && isBoundSound
    }

    /// No certified bound may lie above the true optimum by more than rounding.
    private var isBoundSound: Bool {
      guard let objective = cold.objective, let bound = warm.boundCertified else { return true }
      return bound <= objective + 1e-9 * max(1, abs(objective))
    }
  }

  /// Rows all at once, one by one, columns and costs, in any order; half of the states have no point.
  @Test(arguments: 0..<60) func afterRandomChangesItAnswersAsCold(seed: Int) throws {
    var random = SplitMix64(20_000 + seed)
    let session = try SolverSession(random.program(rows: 6, columns: 9))
    defer { session.close() }
    for step in 0..<12 {
      let other = random.program(rows: 6, columns: 9)
      switch Int.random(in: 0...3, using: &random) {
      case 0: try session.setRowBounds(lower: other.rowLower, upper: other.rowUpper)
      case 1: try session.setRowBounds(2, lower: other.rowLower[2], upper: other.rowUpper[2])
      case 2: try session.setColumnBounds(4, lower: other.columnLower[4], upper: other.columnUpper[4])
      default: try session.setObjective(other.objective, constant: other.objectiveConstant)
      }
      let comparison = try Comparison(session)
      #expect(comparison.agree, "step \(step): \(comparison.warm.detail), not \(comparison.cold.detail)")
    }
  }

  /// Right-hand sides of a transport programme, whose columns only its rows bound: most answers are warm.
  @Test func changedRightHandSidesAreAnsweredWarm() throws {
    var random = SplitMix64(5)
    let program = largeProgram(sources: 8, targets: 12)
    let session = try SolverSession(program)
    defer { session.close() }
    _ = session.solve()
    var warm = 0
    for _ in 0..<60 {
      let factors = program.rowLower.map { _ in Double.random(in: 0.8...1.1, using: &random) }
      try session.setRowBounds(
        lower: zip(program.rowLower, factors).map { $0 * $1 }, upper: zip(program.rowUpper, factors).map { $0 * $1 })
      let comparison = try Comparison(session)
      #expect(comparison.agree)
      if comparison.warm.rung == "warm" { warm += 1 }
    }
    #expect(warm >= 55)
  }

  /// Iterations are those of one solve, not of all so far.
  @Test func aSolveWithoutAChangeTakesNoIteration() throws {
    let session = try SolverSession(largeProgram(sources: 8, targets: 12))
    defer { session.close() }
    #expect(session.solve().iterations > 0)
    try session.setRowBounds(0, lower: -none, upper: 20)
    _ = session.solve()
    let again = session.solve()
    #expect(again.rung == "warm" && again.iterations == 0)
  }

  /// What the rows implied of a column before they changed would put the bound above the optimum.
  ///
  ///     minimise sum_k c_k x_k + y,   3 <= a_k x_k <= 10,   floor <= y,   x_k <= 1e12,   0 <= y <= 100
  ///
  /// Rounding in the duals times 1e12 is what the columns' own bounds leave open, so that those of the rows are needed.
  @Test func boundsImpliedByAnEarlierRowAreNotUsed() throws {
    let session = try SolverSession(Self.program(floor: 3))
    defer { session.close() }
    for floor in [3, -1, 2, -5, 4.0] {
      let program = Self.program(floor: floor)
      try session.setRowBounds(lower: program.rowLower, upper: program.rowUpper)
      let answer = session.solve(), cold = try solve(program)
      #expect(answer.termination == .optimal, "floor \(floor): \(answer.detail)")
      #expect(abs(try #require(answer.objective) - cold.objective!) <= 1e-9)
      #expect(try #require(answer.boundCertified) <= cold.objective! + 1e-9)
      let own = DualBound(program: program, bounds: ImpliedBounds(of: program, passes: 0))
      #expect(own.value(rowDuals: answer.rowDuals) < cold.objective! - 1e-6)
    }
  }

  private static func program(floor: Double) -> LinearProgram {
    let coefficients = [0.3, 0.7, 1.1, 1.3, 1.7]
    func unit(_ place: Int, _ value: Double) -> [Double] { (0...5).map { $0 == place ? value : 0 } }
    return LinearProgram(
      columns: (1...5).map { (0, 0.1 * Double($0), 1e12) } + [(0, 1, 100)],
      rows: coefficients.enumerated().map { (3, unit($0, $1), 10) } + [(floor, unit(5, 1), none)])
  }
}
