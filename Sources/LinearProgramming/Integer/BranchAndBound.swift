/// Best-first branch and bound whose every leaf carries its own certificate.
///
/// A leaf's bound is the weak-duality bound of its relaxation within its own
/// column bounds, or infinity if verified Farkas multipliers prove it empty. The
/// least bound over open and closed leaves is certified for the programme. What
/// GLPK claims of a leaf is used for guidance only: a leaf whose check fails
/// keeps the bound of its parent.
///
/// Branching is on the column with the best product of pseudo-costs, the mean
/// gains seen so far per unit of rounding; before any are known, on the most
/// fractional column. Switches come before whole units.
struct BranchAndBound {
  let program: LinearProgram
  let dualBound: DualBound
  let nodeLimit: Int

  struct Node {
    var lower: [Int32: Double] = [:]
    var upper: [Int32: Double] = [:]
    var bound: Double
    var basis: Basis
    /// Order of creation; of equal bounds the younger goes first, to dive.
    var age = 0
    /// What this node was branched on, to learn its pseudo-cost.
    var branch: (column: Int, isUp: Bool, distance: Double)?
  }

  func run(on warm: WarmProblem, from basis: Basis, search: inout IntegerSearch) {
    var open = Heap()
    var costs = PseudoCosts(columnCount: program.columnCount)
    // The least bound of leaves that are closed for good.
    var closed = Double.infinity
    var visited = 0
    open.push(Node(bound: search.boundCertified ?? -.infinity, basis: basis))
    while let node = open.pop() {
      let floor = min(node.bound, closed)
      search.raise(boundCertified: min(floor, search.incumbent?.objective ?? .infinity))
      // The best open leaf cannot matter: then no leaf can.
      if search.isDone || node.bound >= search.cutoff || visited >= nodeLimit {
        closed = min(closed, node.bound)
        search.raise(boundCertified: min(closed, search.incumbent?.objective ?? .infinity))
        return
      }
      visited += 1
      search.nodes += 1
      search.monitor?.noteNode()
      let children = expand(node, on: warm, &costs, &closed, &search)
      for var child in children {
        child.age = search.nodes
        open.push(child)
      }
    }
    search.isExhausted = closed == .infinity
    let bound = min(closed, search.incumbent?.objective ?? .infinity)
    search.raise(boundCertified: bound)
  }

  /// Solves one node: its children, or none when it is a leaf for good.
  private func expand(
    _ node: Node, on warm: WarmProblem, _ costs: inout PseudoCosts, _ closed: inout Double,
    _ search: inout IntegerSearch
  ) -> [Node] {
    var (lower, upper) = (program.columnLower, program.columnUpper)
    for (j, value) in node.lower { lower[Int(j)] = value }
    for (j, value) in node.upper { upper[Int(j)] = value }
    let answer = warm.solve(
      lower: lower, upper: upper, basis: node.basis, deadline: search.limits.deadline,
      counting: &search.iterations)
    let box = dualBound.bounds.restricted(lower: lower, upper: upper)
    switch answer {
    case .none:
      closed = min(closed, node.bound)
      return []
    case .infeasible:
      if !isProvedEmpty(node, lower, upper, box, search) { closed = min(closed, node.bound) }
      return []
    case .optimal(let primal, let duals, let claimed, let basis):
      let bound = max(node.bound, dualBound.value(rowDuals: duals, within: box))
      learn(node, gain: claimed - node.bound, &costs)
      if bound >= search.cutoff {
        closed = min(closed, bound)
        return []
      }
      // Within the leaf's own bounds, which the simplex may miss by its tolerance: a column that is fixed branches no more.
      let point = primal.indices.map { min(max(primal[$0], lower[$0]), upper[$0]) }
      let fractional = switchesFirst(program.fractionalColumns(of: point))
      guard let column = costs.best(of: fractional, at: point) ?? leak(in: point, from: basis, bound, &search) else {
        if !isEmptiedByOneRow(point, box) { closed = min(closed, bound) }
        return []
      }
      return children(of: node, on: column, at: point[column], bound: bound, basis: basis)
    }
  }

  /// The switches among fractional columns; all of them where no switch is.
  ///
  /// What a switch decides moves the bound; a whole unit more or less hardly does, and there are many of them.
  private func switchesFirst(_ fractional: [Int]) -> [Int] {
    let switches = fractional.filter { program.columnUpper[$0] - program.columnLower[$0] <= 1 }
    return switches.isEmpty ? fractional : switches
  }

  /// Offers a point that is whole up to rounding; the column to branch on if that did not settle the leaf.
  ///
  /// Behind a great coefficient a switch of 1e-8 lets through what the switch at 0 does not, so a value that is nearly
  /// whole may have to be branched on like any other.
  private func leak(in primal: [Double], from basis: Basis, _ bound: Double, _ search: inout IntegerSearch) -> Int? {
    search.offer(primal, basis: basis)
    if bound >= search.cutoff || search.mustStop { return nil }
    let distance = { (j: Int) in abs(primal[j] - primal[j].rounded()) }
    let widest = (0..<program.columnCount).filter { program.isInteger[$0] }.max { distance($0) < distance($1) }
    return widest.flatMap { distance($0) > 0 ? $0 : nil }
  }

  /// Whether the row that a leaf's point misses most cannot be met within the leaf at all, though the simplex, which
  /// lets it off by its tolerance, saw no harm.
  private func isEmptiedByOneRow(_ point: [Double], _ box: ImpliedBounds) -> Bool {
    guard let row = Certificate(of: point, in: program).worstRow else { return false }
    var multipliers = [Double](repeating: 0, count: program.rowCount)
    multipliers[row] = 1
    return dualBound.provenInfeasible(multipliers: multipliers, within: box) != nil
  }

  private func learn(_ node: Node, gain: Double, _ costs: inout PseudoCosts) {
    guard let branch = node.branch, gain.isFinite else { return }
    costs.learn(
      branch.column, isUp: branch.isUp, gain: max(0, gain) / max(1e-6, branch.distance))
  }

  private func children(
    of node: Node, on column: Int, at value: Double, bound: Double, basis: Basis
  ) -> [Node] {
    let below = value.rounded(.down)
    var down = node
    down.bound = bound
    down.basis = basis
    var up = down
    down.upper[Int32(column)] = below
    down.branch = (column, false, value - below)
    up.lower[Int32(column)] = below + 1
    up.branch = (column, true, below + 1 - value)
    return value - below > 0.5 ? [down, up] : [up, down]
  }

  /// Proves that no point lies within the bounds, in a fresh problem: the proof
  /// wipes the objective. What the node's own basis does not prove, the ladder of
  /// a cold solve may.
  private func isProvedEmpty(
    _ node: Node, _ lower: [Double], _ upper: [Double], _ box: ImpliedBounds,
    _ search: IntegerSearch
  ) -> Bool {
    var leaf = program
    leaf.columnLower = lower
    leaf.columnUpper = upper
    guard let problem = GLPKProblem(leaf, limits: search.limits) else { return false }
    problem.setBasis(node.basis)
    if let multipliers = problem.farkas(deadline: search.limits.deadline),
      dualBound.provenInfeasible(multipliers: multipliers, within: box) != nil
    {
      return true
    }
    let answer = LinearSolve(leaf, gap: search.gap, startBasis: nil, limits: search.limits).run()
    return answer.termination == .infeasible
  }
}
