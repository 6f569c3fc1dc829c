import LinearProgramming

extension Formulation {
  /// The incumbent gone on with in everything, with the best of what it leaves open: what is decided after notices to come;
  /// nil where it does not stand any more.
  func incumbentStanding(_ solved: (LinearProgram) throws -> Solution) rethrows -> [Double]? {
    let held = asItWas
    guard !held.isEmpty, held.indices.allSatisfy({ isWithinBounds($0, held[$0]) }) else { return nil }
    let values = held.map { $0 ?? 0 }
    // Figures that were written down keep most rows to their last digits, and all of them to a solver's tolerance.
    for programme in [programme, withRoomOnTheLine(at: values)] {
      let rest = Restriction(programme, isFree: held.map { $0 == nil }, values: values, slack: HeldBase.lastDigits)
      let solution = try solved(rest.program)
      if !solution.primal.isEmpty { return rest.filled(values, with: solution.primal) }
    }
    return nil
  }

  /// The programme with room for rounding in the rows of the path that came about; what other paths decide keeps its rows.
  private func withRoomOnTheLine(at values: [Double]) -> LinearProgram {
    let line = Set(model.cameAbout), wide = programme.widened(at: values, by: HeldBase.rounding)
    var isElsewhere = [Bool](repeating: false, count: programme.rowCount)
    for (column, label) in draft.columnLabels.enumerated() {
      let path = label.key.pathIndex ?? label.key.node.map { model.timeline.nodes[$0].path } ?? 0
      guard !line.contains(path) else { continue }
      for entry in programme.entries(ofColumn: column) { isElsewhere[Int(programme.rowIndices[entry])] = true }
    }
    var roomy = programme
    for row in isElsewhere.indices where !isElsewhere[row] {
      (roomy.rowLower[row], roomy.rowUpper[row]) = (wide.rowLower[row], wide.rowUpper[row])
    }
    return roomy
  }

  private func isWithinBounds(_ column: Int, _ value: Double?) -> Bool {
    guard let value else { return true }
    let room = HeldBase.rounding * max(1, abs(value))
    return programme.columnLower[column] - room <= value && value <= programme.columnUpper[column] + room
  }
}
