import Fleet
import LinearProgramming

/// What one more and one fewer unit of each limit is worth, each side with how far it holds.
struct Prices: Sendable {
  /// One side of a price: USD of objective per row unit, and how far the limit may move that way.
  struct Side: Sendable, Hashable {
    let usd: Double
    let reach: Double
  }

  /// By row: up, down. Rows that do not bind are absent.
  private(set) var sides: [Int: (up: Side?, down: Side?)] = [:]

  /// Prices of a solved programme, its integers fixed where they are.
  ///
  /// The dual of a binding row holds on a side only if the basis survives a step that way; where a degenerate basis
  /// does not, the limit is moved a little, solved again, and the dual there is taken once its own basis reaches back.
  /// A side for which that fails stays unknown.
  init(_ formulation: Formulation, _ solution: Solution) throws {
    let programme = formulation.programme.fixingIntegers(at: solution.primal)
    let session = try SolverSession(programme)
    defer { session.close() }
    if let basis = solution.basis { try session.setBasis(basis) }
    let optimum = session.solve()
    guard optimum.termination == .optimal, let basis = optimum.basis else { return }
    let scale = max(1, abs(optimum.objective ?? 1))
    var unsettled: [Int] = []
    for (row, label) in formulation.draft.rowLabels.enumerated() where label.isLimit {
      let dual = optimum.rowDuals[row]
      guard abs(dual) * max(1, abs(optimum.rowActivity[row])) > 1e-9 * scale else { continue }
      let range = session.rightHandSideRange(row: row)
      let up = (range?.increase ?? 0) > 0 ? Side(usd: -dual, reach: range!.increase) : nil
      let down = (range?.decrease ?? 0) > 0 ? Side(usd: -dual, reach: range!.decrease) : nil
      sides[row] = (up, down)
      if up == nil || down == nil { unsettled.append(row) }
    }
    for row in unsettled {
      if sides[row]!.up == nil { sides[row]!.up = try step(row, +1, programme, session, basis) }
      if sides[row]!.down == nil { sides[row]!.down = try step(row, -1, programme, session, basis) }
    }
  }

  private func step(
    _ row: Int, _ direction: Double, _ programme: LinearProgram, _ session: SolverSession, _ basis: Basis
  ) throws -> Side? {
    let lower = programme.rowLower[row], upper = programme.rowUpper[row]
    let limit = upper.isFinite ? upper : lower
    var distance = 1e-3 * max(1, abs(limit))
    defer {
      try? session.setRowBounds(row, lower: lower, upper: upper)
      try? session.setBasis(basis)
    }
    for _ in 0..<3 {
      let moved = direction * distance
      try session.setRowBounds(row, lower: lower + moved, upper: upper + moved)
      let solution = session.solve()
      guard solution.termination == .optimal else { return nil }
      if let range = session.rightHandSideRange(row: row) {
        let back = direction > 0 ? range.decrease : range.increase
        let on = direction > 0 ? range.increase : range.decrease
        if back >= distance * (1 - 1e-6) { return Side(usd: -solution.rowDuals[row], reach: distance + on) }
      } else if solution.rowDuals[row] == 0 {
        return Side(usd: 0, reach: distance)
      }
      distance /= 16
    }
    return nil
  }
}

extension LinearProgram {
  /// The same programme with every integer column held at its value, rounded: its prices are prices with integers fixed.
  func fixingIntegers(at values: [Double]) -> LinearProgram {
    var fixed = self
    for column in 0..<columnCount where isInteger[column] {
      fixed.columnLower[column] = values[column].rounded()
      fixed.columnUpper[column] = values[column].rounded()
      fixed.isInteger[column] = false
    }
    return fixed
  }
}
