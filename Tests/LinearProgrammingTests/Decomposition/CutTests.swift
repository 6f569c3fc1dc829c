import Testing

@testable import LinearProgramming

@Suite struct CutTests {
  /// Whatever the duals: here they are drawn, and mean nothing. In exact arithmetic, at every whole choice.
  @Test func `no cut shuts out a point that exists or asks more than it costs`() throws {
    var (compared, feasible) = (0, 0)
    for seed in 0..<150 {
      let blocks = BlockProgram.random(20_000 + seed, blocks: 1...1, columns: 1...2, rows: 1...2)
      let method = try #require(LShaped(blocks.program, try blocks.structure, goal: 1e-9, threads: 1, limits: .none))
      let recourse = method.recourses[0]
      var random = SplitMix64(seed)
      let cuts = [true, true, false, false].map { isOptimality in
        Cut(
          recourse.rows.map { _ in Double.random(in: -3...3, using: &random) }, of: recourse,
          isOptimality: isOptimality, limits: .none)
      }
      for x in choices(of: blocks) {
        guard let cost = Truth(recourse.program(at: x)).optimum, isAllowed(x, by: blocks) else { continue }
        feasible += 1
        for cut in cuts where cut.constant.isFinite {
          let value = cut.slopes.reduce(Exact(cut.constant)) { $0 + Exact($1.slope) * Exact(x[$1.column]) }
          #expect(Fraction(value) <= (cut.isOptimality ? cost : Fraction(.zero)), "seed \(seed) at \(x)")
          compared += 1
        }
      }
    }
    #expect(feasible > 500 && compared > 2000, "\(feasible) points, \(compared) comparisons")
  }

  private func choices(of blocks: BlockProgram) -> [[Double]] {
    var choices: [[Double]] = [[]]
    for (j, block) in blocks.blockOfColumn.enumerated() where block == nil {
      let values = stride(from: blocks.program.columnLower[j], through: blocks.program.columnUpper[j], by: 1)
      choices = choices.flatMap { choice in values.map { choice + [$0] } }
    }
    return choices
  }

  /// A cut may use what the rows of no block imply.
  private func isAllowed(_ x: [Double], by blocks: BlockProgram) -> Bool {
    let shared = BlockParts(blocks.program, try! blocks.structure).shared.program
    return Certificate(of: x, in: shared).worstViolation == 0
  }
}
