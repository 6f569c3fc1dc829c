import Testing

@testable import LinearProgramming

/// A way to be bad, and what is said of it.
struct Misuse: Sendable, CustomTestStringConvertible {
  let name: String
  let expected: ProgramDefect
  let attempt: @Sendable () throws -> Void

  var testDescription: String { name }

  /// A programme that is wrong in one place.
  static func programme(
    _ name: String, _ expected: ProgramDefect, _ change: @escaping @Sendable (inout LinearProgram) -> Void
  ) -> Misuse {
    Misuse(name: name, expected: expected) {
      var program = powerExample(100)
      change(&program)
      #expect(throws: ProgramDefect.self) { try SolverSession(program) }
      _ = try solve(program)
    }
  }

  /// Options that are wrong for a sound programme.
  static func option(_ name: String, _ expected: ProgramDefect, _ options: SolveOptions) -> Misuse {
    Misuse(name: name, expected: expected) { _ = try solve(powerExample(100), options: options) }
  }

  /// A call on the session of a sound programme.
  static func session(
    _ name: String, _ expected: ProgramDefect, _ call: @escaping @Sendable (SolverSession) throws -> Void
  ) -> Misuse {
    Misuse(name: name, expected: expected) {
      let session = try SolverSession(powerExample(100))
      defer { session.close() }
      _ = session.solve()
      try call(session)
    }
  }
}

@Suite struct ValidationTests {
  @Test func `there are sixty ways to be bad, no two alike`() {
    #expect(misuses.count >= 60)
    #expect(Set(misuses.map(\.name)).count == misuses.count)
  }

  @Test(arguments: misuses)
  func `misuse is a typed error, and the next solve is right`(misuse: Misuse) throws {
    do {
      try misuse.attempt()
      Issue.record("nothing was said; expected: \(misuse.expected)")
    } catch {
      // As text, in which NaN equals NaN.
      #expect("\(try #require(error as? ProgramDefect))" == "\(misuse.expected)")
    }
    #expect(abs(try #require(solve(powerExample(145)).objective) + 196) < 1e-9)
  }

  @Test func `a sound programme has no defect`() throws {
    #expect(throws: Never.self) { try powerExample(100).validate() }
  }

  /// A hint that cannot be followed is no defect: bounds may have moved since. The answer is right all the same.
  @Test func `a singular start, or statuses that no bound carries, do no harm`() throws {
    let program = LinearProgram(
      columns: [(0, -1, 4), (0, -1, 4), (0, -1, none)],
      rows: [(-none, [1, 2, 1], 6), (-none, [2, 4, 0], 12)])
    let expected = try #require(solve(program).objective)
    let starts = [
      Basis(rows: [.atUpper, .atUpper], columns: [.basic, .basic, .atLower]),
      Basis(rows: [.basic, .basic], columns: [.fixed, .free, .atUpper]),
      Basis(rows: [.atLower, .fixed], columns: [.free, .basic, .basic]),
    ]
    for start in starts {
      let answer = try solve(program, options: SolveOptions(startBasis: start))
      #expect(answer.termination == .optimal)
      #expect(abs(try #require(answer.objective) - expected) < 1e-9)
    }
  }

  @Test func `integer bounds are rounded inwards, but not by rounding errors`() {
    #expect(wholeFloor(3.9) == 3 && wholeCeiling(0.2) == 1)
    #expect(wholeFloor(2.9999999999) == 3 && wholeCeiling(-none) == -none)
  }

  @Test func `a limit of three hundred years is none`() throws {
    let answer = try solve(powerExample(145), options: SolveOptions(timeLimit: .seconds(Double(Int64.max))))
    #expect(answer.termination == .optimal)
  }
}
