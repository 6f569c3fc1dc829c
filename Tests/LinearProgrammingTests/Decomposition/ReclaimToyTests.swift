import Testing

@testable import LinearProgramming

/// Figures that were found twice independently, by the whole programme and by decomposition.
@Suite struct ReclaimToyTests {
  /// The answer of `solve` and that of the decomposition.
  private func answers(_ written: BlockProgram) throws -> [Solution] {
    let decomposed = try written.decomposed().solution
    #expect(decomposed.rung == "decomposition", "\(decomposed.detail)")
    return [try solve(written.program), decomposed]
  }

  @Test func `the least expected cost`() throws {
    let written = ReclaimToy.written()
    for answer in try answers(written) {
      #expect(abs(try #require(answer.objective) - 4568.388971) < 1e-6)
      let risk = ReclaimToy.risk(of: answer.primal, written.pathCosts)
      #expect(abs(risk.mean - 4568.388971) < 1e-6 && abs(risk.cvar - 6127.4) < 0.05, "\(risk)")
    }
  }

  @Test func `nothing ordered or held before notice`() throws {
    for answer in try answers(ReclaimToy.written(most: 0)) {
      #expect(abs(try #require(answer.objective) - 4662.07) < 0.005)
    }
  }

  @Test func `nine tenths of the worst tenth`() throws {
    let written = ReclaimToy.written(.cvar(mean: 0.1))
    for answer in try answers(written) {
      #expect(abs(try #require(answer.objective) - 5832.42) < 0.005)
      let risk = ReclaimToy.risk(of: answer.primal, written.pathCosts)
      #expect(abs(risk.mean - 5536.04) < 0.005 && abs(risk.cvar - 5865.3) < 0.05, "\(risk)")
    }
  }

  @Test func `notice in the first month cannot be bought away`() throws {
    for answer in try answers(ReclaimToy.written(.worstCase)) {
      #expect(abs(try #require(answer.objective) - 6136.0) < 0.05)
    }
  }
}
