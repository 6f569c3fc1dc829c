import Testing

@testable import LinearProgramming

/// GLPK prints nothing, whatever is asked of it: each solve in a process whose two streams are watched.
@Suite struct SilenceTests {
  @Test func `nothing is printed, for every option`() async throws {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardOutputContent, \.standardErrorContent]
    ) {
      for program in Specimens.all {
        for options in Specimens.options(for: program) { _ = try solve(program, options: options) }
        try Specimens.cancelled(program)
        try Specimens.session(program)
        Specimens.everyRung(program)
      }
    }
    let streams = try #require(result)
    #expect(String(decoding: streams.standardOutputContent, as: UTF8.self) == "")
    #expect(String(decoding: streams.standardErrorContent, as: UTF8.self) == "")
  }

  /// Without this the test above could not fail.
  @Test func `what is printed is seen`() async throws {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardOutputContent, \.standardErrorContent]
    ) { print("seen") }
    #expect(String(decoding: try #require(result).standardOutputContent, as: UTF8.self) == "seen\n")
  }
}

private enum Specimens {
  static var all: [LinearProgram] {
    var random = SplitMix64(77)
    var unbounded = powerExample(100)
    unbounded.columnUpper[0] = none
    unbounded.rowUpper = [none, none, none, none]
    return [
      LinearProgram(), powerExample(100), powerExample(10), unbounded, nasty,
      largeProgram(sources: 8, targets: 12), largeProgram(sources: 6, targets: 9, integers: true),
      LinearProgram(columns: [(0, 1, 9), (0, 1, 9)], rows: [(3, [2, -2], 3)], integers: [0, 1]),
    ] + (0..<6).map { random.program(rows: 5, columns: 6, integers: $0.isMultiple(of: 2)) }
  }

  /// Coefficients over eighteen orders of magnitude, and two rows that are one but for rounding.
  private static var nasty: LinearProgram {
    LinearProgram(
      columns: [(0, -1, none), (0, -1e-9, 1e12), (0, 1e9, 1e3)],
      rows: [
        (-none, [1, 1e-9, 1e9], 1), (-none, [1, 1.000001e-9, 1e9], 1),
        (1e-9, [1e-9, 1e9, 1e-9], 1e9),
      ])
  }

  static func options(for program: LinearProgram) -> [SolveOptions] {
    let standard = Basis(
      rows: program.rowLower.map { _ in .basic }, columns: program.columnLower.map { _ in .atLower })
    var all: [SolveOptions] = []
    for gap in [nil, 0, 0.5] {
      for time in [nil, Duration.zero, .milliseconds(3), .seconds(60)] {
        all.append(SolveOptions(relativeGap: gap, timeLimit: time, nodeLimit: 20))
      }
    }
    all.append(SolveOptions(seed: 9, startBasis: standard, nodeLimit: 20))
    all.append(SolveOptions(integersFixedDuals: false, nodeLimit: 0))
    all.append(SolveOptions(memoryLimit: 1 << 20, nodeLimit: 20))
    return all
  }

  static func cancelled(_ program: LinearProgram) throws {
    let monitor = Monitor()
    monitor.cancel()
    _ = try solve(program, monitor: monitor)
  }

  static func session(_ program: LinearProgram) throws {
    let session = try SolverSession(program)
    defer { session.close() }
    for _ in 0..<2 {
      _ = session.solve()
      for row in 0..<program.rowCount { _ = session.rightHandSideRange(row: row) }
      _ = session.provokeError()
    }
    _ = session.solve(timeLimit: .zero)
  }

  /// The rungs that a sound answer of the first one leaves out: presolve, exact arithmetic and the rest.
  static func everyRung(_ program: LinearProgram) {
    if program.rowCount == 0 || program.columnCount == 0 { return }
    for rung in Rung.ladder(for: program.relaxed, startBasis: nil) {
      guard let problem = GLPKProblem(program, scaling: rung.scaling, limits: .none) else { continue }
      problem.buildBasis(rung.start == .advanced ? .advanced : .standard, deadline: Deadline(after: nil))
      _ = problem.simplex(rung.parameters, deadline: Deadline(after: nil))
      _ = (problem.read(), problem.basis, problem.unboundedDirection())
      _ = problem.branchAndCut(relativeGap: 0, nodeLimit: 20, deadline: Deadline(after: nil))
      _ = problem.farkas(deadline: Deadline(after: nil))
    }
  }
}
