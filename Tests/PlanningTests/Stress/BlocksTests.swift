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

  /// Each answer is within its own gap of the optimum, and neither bound lies above the other's point.
  @Test func aDozenWholeCasesAgreeWithinTheirGaps() throws {
    var optimal = 0, byBlocks = 0
    for seed in 0..<12 {
      let formulation = try formulated(drawn(seed, isWhole: true))
      #expect(formulation.programme.integerCount > 0)
      let (whole, blocks) = try solved(formulation, relaxed: false)
      #expect((blocks.objective == nil) == (whole.objective == nil), "seed \(seed): \(blocks.detail)")
      guard let a = whole.objective, let b = blocks.objective else { continue }
      let bounds = (try #require(whole.boundCertified), try #require(blocks.boundCertified))
      let slip = 1e-9 * max(1, abs(a))
      #expect(bounds.0 <= b + slip && bounds.1 <= a + slip, "seed \(seed): \(a) and \(b), bounds \(bounds)")
      #expect(abs(a - b) <= max(a - bounds.0, b - bounds.1) + slip, "seed \(seed): \(a) and \(b), bounds \(bounds)")
      optimal += blocks.termination == .optimal ? 1 : 0
      byBlocks += blocks.rung == "decomposition" ? 1 : 0
    }
    #expect(optimal >= 5 && byBlocks >= 5, "\(optimal) optimal, \(byBlocks) by blocks")
  }

  /// Several pools; the mean alone, or half of the weight on the worst cases.
  private func drawn(_ seed: Int, isWhole: Bool = false) -> PlanningCase {
    var drawn = RandomReclaimCase.drawn(
      seed, isWhole ? .init(pools: 1...1, fallbacks: [], isWhole: true) : .init(pools: 2...3))
    drawn.options.riskWeight = seed.isMultiple(of: 2) ? 0 : 0.5
    return drawn
  }

  private func solved(
    _ formulation: Formulation, relaxed: Bool = true
  ) throws -> (whole: Solution, blocks: Solution) {
    let programme = relaxed ? formulation.programme.relaxed : formulation.programme
    let blocks = try BlockStructure(formulation.blocks, of: programme)
    return (
      try solve(programme), try solveByDecomposition(programme, blocks: blocks, threads: 2).solution
    )
  }
}
