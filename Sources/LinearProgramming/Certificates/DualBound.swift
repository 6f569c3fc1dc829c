/// A lower bound on a minimisation that holds whatever the duals are.
///
/// For any row duals y and r = c - A'y,
///
///     c·x = y·(A x) + r·x
///        >= sum_i min(y_i L_i, y_i U_i) + sum_j min(r_j l_j, r_j u_j)
///
/// for every feasible x. Duals whose sign points at a missing row bound are set
/// to 0 first. Every sum is enclosed (`EnclosedSum`) and the lower end taken, so
/// that rounding cannot make the bound too good. At the duals of an optimum the
/// bound meets the objective up to rounding.
///
/// Column bounds come from `ImpliedBounds`. Where a column still has none on the
/// side its reduced cost points at, `DualRepair` moves the duals a little; if
/// that fails, the bound is `-infinity`.
///
/// One thing is taken for granted: a column without any bound on one side, given
/// or implied, does not exceed `nominalBound` there. It costs the bound nothing
/// noticeable, since the repaired reduced cost is nil to some 20 digits.
struct DualBound {
  static let nominalBound = 1e12

  let program: LinearProgram
  let bounds: ImpliedBounds
  private let limits: Limits

  /// - Parameter limits: once they hold, no second pass is begun of anything: the bound may be weaker, never wrong.
  init(program: LinearProgram, bounds: ImpliedBounds? = nil, limits: Limits = .none) {
    self.program = program
    self.limits = limits
    self.bounds = bounds ?? ImpliedBounds(of: program, limits: limits)
  }

  /// The bound from the row duals `duals`, with the objective's constant.
  func value(rowDuals duals: [Double], within restricted: ImpliedBounds? = nil) -> Double {
    value(
      rowDuals: duals, objective: program.objective, constant: program.objectiveConstant,
      within: restricted ?? bounds)
  }

  /// Whether the multipliers, or their opposites, prove that no point exists.
  ///
  /// With no objective the bound above is at most 0 if anything is feasible. A
  /// bound above 0 is the proof; the multipliers that gave it are returned, 0 where
  /// they would point at a missing bound, scaled so that the largest is 1 in size.
  /// The programme's own bounds are tried first: what rows imply already holds the
  /// conflict, so that within it even multipliers that tell nothing may pass.
  func provenInfeasible(
    multipliers: [Double], within restricted: ImpliedBounds? = nil
  ) -> [Double]? {
    for box in restricted.map({ [$0] }) ?? [ImpliedBounds(of: program, passes: 0), bounds] {
      for sign in [1.0, -1.0] {
        let proof = proofOfInfeasibility(multipliers.map { sign * $0 }, within: box)
        if let proof { return proof }
        if limits.mustStop { return nil }
      }
    }
    return nil
  }

  private func proofOfInfeasibility(_ multipliers: [Double], within box: ImpliedBounds) -> [Double]? {
    let pointed = program.projected(rowDuals: multipliers)
    let size = pointed.reduce(0) { max($0, abs($1)) }
    guard size > 0 else { return nil }
    let nothing = [Double](repeating: 0, count: program.columnCount)
    // Entries that are noise of the factorisation spoil an otherwise clean proof.
    for cutoff in [0, 1e-11, 1e-9] {
      let scaled = pointed.map { abs($0) <= cutoff * size ? 0 : $0 / size }
      if value(rowDuals: scaled, objective: nothing, constant: 0, within: box) > 0 { return scaled }
    }
    return nil
  }

  private func value(
    rowDuals: [Double], objective: [Double], constant: Double, within bounds: ImpliedBounds
  ) -> Double {
    guard rowDuals.count == program.rowCount else { return -.infinity }
    var repair = DualRepair(
      program: program, objective: objective, bounds: bounds, rowDuals: rowDuals)
    repair.run(limits)
    var total = EnclosedSum()
    total.add(constant)
    for (i, dual) in repair.duals.enumerated() where dual.high != 0 {
      total.addProduct(dual.high > 0 ? program.rowLower[i] : program.rowUpper[i], dual)
    }
    for j in 0..<program.columnCount {
      let (low, high) = repair.reducedCost(j)
      total.addLeast(of: low, high, over: bounds.lower[j], bounds.upper[j])
    }
    return total.lower
  }
}

extension EnclosedSum {
  /// Adds the least of `r x` over r in [low, high] and x in [lower, upper].
  mutating func addLeast(of low: Double, _ high: Double, over lower: Double, _ upper: Double) {
    if low == 0 && high == 0 { return }
    let below = max(lower, -DualBound.nominalBound)
    let above = min(upper, DualBound.nominalBound)
    // Only a reduced cost that is nil but for its last bits may meet a nominal bound.
    let negligible = max(abs(low), abs(high)) <= DualRepair.negligible
    if !negligible && ((low < 0 && upper == .infinity) || (high > 0 && lower == -.infinity)) {
      add(-.infinity)
      return
    }
    // By the exact products: of two that round to the same double, one may be the lesser.
    func product(_ pair: (Double, Double)) -> (Double, Double) {
      let rounded = pair.0 * pair.1
      return (rounded, (-rounded).addingProduct(pair.0, pair.1))
    }
    let least = [(low, below), (low, above), (high, below), (high, above)].min { product($0) < product($1) }!
    addProduct(least.0, least.1)
  }
}
