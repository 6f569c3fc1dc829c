/// One step of iterative refinement of the point of an optimal basis.
///
/// The simplex meets the equations of its basis to some 1e-12 of their terms: a row of 1e7 may end 1e-5 off the bound it
/// rests on, which no tolerance and no other path of pivots cures. Here every row that is not basic moves from its
/// activity, summed in double-double, to its bound, and the basic columns follow by the factorised basis. Source:
/// Wilkinson, Rounding Errors in Algebraic Processes, 1963.
struct Refinement {
  let program: LinearProgram
  let basis: Basis

  init?(_ program: LinearProgram, of problem: GLPKProblem) {
    guard let basis = problem.basis else { return nil }
    (self.program, self.basis) = (program, basis)
  }

  /// Nil where nothing is off, or the problem is not at an optimal basis.
  func refined(_ primal: [Double], activity: [Double], by problem: GLPKProblem) -> [Double]? {
    let moves = basis.rows.indices.compactMap { i in
      bound(of: i).map { (row: i, perUnit: $0 - activity[i]) }
    }.filter { $0.perUnit != 0 }
    guard !moves.isEmpty, let rates = problem.basicRates(moving: moves) else { return nil }
    return zip(primal, rates.columns).map { $0 + $1 }
  }

  /// What a row rests on; nil for one that is basic or free.
  private func bound(of row: Int) -> Double? {
    switch basis.rows[row] {
    case .atLower, .fixed: program.rowLower[row]
    case .atUpper: program.rowUpper[row]
    case .basic, .free: nil
    }
  }
}
