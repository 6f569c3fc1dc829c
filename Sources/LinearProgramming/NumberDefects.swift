extension LinearProgram {
  /// Every number that no solver can be trusted with, at most `most` of them: bounds of columns and objective
  /// coefficients, then bounds of rows, then coefficients by column, the objective's constant last.
  ///
  /// The programme's arrays must fit each other. ``validate()`` finds these too, one at a time, among other defects.
  public func numberDefects(atMost most: Int) -> [ProgramDefect] {
    var defects: [ProgramDefect] = []
    for j in 0..<columnCount where defects.count < most {
      if !isInterval(columnLower[j], columnUpper[j]) {
        defects.append(.columnBounds(column: j, lower: columnLower[j], upper: columnUpper[j]))
      }
      if !isCoefficient(objective[j]) {
        defects.append(.objectiveCoefficient(column: j, value: objective[j]))
      }
    }
    for i in 0..<rowCount where defects.count < most && !isInterval(rowLower[i], rowUpper[i]) {
      defects.append(.rowBounds(row: i, lower: rowLower[i], upper: rowUpper[i]))
    }
    for j in 0..<columnCount {
      for entry in entries(ofColumn: j) where defects.count < most && !isCoefficient(values[entry]) {
        defects.append(.coefficient(row: Int(rowIndices[entry]), column: j, value: values[entry]))
      }
    }
    if defects.count < most, !(abs(objectiveConstant) <= Self.greatestBound) {
      defects.append(.objectiveConstant(value: objectiveConstant))
    }
    return Array(defects.prefix(most))
  }
}
