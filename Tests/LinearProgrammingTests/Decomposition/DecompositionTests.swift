import Testing

@testable import LinearProgramming

@Suite struct DecompositionTests {
  @Test func `a row that joins two blocks is refused by name`() throws {
    var blocks = BlockProgram.capacity(blocks: 2)
    let joined = blocks.blockOfColumn.lastIndex(of: 0)!
    blocks.blockOfColumn[joined] = 7
    let row = Int(blocks.program.rowIndices[blocks.program.columnStarts[joined]])
    #expect(throws: ProgramDefect.joinedBlocks(row: row, first: 0, second: 7)) { try blocks.structure }
    #expect(
      "\(ProgramDefect.joinedBlocks(row: row, first: 0, second: 7))".contains("row \(row) joins the blocks 0 and 7"))
  }

  @Test func `what means nothing is refused`() throws {
    let blocks = BlockProgram.capacity(blocks: 2)
    #expect(throws: ProgramDefect.option("threads", value: "0")) { try blocks.decomposed(threads: 0) }
    let count = blocks.program.columnCount
    #expect(throws: ProgramDefect.arrayLength(array: "blockOfColumn", count: 1, expected: count)) {
      try BlockStructure([0], of: blocks.program)
    }
    var shorter = blocks
    shorter.program = LinearProgram()
    #expect(throws: ProgramDefect.arrayLength(array: "blockOfColumn", count: count, expected: 0)) {
      try solveByDecomposition(shorter.program, blocks: blocks.structure, threads: 1)
    }
  }

  @Test(arguments: [BlockProgram.random(3, integers: true), .capacity(blocks: 9), .bowl(blocks: 3, dimensions: 5)])
  func `threads change no bit`(blocks: BlockProgram) throws {
    let (one, two) = (try blocks.decomposed(threads: 1), try blocks.decomposed(threads: 2))
    #expect(SolutionBits(one.solution) == SolutionBits(two.solution))
    #expect(one.cuts == two.cuts && one.iterations == two.iterations && one.recourseSolves == two.recourseSolves)
  }

  /// Without capacity no block can keep within its budget, which the master must be told.
  @Test func `hard budgets are learnt by feasibility cuts`() throws {
    let blocks = BlockProgram.hardBudgets()
    var method = try #require(LShaped(blocks.program, try blocks.structure, goal: 1e-9, threads: 2, limits: .none))
    #expect(method.run() == .converged)
    #expect(method.master.cuts.contains { !$0.isOptimality } && method.master.cuts.contains { $0.isOptimality })
    #expect(
      relativeGap(objective: try #require(solve(blocks.program).objective), bound: method.best!.objective) <= 1e-7)
  }

  @Test func `an infeasible programme is proved so by its own rows`() throws {
    let blocks = BlockProgram.hardBudgets(most: 3)
    let answer = try blocks.decomposed().solution
    #expect(answer.termination == .infeasible && answer.rung == "decomposition")
    let multipliers = try #require(answer.farkas).map { Exact($0) }
    #expect(ExactProgram(blocks.program).isRefuted(by: multipliers))
  }

  @Test func `what the method is of no use for is solved as a whole, and says so`() throws {
    var blocks = BlockProgram.hardBudgets()
    blocks.blockOfColumn = blocks.blockOfColumn.map { _ in nil }
    let undivided = try blocks.decomposed().solution
    #expect(undivided.termination == .optimal && undivided.detail.contains("as a whole, since there are no blocks"))
    var writer = BlockWriter()
    let shared = writer.column(nil, 0, 1, 10)
    let (dear, cheap) = (writer.column(0, -none, 1, none), writer.column(0, -none, -1, none))
    writer.row(3, [(shared, 1), (dear, 1), (cheap, -1)], none)
    let unbounded = try writer.written().decomposed().solution
    #expect(unbounded.objective == 3 && unbounded.detail.contains("nothing bounds the cost of a block"))
  }
}

extension BlockProgram {
  /// Two units of capacity save one of the budget of 10, and at most `most` may be bought.
  fileprivate static func hardBudgets(most: Double = 50) -> BlockProgram {
    var writer = BlockWriter()
    let capacity = writer.column(nil, 0, 1, most)
    for block in 0..<4 {
      let use = writer.column(block, 0, 3, 40), saved = writer.column(block, 0, 0.1, 20)
      let bought = writer.column(block, 0, 7, 4)
      writer.row(15 + Double(block), [(use, 1), (bought, 1)], none)
      writer.row(-none, [(saved, 2), (capacity, -1)], 0)
      writer.row(-none, [(use, 1), (saved, -1)], 10)
    }
    return writer.written()
  }
}
