/// Repairs columns without bounds that share their rows, all at once.
///
/// Shifting the dual of one column's row disturbs the other columns of that row. Where two columns meet in two rows the
/// shifts can go round without end, so there the changes d of the duals are found together, from
///
///     sum_i a_ij d_i = r_j
///
/// over the columns at stake, by elimination; and again for what rounding left, until a pair of doubles holds no more.
/// Rows take part whose dual may move either way: equations and ranges, and those priced well away from 0.
struct CoupledRepair {
  let columns: [Int]
  let rows: [Int]
  private let matrix: [[Double]]

  private static let maximalColumns = 64
  private static let repetitions = 4
  private static let leastPivot = 1e-11

  /// Nil when the columns that hang together are too many to eliminate densely.
  ///
  /// - Parameters:
  ///   - failing: The columns whose reduced cost points at a missing bound.
  ///   - tight: All columns without some bound whose reduced cost is nil up to rounding.
  init?(of failing: [Int], among tight: [Int], in program: LinearProgram, duals: [Pair]) {
    let greatest = duals.reduce(0) { max($0, abs($1.high)) }
    let isMovable = duals.indices.map { i in
      abs(duals[i].high) > 1e-9 * greatest || (program.rowLower[i].isFinite && program.rowUpper[i].isFinite)
    }
    var touched = Set<Int>()
    var joined = Set(failing)
    var waiting = failing
    while !waiting.isEmpty {
      for j in waiting { touched.formUnion(program.rows(ofColumn: j).filter { isMovable[$0] }) }
      waiting = tight.filter { j in
        !joined.contains(j) && program.rows(ofColumn: j).contains(where: touched.contains)
      }
      joined.formUnion(waiting)
      if joined.count > Self.maximalColumns { return nil }
    }
    columns = joined.sorted()
    rows = touched.sorted()
    let place = Dictionary(uniqueKeysWithValues: zip(rows, rows.indices))
    matrix = columns.map { [count = rows.count] j in
      var line = [Double](repeating: 0, count: count)
      for entry in program.entries(ofColumn: j) {
        if let k = place[Int(program.rowIndices[entry])] { line[k] = program.values[entry] }
      }
      return line
    }
  }

  func run(on repair: inout DualRepair) {
    for _ in 0..<Self.repetitions {
      let left = columns.map { j in
        let (low, high) = repair.reducedCost(j)
        return low / 2 + high / 2
      }
      for (i, change) in zip(rows, changes(taking: left)) where change != 0 { repair.move(i, by: change) }
    }
  }

  /// Gauss-Jordan elimination with complete pivoting; a column that depends on others is left to them.
  ///
  /// Columns and then rows are first brought to the size of 1, so that no unit decides what a pivot is.
  private func changes(taking left: [Double]) -> [Double] {
    let widths = matrix.map { line in line.reduce(0) { max($0, abs($1)) } }.map { $0 > 0 ? $0 : 1 }
    var lines = zip(matrix, widths).map { line, width in line.map { $0 / width } }
    let heights = rows.indices.map { k in lines.reduce(0) { max($0, abs($1[k])) } }.map { $0 > 0 ? $0 : 1 }
    for line in lines.indices { lines[line] = zip(lines[line], heights).map { $0 / $1 } }
    var rest = zip(left, widths).map { $0 / $1 }
    var changes = [Double](repeating: 0, count: rows.count)
    var open = Set(columns.indices)
    var pivots: [(line: Int, row: Int)] = []
    while let pivot = greatest(of: lines, open), abs(lines[pivot.line][pivot.row]) > Self.leastPivot {
      open.remove(pivot.line)
      pivots.append(pivot)
      for other in lines.indices where other != pivot.line && lines[other][pivot.row] != 0 {
        let factor = lines[other][pivot.row] / lines[pivot.line][pivot.row]
        for k in rows.indices { lines[other][k] -= factor * lines[pivot.line][k] }
        lines[other][pivot.row] = 0
        rest[other] -= factor * rest[pivot.line]
      }
    }
    for (line, row) in pivots { changes[row] = rest[line] / lines[line][row] / heights[row] }
    return changes
  }

  private func greatest(of lines: [[Double]], _ open: Set<Int>) -> (line: Int, row: Int)? {
    let candidates = open.sorted().flatMap { line in rows.indices.map { (line: line, row: $0) } }
    return candidates.max { abs(lines[$0.line][$0.row]) < abs(lines[$1.line][$1.row]) }
  }
}

extension LinearProgram {
  fileprivate func rows(ofColumn j: Int) -> [Int] { entries(ofColumn: j).map { Int(rowIndices[$0]) } }
}
