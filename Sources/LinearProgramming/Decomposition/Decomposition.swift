/// What a decomposition found, and what it took.
public struct Decomposition: Sendable {
  public var solution: Solution
  /// Times that the master was solved.
  public var iterations = 0
  public var cuts = 0
  public var recourseSolves = 0
}

/// Solves a programme block by block, `threads` blocks at a time; the answer does not depend on how many.
///
/// The answer is what `solve` gives, to the precision of its certified gap: 1e-9 is aimed at without integers, and the
/// gap of the options is what counts as optimal. Every bound is proved for the whole programme. Without integers the row
/// duals are those that the bound rests on, and there is no basis.
///
/// A programme that the method is of no use for is handed to `solve` as a whole, and the detail says so: one without
/// blocks, with a block whose cost nothing bounds below, or an unbounded one.
///
/// - Throws: the first `ProgramDefect`, among them `joinedBlocks`, and `option` unless there is a thread at least.
public func solveByDecomposition(
  _ program: LinearProgram, blocks: BlockStructure, options: SolveOptions = SolveOptions(), threads: Int,
  monitor: Monitor = Monitor()
) throws(ProgramDefect) -> Decomposition {
  try program.validate()
  try options.validate(for: program)
  guard threads > 0 else { throw .option("threads", value: "\(threads)") }
  let structure = try BlockStructure(blocks.blockOfColumn, of: program)
  monitor.begin(program)
  monitor.enter(.relaxation)
  defer { monitor.enter(.finished) }
  let limits = Limits(
    deadline: Deadline(after: options.timeLimit), memory: MemoryLimit(bytes: options.memoryLimit), monitor: monitor)
  return DecomposedSolve(
    program: program, structure: structure, options: options, threads: threads, limits: limits
  ).run()
}
