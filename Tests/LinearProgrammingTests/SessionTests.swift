import Glibc
import Testing

@testable import LinearProgramming

@Suite struct SessionTests {
  @Test func `warm answers equal cold ones along the power curve`() throws {
    let session = try SolverSession(powerExample(60))
    defer { session.close() }
    for power in stride(from: 50.0, through: 320, by: 7.5) {
      try session.setRowBounds(0, lower: -none, upper: power)
      let (warm, cold) = (session.solve(), try solve(powerExample(power)))
      #expect(warm.termination == cold.termination)
      #expect(abs((warm.objective ?? 0) - (cold.objective ?? 0)) < 1e-7)
    }
  }

  @Test func `columns and objective may change`() throws {
    let session = try SolverSession(powerExample(200))
    defer { session.close() }
    _ = session.solve()
    try session.setColumnBounds(1, lower: 0, upper: 5)
    try session.setObjective([-2, -4, -1], constant: 7)
    var program = powerExample(200)
    program.columnUpper[1] = 5
    program.objective = [-2, -4, -1]
    program.objectiveConstant = 7
    #expect(session.program == program)
    #expect(abs(session.solve().objective! - (try solve(program).objective!)) < 1e-9)
    try session.setBasis(try #require(session.basis))
    #expect(session.solve().termination == .optimal)
  }

  @Test func `a limit of one solve is none of the next`() throws {
    for seed in 0..<60 {
      var random = SplitMix64(9000 + seed)
      let program = random.program(rows: 4, columns: 6)
      let fresh = try solve(program).termination
      let session = try SolverSession(program)
      defer { session.close() }
      _ = session.solve(timeLimit: .milliseconds(20))
      try #require(usleep(20_000) == 0)
      #expect(session.solve().termination == fresh, "seed \(seed)")
    }
  }

  @Test func `an infeasible visit does no harm`() throws {
    let session = try SolverSession(powerExample(200))
    defer { session.close() }
    let before = session.solve().objective!
    try session.setRowBounds(0, lower: -none, upper: 10)
    #expect(session.solve().termination == .infeasible)
    #expect(session.rightHandSideRange(row: 0) == nil)
    try session.setRowBounds(0, lower: -none, upper: 200)
    #expect(abs(session.solve().objective! - before) < 1e-9)
  }

  @Test func `the power price holds over its segment`() throws {
    let session = try SolverSession(powerExample(200))
    defer { session.close() }
    #expect(session.rightHandSideRange(row: 0) == nil)
    #expect(session.solve().termination == .optimal)
    let range = try #require(session.rightHandSideRange(row: 0))
    #expect(abs(range.decrease - 55) < 1e-6)
    #expect(abs(range.increase - 79.615385) < 1e-6)
    #expect(session.rightHandSideRange(row: 1) == nil)
    let twice = try #require(session.rangeAlong(direction: [(row: 0, perUnit: 2)]))
    #expect(abs(twice.increase - 79.615385 / 2) < 1e-6)
  }

  @Test(arguments: 0..<150)
  func `within the range the price is the slope`(seed: Int) throws {
    var random = SplitMix64(1000 + seed)
    let program = random.program(rows: 4, columns: 6)
    let session = try SolverSession(program)
    defer { session.close() }
    let start = session.solve()
    guard start.termination == .optimal, let basis = start.basis else { return }
    for row in 0..<4 where basis.rows[row] != .basic {
      let range = try #require(session.rightHandSideRange(row: row))
      let slope = start.rowDuals[row]
      for (sign, reach) in [(-1.0, range.decrease), (1.0, range.increase)] {
        let inside = min(reach, 2)
        let moved = try shifted(program, row, sign * inside, basis.rows[row])
        let answer = try solve(moved)
        #expect(answer.termination == .optimal)
        let expected = start.objective! + slope * sign * inside
        #expect(abs(answer.objective! - expected) < 1e-6)
        // Beyond the end the basis is no longer primal feasible.
        if reach < 1e3 {
          let beyond = try solve(
            shifted(program, row, sign * (reach + 0.25), basis.rows[row]),
            options: SolveOptions(startBasis: basis))
          #expect(beyond.termination == .infeasible || beyond.iterations > 0)
        }
      }
    }
  }

  /// The programme with the active bound of a row moved.
  private func shifted(
    _ program: LinearProgram, _ row: Int, _ amount: Double, _ status: Basis.Status
  ) throws -> LinearProgram {
    var program = program
    if status != .atUpper { program.rowLower[row] += amount }
    if status != .atLower { program.rowUpper[row] += amount }
    if program.rowLower[row] > program.rowUpper[row] {
      // Crossed on purpose, past the end of a ranged row: any infeasible row will do.
      program.rowLower[row] = 1e6
      program.rowUpper[row] = 1e6
    }
    return program
  }

  @Test func `a closed session says so`() throws {
    let session = try SolverSession(powerExample(200))
    session.close()
    session.close()
    #expect(session.solve().termination == .cancelled)
  }
}
