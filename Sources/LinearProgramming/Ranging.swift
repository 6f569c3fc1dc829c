/// The ratio test behind `SolverSession.rightHandSideRange`.
///
/// While non-basic rows move at rates v, GLPK's equation (I | -A)(r; x) = 0 asks
/// of the basic variables B w = -v. Each basic variable then walks at rate w_k
/// towards one of its bounds, and the first to arrive ends the range.
struct Ranging {
  let program: LinearProgram
  let answer: Solution

  /// Rates below this, relative to the greatest, are noise of the factorisation.
  private static let noise = 1e-11

  func range(
    along direction: [(row: Int, perUnit: Double)], problem: GLPKProblem
  ) -> (decrease: Double, increase: Double)? {
    guard let basis = answer.basis, !direction.isEmpty else { return nil }
    for (row, perUnit) in direction {
      guard row >= 0 && row < program.rowCount && perUnit.isFinite else { return nil }
      if basis.rows[row] == .basic || basis.rows[row] == .free { return nil }
    }
    guard let rates = problem.basicRates(moving: direction) else { return nil }
    return (
      decrease: reach(-1, rates, basis, direction), increase: reach(1, rates, basis, direction)
    )
  }

  private func reach(
    _ sign: Double, _ rates: (rows: [Double], columns: [Double]), _ basis: Basis,
    _ direction: [(row: Int, perUnit: Double)]
  ) -> Double {
    let greatest = (rates.rows + rates.columns).reduce(1) { max($0, abs($1)) }
    let silent = Self.noise * greatest
    var reach = Double.infinity
    for i in 0..<program.rowCount where basis.rows[i] == .basic && abs(rates.rows[i]) > silent {
      reach = min(
        reach,
        time(answer.rowActivity[i], sign * rates.rows[i], program.rowLower[i], program.rowUpper[i])
      )
    }
    for j in 0..<program.columnCount
    where basis.columns[j] == .basic && abs(rates.columns[j]) > silent {
      reach = min(
        reach,
        time(
          answer.primal[j], sign * rates.columns[j], program.columnLower[j],
          program.columnUpper[j]))
    }
    for (row, perUnit) in direction where perUnit != 0 {
      reach = min(reach, crossing(row, sign * perUnit, basis.rows[row]))
    }
    return reach
  }

  /// When a variable that starts at `value` meets the bound ahead of it. One that
  /// is at the bound, or beyond it by a rounding error, meets it at once.
  private func time(_ value: Double, _ rate: Double, _ lower: Double, _ upper: Double) -> Double {
    let bound = rate > 0 ? upper : lower
    guard bound.isFinite else { return .infinity }
    let distance = rate > 0 ? upper - value : value - lower
    if distance <= 1e-9 * max(1, abs(bound)) { return 0 }
    return distance / abs(rate)
  }

  /// When a moving bound meets the row's other bound.
  private func crossing(_ row: Int, _ rate: Double, _ status: Basis.Status) -> Double {
    let width = program.rowUpper[row] - program.rowLower[row]
    let closes = (status == .atUpper && rate < 0) || (status == .atLower && rate > 0)
    return closes && width.isFinite ? width / abs(rate) : .infinity
  }
}
