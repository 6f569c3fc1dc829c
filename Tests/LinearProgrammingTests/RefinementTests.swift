import Testing

@testable import LinearProgramming

@Suite struct RefinementTests {
  /// Basic columns that are moved off the vertex come back to it, to the last digits.
  @Test func aDisturbedVertexIsRestored() throws {
    var restored = 0
    for seed in 0..<200 {
      var random = SplitMix64(30_000 + seed)
      let program = random.program(rows: 5, columns: 8)
      let problem = try #require(GLPKProblem(program, limits: .none))
      problem.buildBasis(.standard, deadline: Limits.none.deadline)
      guard problem.simplex(.init(), deadline: Limits.none.deadline).claim == .optimal else { continue }
      let vertex = try #require(problem.read()).primal, basis = try #require(problem.basis)
      let off = vertex.indices.map { j in
        basis.columns[j] == .basic ? vertex[j] + Double.random(in: -1e-3...1e-3, using: &random) : vertex[j]
      }
      let activity = Certificate(of: off, in: program).rowActivity
      let refinement = try #require(Refinement(program, of: problem))
      guard let back = refinement.refined(off, activity: activity, by: problem) else { continue }
      #expect(zip(back, vertex).allSatisfy { abs($0 - $1) <= 1e-12 * max(1, abs($1)) }, "seed \(seed)")
      if off != vertex { restored += 1 }
    }
    #expect(restored >= 40)
  }
}
