import LinearProgramming

extension Formulation {
  /// The incumbent gone on with in everything, with the best of what it leaves open: what is decided after notices to come;
  /// nil where it does not stand any more.
  func incumbentStanding(_ solved: (LinearProgram) throws -> Solution) rethrows -> [Double]? {
    let held = asItWas
    guard !held.isEmpty, held.indices.allSatisfy({ isWithinBounds($0, held[$0]) }) else { return nil }
    let values = held.map { $0 ?? 0 }
    // Figures that were written down keep most rows to their last digits, and all of them to a solver's tolerance.
    for slack in [1e-11, HeldBase.rounding] {
      let rest = Restriction(programme, isFree: held.map { $0 == nil }, values: values, slack: slack)
      let solution = try solved(rest.program)
      if !solution.primal.isEmpty { return rest.filled(values, with: solution.primal) }
    }
    return nil
  }

  private func isWithinBounds(_ column: Int, _ value: Double?) -> Bool {
    guard let value else { return true }
    let room = HeldBase.rounding * max(1, abs(value))
    return programme.columnLower[column] - room <= value && value <= programme.columnUpper[column] + room
  }
}
