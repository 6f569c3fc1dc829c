/// One block: what it costs, at best, to live with a choice of the shared columns.
struct Recourse: Sendable {
  let block: Int
  /// The positions, among the shared columns, of those that come first in `program`.
  let shared: [Int]
  /// The block's own columns in the whole programme; they follow in `program`.
  let columns: [Int]
  /// The block's rows in the whole programme.
  let rows: [Int]
  /// Shared columns cost nothing here.
  let program: LinearProgram
  /// What the whole programme implies for the columns.
  let bounds: ImpliedBounds

  init(_ block: Int, of parts: BlockParts, places: [Int: Int], bounds: ImpliedBounds) {
    let part = parts.blocks[block]
    self.block = block
    shared = part.columns.prefix(parts.links[block]).map { places[$0]! }
    columns = Array(part.columns.dropFirst(shared.count))
    rows = part.rows
    program = part.program
    self.bounds = bounds.of(part.columns)
  }

  /// The block's programme once the shared columns are chosen.
  func program(at x: [Double]) -> LinearProgram {
    var fixed = program
    for (k, column) in shared.enumerated() {
      fixed.columnLower[k] = x[column]
      fixed.columnUpper[k] = x[column]
    }
    return fixed
  }
}

extension Recourse {
  /// What a solve found: a point and a cut, or a cut that shows why there is none, or nothing.
  struct Answer: Sendable {
    /// Of the block's own columns.
    var primal: [Double]?
    var cut: Cut?
    var iterations = 0
  }
}
