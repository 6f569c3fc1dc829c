import Foundation

/// Factors of rows and columns after which a programme is nearly the same whatever units it was written in.
///
/// Least squares over the coefficients that are not 0,
///
///     minimise  sum (log |a_ij| + log r_i + log s_j)^2
///
/// so that |r_i a_ij s_j| lies as near 1 as it can. A row or column in another unit gets another factor, and the scaled
/// coefficients stay what they were: the simplex takes the same path to the same vertex, also among equals. (GLPK's own
/// scaling starts from the matrix as written, and so tells units apart.) The factors are rounded to powers of 2, with
/// which no coefficient or bound loses a bit; by that rounding two units may still differ, by a factor of 4 at most in a
/// coefficient. Source: Curtis and Reid, On the automatic scaling of matrices for Gaussian elimination, 1972.
struct UnitFreeScaling {
  private(set) var rows: [Double]
  private(set) var columns: [Double]

  /// Sweeps over rows and columns at most; and the change of a factor's logarithm, to be rounded to a whole number, below
  /// which no more are needed.
  private static let sweeps = 100
  private static let precision = 1e-4

  /// - Parameter limits: once they hold, the factors stay as far as they have come.
  init(_ program: LinearProgram, limits: Limits = .none) {
    let sizes = program.values.map { log2(abs($0)) }
    var rowSums = [Double](repeating: 0, count: program.rowCount)
    var counts = [Double](repeating: 0, count: program.rowCount)
    for (row, size) in zip(program.rowIndices, sizes) where size.isFinite { counts[Int(row)] += 1 }
    rows = rowSums
    columns = [Double](repeating: 0, count: program.columnCount)
    for _ in 0..<Self.sweeps {
      for i in rowSums.indices { rowSums[i] = 0 }
      for j in columns.indices {
        for entry in program.entries(ofColumn: j) where sizes[entry].isFinite {
          rowSums[Int(program.rowIndices[entry])] -= sizes[entry] + columns[j]
        }
      }
      for i in rows.indices where counts[i] > 0 { rows[i] = rowSums[i] / counts[i] }
      if balanceColumns(program, sizes) < Self.precision || limits.mustStop { break }
    }
    rows = rows.map { exp2($0.rounded()) }
    columns = columns.map { exp2($0.rounded()) }
  }

  /// Sets every column to what suits its rows; returns the largest change.
  private mutating func balanceColumns(_ program: LinearProgram, _ sizes: [Double]) -> Double {
    var change = 0.0
    for j in columns.indices {
      var (sum, count) = (0.0, 0.0)
      for entry in program.entries(ofColumn: j) where sizes[entry].isFinite {
        sum -= sizes[entry] + rows[Int(program.rowIndices[entry])]
        count += 1
      }
      guard count > 0 else { continue }
      change = max(change, abs(sum / count - columns[j]))
      columns[j] = sum / count
    }
    return change
  }
}
