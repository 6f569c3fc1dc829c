extension LinearProgram {
  /// The same programme with one row more below the others: sum of the coefficients times the columns <= `upper`.
  public func adding(row coefficients: [Double], upper: Double) -> LinearProgram {
    var more = self
    more.rowLower.append(-.infinity)
    more.rowUpper.append(upper)
    more.columnStarts = [0]
    more.rowIndices = []
    more.values = []
    for column in 0..<columnCount {
      more.rowIndices += rowIndices[entries(ofColumn: column)]
      more.values += values[entries(ofColumn: column)]
      if coefficients[column] != 0 {
        more.rowIndices.append(Int32(rowCount))
        more.values.append(coefficients[column])
      }
      more.columnStarts.append(more.values.count)
    }
    return more
  }
}

/// A programme of some columns of another, all others held at their values.
///
/// Rows without any of the columns are left out; what held columns use of a row is taken off its bounds. The constant of
/// the objective holds what the held columns cost.
public struct Restriction: Sendable {
  /// Places of its columns and rows in the whole programme, in rising order.
  public let columns: [Int]
  public let rows: [Int]
  public let program: LinearProgram

  /// - Parameters:
  ///   - isFree: by column of the whole programme; `values` counts elsewhere.
  ///   - slack: by how much each row is widened, as a share of the largest term that a held column has in it, so that
  ///     values that were rounded when they were written down still stand.
  public init(_ whole: LinearProgram, isFree: [Bool], values: [Double], slack: Double = 0) {
    let columns = isFree.indices.filter { isFree[$0] }
    var held = [Double](repeating: 0, count: whole.rowCount)
    var sizes = held
    var isTouched = [Bool](repeating: false, count: whole.rowCount)
    var constant = whole.objectiveConstant
    for column in 0..<whole.columnCount {
      if !isFree[column] { constant += whole.objective[column] * values[column] }
      for place in whole.entries(ofColumn: column) {
        let row = Int(whole.rowIndices[place])
        if isFree[column] {
          isTouched[row] = true
        } else {
          held[row] += whole.values[place] * values[column]
          sizes[row] = max(sizes[row], abs(whole.values[place] * values[column]))
        }
      }
    }
    let rows = isTouched.indices.filter { isTouched[$0] }
    var placeOfRow = [Int32](repeating: -1, count: whole.rowCount)
    for (place, row) in rows.enumerated() { placeOfRow[row] = Int32(place) }
    var starts = [0], indices: [Int32] = [], entries: [Double] = []
    for column in columns {
      for place in whole.entries(ofColumn: column) {
        indices.append(placeOfRow[Int(whole.rowIndices[place])])
        entries.append(whole.values[place])
      }
      starts.append(indices.count)
    }
    self.columns = columns
    self.rows = rows
    program = LinearProgram(
      columnLower: columns.map { whole.columnLower[$0] }, columnUpper: columns.map { whole.columnUpper[$0] },
      objective: columns.map { whole.objective[$0] }, isInteger: columns.map { whole.isInteger[$0] },
      rowLower: rows.map { whole.rowLower[$0] - held[$0] - slack * sizes[$0] },
      rowUpper: rows.map { whole.rowUpper[$0] - held[$0] + slack * sizes[$0] },
      columnStarts: starts, rowIndices: indices, values: entries, objectiveConstant: constant)
  }

  /// The whole programme's values, with a solution's in place of its own columns.
  public func filled(_ values: [Double], with primal: [Double]) -> [Double] {
    var all = values
    for (place, column) in columns.enumerated() { all[column] = primal[place] }
    return all
  }

  /// A solution of it as one of the whole programme: the same, with the values of all columns.
  public func filled(_ values: [Double], with solution: Solution) -> Solution {
    var whole = solution
    whole.primal = filled(values, with: solution.primal)
    return whole
  }
}
