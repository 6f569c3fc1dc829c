import Testing

@testable import LinearProgramming

@Suite struct IntegerBlockTests {
  @Test func `60 decompositions with integers lie within the gap they state`() throws {
    var endings: [Termination: Int] = [:]
    for seed in 0..<60 {
      let blocks = BlockProgram.random(9000 + seed, blocks: 2...4, integers: true)
      let whole = try solve(blocks.program, options: SolveOptions(relativeGap: 1e-9))
      let answer = try blocks.decomposed().solution
      endings[answer.termination, default: 0] += 1
      #expect(answer.primal.isEmpty == whole.primal.isEmpty, "seed \(seed): \(answer.detail)")
      guard let optimum = whole.objective else { continue }
      let (objective, bound) = (try #require(answer.objective), try #require(answer.boundCertified))
      let slack = 1e-7 * max(1, abs(optimum))
      #expect(bound <= optimum + slack && objective >= optimum - slack, "seed \(seed): \(answer.detail)")
      #expect((answer.termination == .optimal) == (try #require(answer.gap) <= 1e-3), "seed \(seed): \(answer.detail)")
      let certificate = Certificate(of: answer.primal, in: blocks.program)
      #expect(certificate.isFeasible && certificate.isWhole, "seed \(seed)")
    }
    #expect(endings[.optimal, default: 0] >= 15, "\(endings)")
  }

  /// Then every bound is one of the whole problem, and the method ends at its optimum.
  @Test func `where only shared columns are whole the optimum is found`() throws {
    for seed in 0..<40 {
      var blocks = BlockProgram.random(9500 + seed, blocks: 2...4)
      for (j, block) in blocks.blockOfColumn.enumerated() where block == nil { blocks.program.isInteger[j] = true }
      let options = SolveOptions(relativeGap: 1e-7)
      let (whole, answer) = (try solve(blocks.program, options: options), try blocks.decomposed(options).solution)
      #expect(answer.termination == whole.termination, "seed \(seed): \(answer.detail)")
      guard let optimum = whole.objective, let objective = answer.objective else { continue }
      #expect(relativeGap(objective: optimum, bound: objective) <= 2e-7, "seed \(seed): \(answer.detail)")
      #expect(answer.rung == "decomposition" && answer.rowDuals.count == blocks.program.rowCount, "seed \(seed)")
    }
  }
}
