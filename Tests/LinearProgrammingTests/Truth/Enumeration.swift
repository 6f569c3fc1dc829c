@testable import LinearProgramming

/// What is true of a programme, found by looking at every corner.
enum Truth: Equatable {
  /// Degenerate: more bounds meet in some optimal corner than are needed to tell it.
  case optimal(Fraction, isDegenerate: Bool)
  case infeasible
  case unbounded

  init(_ program: LinearProgram) {
    self = ExactProgram(program).truth(integers: program.isInteger.indices.filter { program.isInteger[$0] })
  }

  var termination: Termination {
    switch self {
    case .optimal: .optimal
    case .infeasible: .infeasible
    case .unbounded: .unbounded
    }
  }

  var optimum: Fraction? { if case .optimal(let value, _) = self { value } else { nil } }

  /// The better of two parts of one programme.
  fileprivate func orBetter(_ other: Truth) -> Truth {
    switch (self, other) {
    case (.unbounded, _), (_, .infeasible): self
    case (_, .unbounded), (.infeasible, _): other
    case (.optimal(let a, _), .optimal(let b, _)): b < a ? other : self
    }
  }
}

extension ExactProgram {
  /// Enumerates the whole values of the integer columns, and the corners of what is left.
  func truth(integers: [Int]) -> Truth {
    guard let j = integers.last else { return truth }
    var best = Truth.infeasible
    var value = columnLower[j]!
    while value <= columnUpper[j]! {
      best = best.orBetter(fixing(j, at: value).truth(integers: integers.dropLast()))
      value += Exact(1)
    }
    return best
  }

  /// A feasible programme has a basic feasible point; it is unbounded exactly if a step of its recession cone gains;
  /// and if not, its least objective is that of a basic point. So it is enough to look at the basic points.
  private var truth: Truth {
    let best = Corners(self).best
    guard case .optimal = best, columnLower.contains(nil) || columnUpper.contains(nil) else { return best }
    if case .optimal(let gain, _) = Corners(recession).best, gain.numerator.sign < 0 { return .unbounded }
    return best
  }
}

/// The basic points: k rows held at one of their bounds give the values of k columns, while every other column sits at
/// one of its bounds, or at 0 if it has none.
private struct Corners {
  let program: ExactProgram
  private(set) var best = Truth.infeasible

  init(_ program: ExactProgram) {
    self.program = program
    let sided = program.rows.indices.filter { program.rowLower[$0] != nil || program.rowUpper[$0] != nil }
    let movable = program.cost.indices.filter {
      program.columnLower[$0] == nil || program.columnLower[$0] != program.columnUpper[$0]
    }
    for size in 0...min(sided.count, movable.count) {
      for columns in subsets(of: movable, size) {
        for rows in subsets(of: sided, size) { visit(rows, columns) }
      }
    }
  }

  private mutating func visit(_ rows: [Int], _ columns: [Int]) {
    let block = rows.map { i in columns.map { program.rows[i][$0] } }
    let determinant = determinant(block)
    guard determinant.sign != 0 else { return }
    let adjugate = adjugate(block, negated: determinant.sign < 0)
    let resting = program.cost.indices.filter { !columns.contains($0) }
    let columnSides = resting.map { sides(program.columnLower[$0], program.columnUpper[$0]) }
    let rowSides = rows.map { sides(program.rowLower[$0], program.rowUpper[$0]) }
    for rest in choices(of: columnSides) {
      var point = [Exact](repeating: .zero, count: program.cost.count)
      for (j, value) in zip(resting, rest) { point[j] = value * determinant.magnitude }
      let taken = rows.map { i in product(resting.map { program.rows[i][$0] }, rest) }
      for held in choices(of: rowSides) {
        let sides = zip(held, taken).map { $0 - $1 }
        for (k, j) in columns.enumerated() { point[j] = product(adjugate[k], sides) }
        judge(point, over: determinant.magnitude, held: rows, basic: columns)
      }
    }
  }

  /// Keeps the point, whose values are over `scale`, if it is feasible and the best so far.
  private mutating func judge(_ point: [Exact], over scale: Exact, held: [Int], basic: [Int]) {
    var isDegenerate = false
    for j in basic {
      guard let slack = slack(point[j], program.columnLower[j], program.columnUpper[j], scale) else { return }
      if slack == 0 { isDegenerate = true }
    }
    for i in program.rows.indices where !held.contains(i) {
      let activity = program.activity(i, at: point)
      guard let slack = slack(activity, program.rowLower[i], program.rowUpper[i], scale) else { return }
      if slack == 0 { isDegenerate = true }
    }
    let objective = Fraction(product(program.cost, point) + program.constant * scale, over: scale)
    if let known = best.optimum, known < objective || (known == objective && !isDegenerate) { return }
    best = .optimal(objective, isDegenerate: isDegenerate)
  }

  /// 0 at a bound, 1 between the bounds, nil outside.
  private func slack(_ value: Exact, _ lower: Exact?, _ upper: Exact?, _ scale: Exact) -> Int? {
    let below = lower.map { (value - $0 * scale).sign } ?? 1
    let above = upper.map { ($0 * scale - value).sign } ?? 1
    return min(below, above) < 0 ? nil : min(below, above)
  }

  private func sides(_ lower: Exact?, _ upper: Exact?) -> [Exact] {
    guard let lower, let upper else { return [lower ?? upper ?? .zero] }
    return lower == upper ? [lower] : [lower, upper]
  }
}
