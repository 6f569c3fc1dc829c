import Testing

@testable import LinearProgramming

@Suite struct RandomBlockTests {
  @Test func `200 decompositions agree with the whole within 1e-7`() throws {
    var endings: [Termination: Int] = [:]
    for seed in 0..<200 {
      let blocks = BlockProgram.random(seed)
      let whole = try solve(blocks.program)
      endings[whole.termination, default: 0] += 1
      try compare(try blocks.decomposed().solution, whole, of: blocks.program, "seed \(seed)")
    }
    #expect(endings[.optimal, default: 0] >= 120 && endings[.infeasible, default: 0] >= 40, "\(endings)")
  }

  private func compare(
    _ answer: Solution, _ whole: Solution, of program: LinearProgram, _ name: Comment
  ) throws {
    #expect(answer.termination == whole.termination && answer.rung == "decomposition", name)
    guard let optimum = whole.objective else { return }
    let (objective, bound) = (try #require(answer.objective, name), try #require(answer.boundCertified, name))
    #expect(relativeGap(objective: optimum, bound: objective) <= 1e-7, name)
    #expect(bound <= optimum + 1e-9 * max(1, abs(optimum)), name)
    #expect(Certificate(of: answer.primal, in: program).isFeasible, name)
    // The prices alone prove the optimum.
    let proved = DualBound(program: program).value(rowDuals: answer.rowDuals)
    #expect(relativeGap(objective: optimum, bound: proved) <= 1e-7, name)
  }

  /// Of programmes small enough to look at every corner in exact arithmetic.
  @Test(arguments: 0..<6)
  func `no bound lies above the exact optimum`(part: Int) throws {
    for seed in part * 20..<part * 20 + 20 {
      let blocks = BlockProgram.random(5000 + seed, blocks: 2...2, columns: 1...2, rows: 1...1)
      let truth = Truth(blocks.program)
      let answer = try blocks.decomposed().solution
      #expect(answer.termination == truth.termination, "seed \(seed): \(answer.detail)")
      guard let optimum = truth.optimum else { continue }
      let bound = try #require(answer.boundCertified)
      #expect(Fraction(Exact(bound)) <= optimum, "seed \(seed): \(bound) above \(optimum)")
      #expect(optimum.isNear(try #require(answer.objective), 1e-7), "seed \(seed)")
    }
  }
}
