import Testing

@testable import LinearProgramming

@Suite struct LevelStepTests {
  private func iterations(on bowl: BlockProgram, patience: Int) throws -> Int {
    var method = try #require(LShaped(bowl.program, try bowl.structure, goal: 1e-9, threads: 2, limits: .none))
    method.patience = patience
    #expect(method.run() == .converged)
    #expect(method.gap <= 1e-9)
    return method.iterations
  }

  @Test(arguments: [(1, 6), (1, 12), (2, 8), (4, 8)])
  func `level steps save a quarter of the iterations where the master swings`(blocks: Int, dimensions: Int) throws {
    let bowl = BlockProgram.bowl(blocks: blocks, dimensions: dimensions)
    let (swinging, steered) = (try iterations(on: bowl, patience: .max), try iterations(on: bowl, patience: 3))
    #expect(steered * 4 <= swinging * 3, "\(steered) against \(swinging)")
    let whole = try solve(bowl.program), answer = try bowl.decomposed().solution
    #expect(relativeGap(objective: try #require(whole.objective), bound: try #require(answer.objective)) <= 1e-7)
  }
}
