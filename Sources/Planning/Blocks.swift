import Fleet
import LinearProgramming

extension Formulation {
  /// The block of each column: the first notice of its path, or nil for what all paths share.
  ///
  /// Columns of the base path, signings and eta are shared; everything after a first notice belongs to it, later notices
  /// on the way included.
  package var blocks: [Int?] {
    let paths = model.timeline.paths
    let first = paths.indices.map { model.timeline.lineage(of: $0).dropFirst().first }
    let places = Dictionary(uniqueKeysWithValues: paths.enumerated().map { ($1.id, $0) })
    return draft.columnLabels.map { label in
      let path = label.key.pathIndex ?? label.key.node.map { model.timeline.nodes[$0].path } ?? 0
      return first[path].map { places[$0.id]! }
    }
  }

  /// From so many first notices on a programme is solved block by block. It is faster from fewer (docs/performance.md), but
  /// leaves no basis from which prices get their two sides.
  private static let manyBlocks = 40

  /// Whether the programme is solved block by block: many notices, and nothing whole in their recourse, where a block's
  /// relaxation would leave a gap.
  private var isSolvedByBlocks: Bool {
    let blocks = blocks
    return Set(blocks.compactMap { $0 }).count >= Formulation.manyBlocks
      && !zip(blocks, programme.isInteger).contains { $0 != nil && $1 }
  }

  /// The optimum, block by block where that is faster and the rows let it; of the programme as it is, or of one with other
  /// costs and bounds.
  func solved(
    _ options: SolveOptions, of other: LinearProgram? = nil, threads: Int, monitor: Monitor
  ) throws -> Solution {
    let programme = other ?? programme
    if isSolvedByBlocks, let structure = try? BlockStructure(blocks, of: programme) {
      return try solveByDecomposition(
        programme, blocks: structure, options: options, threads: threads, monitor: monitor
      ).solution
    }
    return try solve(programme, options: options, monitor: monitor)
  }
}
