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
  public private(set) var program: LinearProgram
  private let heldColumns: [Int]
  /// The held columns in the restriction's rows, with the bounds that these have in the whole.
  private let held: LinearProgram
  private let slack: Double

  /// - Parameters:
  ///   - isFree: by column of the whole programme; `values` counts elsewhere.
  ///   - slack: by how much each row is widened, as a share of the largest term that a held column has in it, so that
  ///     values that were rounded when they were written down still stand.
  public init(_ whole: LinearProgram, isFree: [Bool], values: [Double], slack: Double = 0) {
    columns = isFree.indices.filter { isFree[$0] }
    heldColumns = isFree.indices.filter { !isFree[$0] }
    var isTouched = [Bool](repeating: false, count: whole.rowCount)
    for column in columns {
      for place in whole.entries(ofColumn: column) { isTouched[Int(whole.rowIndices[place])] = true }
    }
    rows = isTouched.indices.filter { isTouched[$0] }
    program = whole.part(rows: rows, columns: columns)
    held = whole.part(rows: rows, columns: heldColumns)
    self.slack = slack
    hold(values)
  }

  /// Holds the other columns elsewhere: only bounds of rows and the objective's constant change.
  ///
  /// - Parameter values: by column of the whole programme; those of the restriction's own do not count.
  public mutating func hold(_ values: [Double]) {
    var taken = [Double](repeating: 0, count: rows.count)
    var sizes = taken
    program.objectiveConstant = held.objectiveConstant
    for (place, column) in heldColumns.enumerated() {
      program.objectiveConstant += held.objective[place] * values[column]
      for entry in held.entries(ofColumn: place) {
        let row = Int(held.rowIndices[entry]), term = held.values[entry] * values[column]
        taken[row] += term
        sizes[row] = max(sizes[row], abs(term))
      }
    }
    for row in rows.indices {
      program.rowLower[row] = held.rowLower[row] - taken[row] - slack * sizes[row]
      program.rowUpper[row] = held.rowUpper[row] - taken[row] + slack * sizes[row]
    }
  }

  /// The held columns that its rows meet, as places in the whole programme: what it knows of the others.
  public var links: [Int] {
    heldColumns.indices.filter { !held.entries(ofColumn: $0).isEmpty }.map { heldColumns[$0] }
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

extension LinearProgram {
  /// The columns, with their entries in the rows.
  fileprivate func part(rows: [Int], columns: [Int]) -> LinearProgram {
    var placeOfRow = [Int32](repeating: -1, count: rowCount)
    for (place, row) in rows.enumerated() { placeOfRow[row] = Int32(place) }
    var starts = [0], indices: [Int32] = [], entries: [Double] = []
    for column in columns {
      for place in self.entries(ofColumn: column) where placeOfRow[Int(rowIndices[place])] >= 0 {
        indices.append(placeOfRow[Int(rowIndices[place])])
        entries.append(values[place])
      }
      starts.append(indices.count)
    }
    return LinearProgram(
      columnLower: columns.map { columnLower[$0] }, columnUpper: columns.map { columnUpper[$0] },
      objective: columns.map { objective[$0] }, isInteger: columns.map { isInteger[$0] },
      rowLower: rows.map { rowLower[$0] }, rowUpper: rows.map { rowUpper[$0] },
      columnStarts: starts, rowIndices: indices, values: entries, objectiveConstant: objectiveConstant)
  }
}
