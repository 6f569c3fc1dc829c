import Fleet
import LinearProgramming
import Testing

@testable import Planning

@Suite("Block by block a case is worth what it is worth as a whole") struct BlocksTests {
  /// Integers aside. Some draws have limits that cannot all be kept, and some a single notice.
  @Test func twoHundredContinuousCasesAgree() throws {
    var endings: [Termination: Int] = [:], byBlocks = 0
    for seed in 0..<200 {
      let (whole, blocks) = try solved(try formulated(drawn(seed)))
      endings[whole.termination, default: 0] += 1
      byBlocks += blocks.rung == "decomposition" ? 1 : 0
      #expect(blocks.termination == whole.termination, "seed \(seed): \(blocks.detail)")
      guard let optimum = whole.objective, let found = blocks.objective else { continue }
      #expect(isClose(found, optimum, relative: 1e-7), "seed \(seed): \(found), the whole \(optimum)")
    }
    #expect(endings[.optimal, default: 0] >= 170 && byBlocks >= 150, "\(endings), \(byBlocks) by blocks")
  }

  /// Several pools; the mean alone, or half of the weight on the worst cases.
  private func drawn(_ seed: Int) -> PlanningCase {
    var drawn = RandomReclaimCase.drawn(seed, .init(pools: 2...3))
    drawn.options.riskWeight = seed.isMultiple(of: 2) ? 0 : 0.5
    return drawn
  }

  private func solved(_ formulation: Formulation) throws -> (whole: Solution, blocks: Solution) {
    let programme = formulation.programme.relaxed
    let blocks = try BlockStructure(formulation.blocks, of: programme)
    return (
      try solve(programme), try solveByDecomposition(programme, blocks: blocks, threads: 2).solution
    )
  }
}
