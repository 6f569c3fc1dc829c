/// Finds the point nearest the best one at which the cuts promise to reach a level.
///
///     minimise    delta
///     subject to  c·x + sum_b theta_b <= level,  the master's rows and cuts
///                 |x_j - best_j| <= delta (u_j - l_j)
///
/// It is the least trust region that holds such a point, with its point: the level says how much to ask of a step, and
/// the region follows. Lemarechal, Nemirovskii and Nesterov 1995, with the largest share of a range as distance.
struct LevelStep {
  private var cuts: CutProgram
  private let sharedCount: Int
  private let levelRow: Int
  /// The shared columns that can move; each has two rows after that of the level.
  private let movable: [Int]

  init(_ master: LinearProgram, sharedCount: Int) {
    self.sharedCount = sharedCount
    levelRow = master.rowCount
    movable = (0..<sharedCount).filter { master.columnUpper[$0] - master.columnLower[$0] > 0 }
    cuts = CutProgram(Self.program(master, movable), firstCost: sharedCount)
  }

  mutating func add(_ cut: Cut) { cuts.add(cut) }

  /// Nil where the simplex finds no such point.
  mutating func point(from best: [Double], level: Double, limits: Limits) -> [Double]? {
    cuts.base.rowUpper[levelRow] = level - cuts.base.objectiveConstant
    for (k, j) in movable.enumerated() {
      cuts.base.rowUpper[levelRow + 1 + 2 * k] = best[j]
      cuts.base.rowLower[levelRow + 2 + 2 * k] = best[j]
    }
    let program = cuts.program
    guard let problem = GLPKProblem(program, limits: limits) else { return nil }
    problem.setBasis(cuts.basis ?? .slack(of: program))
    let outcome = problem.simplex(.init(), deadline: limits.deadline)
    guard outcome.claim == .optimal, let point = problem.read() else { return nil }
    cuts.basis = problem.basis
    return (0..<sharedCount).map { min(max(point.primal[$0], program.columnLower[$0]), program.columnUpper[$0]) }
  }

  private static func program(_ master: LinearProgram, _ movable: [Int]) -> LinearProgram {
    var program = master
    program.objective = master.objective.map { _ in 0 } + [1]
    program.columnLower.append(0)
    program.columnUpper.append(1)
    program.isInteger = program.objective.map { _ in false }
    program.rowLower += [-.infinity] + movable.flatMap { _ in [-.infinity, 0] }
    program.rowUpper += [.infinity] + movable.flatMap { _ in [0, .infinity] }
    let place = Dictionary(uniqueKeysWithValues: zip(movable, 0...))
    var columns = master.objective.indices.map { j in
      var column = master.entries(ofColumn: j).map { (master.rowIndices[$0], master.values[$0]) }
      if master.objective[j] != 0 { column.append((Int32(master.rowCount), master.objective[j])) }
      if let k = place[j] { column += distanceRows(k, after: master.rowCount).map { ($0, 1) } }
      return column
    }
    columns.append(
      movable.enumerated().flatMap { k, j in
        let range = master.columnUpper[j] - master.columnLower[j]
        return zip(distanceRows(k, after: master.rowCount), [-range, range]).map { ($0, $1) }
      })
    program.columnStarts = columns.reduce(into: [0]) { $0.append($0.last! + $1.count) }
    program.rowIndices = columns.flatMap { $0.map(\.0) }
    program.values = columns.flatMap { $0.map(\.1) }
    return program
  }

  private static func distanceRows(_ place: Int, after levelRow: Int) -> [Int32] {
    [Int32(levelRow + 1 + 2 * place), Int32(levelRow + 2 + 2 * place)]
  }
}
