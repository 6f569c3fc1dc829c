/// GLPK checks no numbers: a NaN in a coefficient can come back as an optimum,
/// and 1e30 meant as infinity hides an unbounded programme. This is the one
/// place where every programme is looked at before a solver sees it.
extension LinearProgram {
  /// Sizes that a coefficient other than 0 may have.
  public static let coefficientRange = 1e-9...1e9
  /// The greatest size of a finite bound. Above it, write infinity.
  public static let greatestBound = 1e15
  /// The greatest memory a solve may be expected to need.
  public static let memoryLimit = 64 << 30

  /// Bytes that GLPK is expected to take: rows and columns with their names of
  /// nothing, bounds and heaps; nonzeros twice by links, and once more when the
  /// basis is factorised.
  public var estimatedBytes: Int {
    Self.estimatedBytes(rows: rowCount, columns: columnCount, nonzeros: nonzeroCount)
  }

  private static func estimatedBytes(rows: Int, columns: Int, nonzeros: Int) -> Int {
    400 * (rows + columns) + 150 * nonzeros
  }

  /// Checks everything that a solver takes on trust.
  ///
  /// - Throws: the first defect found, lengths before columns before rows. An
  ///   integer column whose bounds hold no whole number is a defect, too.
  public func validate() throws(ProgramDefect) {
    try validateLengths()
    try Self.validateSize(rows: rowCount, columns: columnCount, nonzeros: nonzeroCount)
    if !(abs(objectiveConstant) <= Self.greatestBound) {
      throw .objectiveConstant(value: objectiveConstant)
    }
    for j in 0..<columnCount { try validateColumn(j) }
    for i in 0..<rowCount where !isInterval(rowLower[i], rowUpper[i]) {
      throw .rowBounds(row: i, lower: rowLower[i], upper: rowUpper[i])
    }
    try validateEntries()
  }

  private func validateLengths() throws(ProgramDefect) {
    let lengths = [
      ("columnLower", columnLower.count, columnCount),
      ("columnUpper", columnUpper.count, columnCount),
      ("isInteger", isInteger.count, columnCount),
      ("rowUpper", rowUpper.count, rowCount),
      ("columnStarts", columnStarts.count, columnCount + 1),
      ("rowIndices", rowIndices.count, nonzeroCount),
    ]
    for (array, count, expected) in lengths where count != expected {
      throw .arrayLength(array: array, count: count, expected: expected)
    }
  }

  /// - Throws: `tooLarge` beyond 32-bit counts, or where the estimate exceeds `memoryLimit`.
  static func validateSize(rows: Int, columns: Int, nonzeros: Int) throws(ProgramDefect) {
    let counts = [rows, columns, nonzeros, rows + columns + 1]
    let bytes = estimatedBytes(rows: rows, columns: columns, nonzeros: nonzeros)
    guard counts.allSatisfy({ $0 < Int(Int32.max) }) && bytes <= memoryLimit else {
      throw .tooLarge(rows: rows, columns: columns, nonzeros: nonzeros, estimatedBytes: bytes)
    }
  }

  private func validateColumn(_ j: Int) throws(ProgramDefect) {
    let (lower, upper) = (columnLower[j], columnUpper[j])
    guard isInterval(lower, upper) else {
      throw .columnBounds(column: j, lower: lower, upper: upper)
    }
    if isInteger[j], wholeCeiling(lower) > wholeFloor(upper) {
      throw .integerBounds(column: j, lower: lower, upper: upper)
    }
    guard isCoefficient(objective[j]) else {
      throw .objectiveCoefficient(column: j, value: objective[j])
    }
  }

  private func validateEntries() throws(ProgramDefect) {
    guard columnStarts[0] == 0 else { throw .columnStarts(column: 0, start: columnStarts[0]) }
    guard columnStarts[columnCount] == nonzeroCount else {
      throw .columnStarts(column: columnCount, start: columnStarts[columnCount])
    }
    for j in 0..<columnCount
    where columnStarts[j] > columnStarts[j + 1] || columnStarts[j + 1] > nonzeroCount {
      throw .columnStarts(column: j + 1, start: columnStarts[j + 1])
    }
    var lastColumn = [Int](repeating: -1, count: rowCount)
    for j in 0..<columnCount {
      for entry in entries(ofColumn: j) {
        let row = Int(rowIndices[entry])
        guard row >= 0 && row < rowCount else { throw .rowIndex(column: j, row: row) }
        guard lastColumn[row] != j else { throw .duplicateEntry(row: row, column: j) }
        lastColumn[row] = j
        guard isCoefficient(values[entry]) else {
          throw .coefficient(row: row, column: j, value: values[entry])
        }
      }
    }
  }
}

/// Whether the bounds enclose something and are honest about infinity.
func isInterval(_ lower: Double, _ upper: Double) -> Bool {
  lower <= upper && lower < .infinity && upper > -.infinity && isBound(lower) && isBound(upper)
}

private func isBound(_ value: Double) -> Bool {
  value.isInfinite || abs(value) <= LinearProgram.greatestBound
}

/// False for NaN too, as it should be.
func isCoefficient(_ value: Double) -> Bool {
  value == 0 || LinearProgram.coefficientRange.contains(abs(value))
}
