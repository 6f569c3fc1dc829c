/// Changes of a session's programme; the next solve starts from the last basis all the same.
extension SolverSession {
  /// - Throws: `noSuchRow`, or `rowBounds` for crossed or NaN bounds.
  public func setRowBounds(_ row: Int, lower: Double, upper: Double) throws(ProgramDefect) {
    try change { state in
      guard row >= 0 && row < state.program.rowCount else { return .noSuchRow(row) }
      return state.setRowBounds([row], lower: [lower], upper: [upper])
    }
  }

  /// The bounds of all rows. Only those that differ go to the solver, in one call.
  ///
  /// - Throws: `arrayLength`, or `rowBounds` for the first crossed or NaN bounds; nothing is changed then.
  public func setRowBounds(lower: [Double], upper: [Double]) throws(ProgramDefect) {
    try change { state in
      let count = state.program.rowCount
      for (array, bounds) in [("lower", lower), ("upper", upper)] where bounds.count != count {
        return .arrayLength(array: array, count: bounds.count, expected: count)
      }
      let changed = lower.indices.filter {
        state.program.rowLower[$0] != lower[$0] || state.program.rowUpper[$0] != upper[$0]
      }
      return state.setRowBounds(changed, lower: changed.map { lower[$0] }, upper: changed.map { upper[$0] })
    }
  }

  /// - Throws: `noSuchColumn`, or `columnBounds` for crossed or NaN bounds.
  public func setColumnBounds(_ column: Int, lower: Double, upper: Double) throws(ProgramDefect) {
    try change { state in
      guard column >= 0 && column < state.program.columnCount else { return .noSuchColumn(column) }
      guard isInterval(lower, upper) else { return .columnBounds(column: column, lower: lower, upper: upper) }
      state.program.columnLower[column] = lower
      state.program.columnUpper[column] = upper
      state.problem?.setColumnBounds([column], lower: [lower], upper: [upper])
      state.boundsChanged()
      return nil
    }
  }

  /// - Throws: `arrayLength`, `objectiveCoefficient` or `objectiveConstant`.
  public func setObjective(_ objective: [Double], constant: Double) throws(ProgramDefect) {
    try change { state in
      let count = state.program.columnCount
      guard objective.count == count else {
        return .arrayLength(array: "objective", count: objective.count, expected: count)
      }
      if let j = objective.firstIndex(where: { !isCoefficient($0) }) {
        return .objectiveCoefficient(column: j, value: objective[j])
      }
      guard abs(constant) <= LinearProgram.greatestBound else { return .objectiveConstant(value: constant) }
      state.program.objective = objective
      state.program.objectiveConstant = constant
      state.problem?.setObjective(objective, constant: constant)
      state.answer = nil
      return nil
    }
  }

  /// Where the next solve starts. - Throws: `basisLength` or `basisCount`.
  public func setBasis(_ basis: Basis) throws(ProgramDefect) {
    try change { state in
      do throws(ProgramDefect) { try basis.validate(for: state.program) } catch { return error }
      state.basis = basis
      state.problem?.setBasis(basis)
      state.answer = nil
      return nil
    }
  }
}

extension SessionState {
  /// The bounds of some rows, all or none of them.
  fileprivate mutating func setRowBounds(_ rows: [Int], lower: [Double], upper: [Double]) -> ProgramDefect? {
    for (place, row) in rows.enumerated() where !isInterval(lower[place], upper[place]) {
      return .rowBounds(row: row, lower: lower[place], upper: upper[place])
    }
    for (place, row) in rows.enumerated() {
      program.rowLower[row] = lower[place]
      program.rowUpper[row] = upper[place]
    }
    problem?.setRowBounds(rows, lower: lower, upper: upper)
    if !rows.isEmpty { boundsChanged() }
    return nil
  }
}
