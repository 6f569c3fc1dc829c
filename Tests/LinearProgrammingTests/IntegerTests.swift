import Testing

@testable import LinearProgramming

@Suite struct IntegerTests {
  @Test func `prices are those with the integers held fixed`() throws {
    // Racks of 8 at 10 each, short work at 3 a unit: 20 units need 3 racks' room.
    let program = LinearProgram(
      columns: [(0, 10, 100), (0, 3, none)], rows: [(20, [8, 1], none)], integers: [0])
    let answer = try solve(program, options: SolveOptions(relativeGap: 1e-9))
    // Two racks leave 4 short: 20 + 12 = 32; three cost 30.
    #expect(answer.primal == [3, 0] && answer.objective == 30)
    #expect(answer.rowDuals == [0])
    let bare = try solve(program, options: SolveOptions(integersFixedDuals: false))
    #expect(bare.rowDuals.isEmpty && bare.reducedCosts.isEmpty)
  }

  @Test func `an infeasible relaxation carries its proof`() throws {
    let program = LinearProgram(
      columns: [(0, 1, 3), (0, 1, 3)], rows: [(7, [1, 1], none)], integers: [0, 1])
    let answer = try solve(program)
    #expect(answer.termination == .infeasible && answer.farkas != nil)
  }

  @Test func `no whole point is infeasible as well`() throws {
    let program = LinearProgram(
      columns: [(0, 1, 9), (0, 1, 9)], rows: [(3, [2, -2], 3)], integers: [0, 1])
    let answer = try solve(program)
    #expect(answer.termination == .infeasible && answer.objective == nil)
  }

  @Test func `without a whole point nothing is unbounded`() throws {
    var program = LinearProgram(columns: [(0, 0, 3), (0, -1, none)], rows: [(1, [2, 0], 1)], integers: [0])
    #expect(try solve(program).termination == .infeasible)
    (program.rowLower, program.rowUpper) = ([2], [2])
    #expect(try solve(program).termination == .unbounded)
  }

  /// 2x - 2y = 1 has no whole point, and no bound tells a tree where to stop looking.
  @Test func `integers without bounds end at the limit of nodes`() throws {
    let program = LinearProgram(columns: [(1, -1, none), (0, 0, none)], rows: [(1, [2, -2], 1)], integers: [0, 1])
    let answer = try solve(program, options: SolveOptions(nodeLimit: 60))
    #expect([.limit, .infeasible].contains(answer.termination), "\(answer.detail)")
    #expect(answer.nodes <= 200)
  }

  @Test func `the same seed gives the same answer`() throws {
    let program = largeProgram(sources: 4, targets: 8, integers: true)
    let options = SolveOptions(relativeGap: 1e-3, nodeLimit: 40)
    let first = try solve(program, options: options)
    let second = try solve(program, options: options)
    #expect(first.primal == second.primal && first.boundCertified == second.boundCertified)
    #expect(!first.primal.isEmpty)
  }

  @Test func `gangs run whole or not at all`() throws {
    // Two pools, n_min run <= x <= n_max run, one run at most; demand 12, short at 5.
    let program = LinearProgram(
      columns: [(0, 1, 20), (0, 2, 20), (0, 0, 1), (0, 0, 1), (0, 5, none)],
      rows: [
        (0, [1, 0, -4, 0, 0], none), (-none, [1, 0, -10, 0, 0], 0),
        (0, [0, 1, 0, -8, 0], none), (-none, [0, 1, 0, -16, 0], 0),
        (-none, [0, 0, 1, 1, 0], 1), (12, [1, 1, 0, 0, 1], none),
      ], integers: [2, 3])
    let answer = try solve(program, options: SolveOptions(relativeGap: 1e-9))
    // First pool: 10 at 1 and 2 short at 5 = 20; second pool: 12 at 2 = 24.
    #expect(abs(try #require(answer.objective) - 20) < 1e-9)
    #expect(answer.primal[2...3] == [1, 0])
    #expect(abs(answer.primal[0] - 10) < 1e-9 && abs(answer.primal[4] - 2) < 1e-9)
  }
}
