import Testing

@testable import LinearProgramming

@Suite struct KnownProgramTests {
  @Test(arguments: [(64.0, 70.0), (100, 126), (145, 196), (200, 254.928571), (280, 340.230769), (400, 340.230769)])
  func `the power example has its known optimum`(power: Double, profit: Double) throws {
    let answer = try solve(powerExample(power))
    #expect(answer.termination == .optimal)
    #expect(abs(try #require(answer.objective) + profit) < 1e-6)
    #expect(try #require(answer.gap) <= 1e-6)
  }

  @Test(arguments: [(100.0, 1.555556), (200, 1.071429), (300, 0)])
  func `a megawatt has the price of its segment`(power: Double, price: Double) throws {
    let answer = try solve(powerExample(power))
    #expect(abs(answer.rowDuals[0] + price) < 1e-6)
  }

  @Test func `too little power is infeasible, with a proof`() throws {
    let program = powerExample(53.9)
    let answer = try solve(program)
    #expect(answer.termination == .infeasible)
    let farkas = try #require(answer.farkas)
    #expect(DualBound(program: program).provenInfeasible(multipliers: farkas) != nil)
    #expect(answer.objective == nil && answer.primal.isEmpty)
  }

  /// max x with x <= y and y <= 1 + (1 - e) x ends at 1 / e: far out, but it ends.
  @Test(arguments: [1e-6, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12])
  func `a far end is no way without end`(slope: Double) throws {
    for integers in [[], [0, 1]] as [Set<Int>] {
      let program = LinearProgram(
        columns: [(0, -1, none), (0, 0, none)], rows: [(-none, [1, -1], 0), (-none, [slope - 1, 1], 1)],
        integers: integers)
      let answer = try solve(program, options: SolveOptions(nodeLimit: 20))
      #expect(answer.termination != .unbounded, "\(answer.detail)")
      if answer.termination == .optimal { #expect(abs(answer.objective! * slope + 1) < 1e-3) }
    }
  }

  @Test func `free variables, equations and ranges`() throws {
    // min x + 2y + 3: x + y = 4, -2 <= x - y <= 6, x and y free: x = 5, y = -1.
    let program = LinearProgram(
      columns: [(-none, 1, none), (-none, 2, none)],
      rows: [(4, [1, 1], 4), (-2, [1, -1], 6)], constant: 3)
    let answer = try solve(program)
    #expect(answer.termination == .optimal)
    #expect(answer.primal == [5, -1])
    #expect(answer.objective == 6)
    #expect(answer.rowActivity == [4, 6])
    #expect(abs(answer.rowDuals[0] - 1.5) < 1e-9 && abs(answer.rowDuals[1] + 0.5) < 1e-9)
  }

  @Test func `fixed columns stay where they are`() throws {
    let program = LinearProgram(
      columns: [(3, -5, 3), (0, 1, 10)], rows: [(5, [1, 1], none)])
    let answer = try solve(program)
    #expect(answer.primal == [3, 2])
    #expect(answer.objective == -13)
  }

  @Test func `programmes without rows or columns`() throws {
    let empty = try solve(LinearProgram())
    #expect(empty.termination == .optimal && empty.objective == 0)

    let noRows = LinearProgram(columns: [(1, 2, 5), (-3, -1, 4)], rows: [], constant: 1)
    let corner = try solve(noRows)
    #expect(corner.primal == [1, 4] && corner.objective == -1)
    #expect(corner.boundCertified == -1)

    let noColumns = LinearProgram(columns: [], rows: [(1, [], none)])
    #expect(try solve(noColumns).termination == .infeasible)
    #expect(try solve(noColumns).farkas == [1])

    let endless = LinearProgram(columns: [(0, -1, none)], rows: [])
    #expect(try solve(endless).termination == .unbounded)
  }

  @Test func `a start basis is honoured`() throws {
    let cold = try solve(powerExample(200))
    let warm = try solve(powerExample(210), options: SolveOptions(startBasis: cold.basis))
    #expect(warm.rung == "start basis")
    #expect(warm.termination == .optimal && warm.iterations == 0)
  }
}
