/// What a block's duals say of every choice of the shared columns x at once.
///
///     optimality    theta >= constant + slopes·x     theta is at least the block's cost
///     feasibility       0 >= constant + slopes·x     otherwise the block has no point
///
/// By weak duality, for any row duals y of the block and r = c - W'y,
///
///     cost(x) >= y·(h - T x) + sum_j min(r_j l_j, r_j u_j)
///
/// and the same with c = 0 for feasibility. The constant is enclosed and its lower end taken, and what the slopes lose
/// when they are rounded to doubles is charged to it over the bounds of x. So a cut holds whatever the simplex erred in,
/// and a bound on the programme of all cuts is a bound on the programme.
struct Cut: Sendable {
  let block: Int
  let isOptimality: Bool
  let constant: Double
  /// By position among the shared columns.
  let slopes: [(column: Int, slope: Double)]
  /// What was multiplied into the block's rows.
  let rowDuals: [Double]

  /// Slopes smaller than this share of the largest are what rounding leaves of 0.
  private static let noise = 0x1p-42

  init(_ rowDuals: [Double], of recourse: Recourse, isOptimality: Bool, limits: Limits) {
    let program = recourse.program
    let costs = isOptimality ? program.objective : [Double](repeating: 0, count: program.columnCount)
    var repair = DualRepair(program: program, objective: costs, bounds: recourse.bounds, rowDuals: rowDuals)
    repair.run(limits)
    var constant = EnclosedSum()
    for (i, dual) in repair.duals.enumerated() where dual.high != 0 {
      constant.addProduct(dual.high > 0 ? program.rowLower[i] : program.rowUpper[i], dual)
    }
    let reducedCosts = (0..<program.columnCount).map { repair.reducedCost($0) }
    let links = recourse.shared.indices
    let largest = links.reduce(0) { max($0, abs(reducedCosts[$1].low)) }
    var slopes: [(column: Int, slope: Double)] = []
    for (j, (low, high)) in reducedCosts.enumerated() {
      let middle = low / 2 + high / 2
      let slope = j < links.count && abs(middle) > Self.noise * largest ? middle : 0
      if slope != 0 { slopes.append((recourse.shared[j], slope)) }
      let (below, above) = low == slope && high == slope ? (0, 0) : ((low - slope).nextDown, (high - slope).nextUp)
      constant.addLeast(of: below, above, over: recourse.bounds.lower[j], recourse.bounds.upper[j])
    }
    block = recourse.block
    self.isOptimality = isOptimality
    self.constant = constant.lower
    self.slopes = slopes
    self.rowDuals = repair.duals.map(\.high)
  }

  /// `constant + slopes·x`.
  func value(at x: [Double]) -> Double { slopes.reduce(constant) { $0 + $1.slope * x[$1.column] } }
}

extension Cut {
  /// Whether a feasibility cut shuts x out, by a share of the cut's terms.
  func isViolated(at x: [Double], by share: Double) -> Bool {
    value(at: x) > share * slopes.reduce(abs(constant)) { $0 + abs($1.slope * x[$1.column]) }
  }
}
