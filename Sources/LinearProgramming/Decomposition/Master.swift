/// The shared columns x, one column theta for each block, and every cut found so far.
///
///     minimise  c·x + sum_b theta_b
///
/// Its certified bound is one of the whole programme, since every cut is certified.
struct Master {
  let sharedCount: Int
  /// The rows of no block, in the whole cutProgram.
  let rows: [Int]
  private(set) var cuts: [Cut] = []
  private var cutProgram: CutProgram
  private let bounds: ImpliedBounds
  /// Positions in `cuts` of each block's optimality cuts.
  private var cutsOfBlock: [[Int]]

  /// Nil when a block's cost has no bound to begin with.
  init?(_ parts: BlockParts, _ recourses: [Recourse], implied: ImpliedBounds) {
    var base = parts.shared.program
    for recourse in recourses {
      let (least, most) = recourse.costBounds
      guard least.isFinite else { return nil }
      base.columnLower.append(least)
      base.columnUpper.append(most)
      base.objective.append(1)
      base.isInteger.append(false)
      base.columnStarts.append(base.values.count)
    }
    sharedCount = parts.shared.columns.count
    rows = parts.shared.rows
    bounds = ImpliedBounds(of: base, passes: 0).restricted(to: implied.of(parts.shared.columns))
    cutProgram = CutProgram(base, firstCost: sharedCount)
    cutsOfBlock = recourses.map { _ in [] }
  }

  /// Without the cuts.
  var base: LinearProgram { cutProgram.base }

  var program: LinearProgram { cutProgram.program }

  mutating func add(_ cut: Cut) {
    if cut.isOptimality { cutsOfBlock[cut.block].append(cuts.count) }
    cuts.append(cut)
    cutProgram.add(cut)
  }

  /// What the cuts say of a block's cost at x.
  func cost(ofBlock block: Int, at x: [Double]) -> Double {
    cutsOfBlock[block].reduce(base.columnLower[sharedCount + block]) { max($0, cuts[$1].value(at: x)) }
  }

  mutating func solve(gap: Double, limits: Limits) -> Solution {
    let program = program.relaxed
    let answer = LinearSolve(
      program, gap: gap, startBasis: cutProgram.basis, limits: limits,
      dualBound: DualBound(program: program, bounds: bounds, limits: limits)
    ).run()
    cutProgram.basis = answer.basis ?? cutProgram.basis
    return answer
  }

  /// Multipliers of the master's rows as multipliers of the whole programme's: those of the blocks are what the cuts
  /// were made of, each as often as the cut counts.
  func rowDuals(_ duals: [Double], _ recourses: [Recourse], rowCount: Int) -> [Double] {
    var whole = [Double](repeating: 0, count: rowCount)
    for (row, dual) in zip(rows, duals) { whole[row] = dual }
    // Cuts younger than the duals take no part.
    for (cut, weight) in zip(cuts, duals.dropFirst(rows.count)) where weight != 0 {
      for (row, dual) in zip(recourses[cut.block].rows, cut.rowDuals) { whole[row] += weight * dual }
    }
    return whole
  }
}

extension Recourse {
  /// What the block's own columns cost at least and at most, whatever the rows say.
  fileprivate var costBounds: (Double, Double) {
    var (least, saving) = (EnclosedSum(), EnclosedSum())
    for j in shared.count..<program.columnCount {
      let cost = program.objective[j]
      least.addLeast(of: cost, cost, over: bounds.lower[j], bounds.upper[j])
      saving.addLeast(of: -cost, -cost, over: bounds.lower[j], bounds.upper[j])
    }
    return (least.lower, -saving.lower)
  }
}
