@testable import LinearProgramming

/// A few equations over many switches that no choice meets, and no bound excludes: trees of any size find nothing.
///
/// - Parameter forgiving: whether a miss is only dear. Then any choice is a point, and the best one stays unknown.
func marketSplit(rows: Int, columns: Int, forgiving: Bool = false) -> LinearProgram {
  var random = SplitMix64(3)
  let misses = forgiving ? 2 * rows : 0
  let sides = (0..<rows).map { row -> (Double, [Double], Double) in
    let shares = (0..<columns).map { _ in random.whole(1...99) }
    let half = (shares.reduce(0, +) / 2).rounded(.down)
    let signs = (0..<misses).map { $0 / 2 != row ? 0 : $0.isMultiple(of: 2) ? 1.0 : -1 }
    return (half, shares + signs, half)
  }
  let switches = (0..<columns).map { _ in (0.0, forgiving ? 0 : random.whole(1...9), 1.0) }
  return LinearProgram(
    columns: switches + (0..<misses).map { _ in (0, 1, 999) }, rows: sides, integers: Set(0..<columns))
}

/// As much as fits under many limits: the primal simplex is feasible all the way, and far from its end after a second.
func packing(rows: Int, columns: Int, integers: Bool = false) -> LinearProgram {
  var random = SplitMix64(11)
  var program = LinearProgram()
  program.rowLower = [Double](repeating: -none, count: rows)
  program.rowUpper = (0..<rows).map { _ in random.whole(500...999) }
  for _ in 0..<columns {
    program.columnLower.append(0)
    program.columnUpper.append(none)
    program.objective.append(-random.whole(10...99))
    program.isInteger.append(integers)
    for row in Set((0..<8).map { _ in Int32(random.whole(0...rows - 1)) }).sorted() {
      program.rowIndices.append(row)
      program.values.append(random.whole(1...99))
    }
    program.columnStarts.append(program.values.count)
  }
  return program
}
