import Testing

@testable import LinearProgramming

@Suite struct RestrictionTests {
  /// With a random half of the columns held at an optimum the rest has the same optimum, the constant included.
  @Test(arguments: 0..<100) func heldAtAnOptimumTheRestIsWorthAsMuch(seed: Int) throws {
    var random = SplitMix64(seed)
    let program = random.program(rows: 4, columns: 6)
    let whole = try solve(program)
    guard whole.termination == .optimal else { return }
    let isFree = program.objective.map { _ in Bool.random(using: &random) }
    // A held value is a rounded one.
    let rest = Restriction(program, isFree: isFree, values: whole.primal, slack: 1e-12)
    #expect(rest.columns == isFree.indices.filter { isFree[$0] })
    let found = try solve(rest.program)
    let objective = try #require(found.objective, "\(found.detail)")
    #expect(relativeGap(objective: whole.objective!, bound: objective) <= 1e-7)
    let filled = rest.filled(whole.primal, with: found.primal)
    #expect(Certificate(of: filled, in: program).isFeasible)
    #expect(isFree.indices.allSatisfy { isFree[$0] || filled[$0] == whole.primal[$0] })
  }

  @Test func enoughOfTheProgrammesHaveAnOptimum() throws {
    let optimal = try (0..<100).count { seed in
      var random = SplitMix64(seed)
      return try solve(random.program(rows: 4, columns: 6)).termination == .optimal
    }
    #expect(optimal >= 25)
  }

  /// 2 <= x + 3 y <= 10 and y + z >= 1 with y and z held at 2 and 5; the second row holds no free column and goes.
  private func example(slack: Double) -> Restriction {
    let program = LinearProgram(
      columns: [(0, 1, 9), (0, 10, 9), (0, 100, 9)], rows: [(2, [1, 3, 0], 10), (1, [0, 1, 1], none)], constant: 1000)
    return Restriction(program, isFree: [true, false, false], values: [7, 2, 5], slack: slack)
  }

  @Test func heldColumnsMoveIntoBoundsAndConstant() {
    let rest = example(slack: 0)
    #expect(rest.columns == [0] && rest.rows == [0])
    #expect(
      rest.program == LinearProgram(columns: [(0, 1, 9)], rows: [(2 - 6, [1], 10 - 6)], constant: 1000 + 20 + 500))
  }

  /// By half of the largest held term, 3 * 2, on either side.
  @Test func slackWidens() {
    let rest = example(slack: 0.5)
    #expect(rest.program.rowLower == [-4 - 3] && rest.program.rowUpper == [4 + 3])
  }

  /// Held elsewhere and held again, it is the restriction that was made there.
  @Test(arguments: 0..<100) func heldElsewhereItIsAsIfMadeThere(seed: Int) {
    var random = SplitMix64(seed)
    let program = random.program(rows: 6, columns: 8)
    let isFree = program.objective.map { _ in Bool.random(using: &random) }
    let states = (0..<3).map { _ in program.objective.map { _ in Double.random(in: -9...9, using: &random) } }
    var moved = Restriction(program, isFree: isFree, values: states[0], slack: 0.01)
    for state in states.reversed() {
      moved.hold(state)
      let made = Restriction(program, isFree: isFree, values: state, slack: 0.01)
      #expect(moved.program == made.program)
      #expect(
        moved.filled(state, with: moved.columns.map { _ in 0 }) == made.filled(state, with: made.columns.map { _ in 0 })
      )
    }
  }

  /// The third column is held, but in no row that is left.
  @Test func linksAreWhatItsRowsHold() {
    #expect(example(slack: 0).links == [1])
  }

  @Test func aRowIsAddedBelowTheOthers() {
    let columns = [(0.0, 1.0, 9.0), (0, 2, 9), (0, 3, 9)], rows = [(1.0, [1.0, 0, 2], none), (-none, [0, 4, 0], 8)]
    let program = LinearProgram(columns: columns, rows: rows, integers: [1], constant: 5)
    #expect(
      program.adding(row: [5, 0, -6], upper: 7)
        == LinearProgram(columns: columns, rows: rows + [(-none, [5, 0, -6], 7)], integers: [1], constant: 5))
  }
}
