@testable import LinearProgramming

/// What is wrong with an answer, each in a few words; empty when it is right.
///
/// Everything is put into the programme's own numbers exactly: the only tolerances are the ones stated here.
struct Faults {
  /// Of the objective, relative to the greater of it and 1.
  static let ofObjective = 1e-9
  /// Of bounds, activities and prices, relative to the greater of the bound and 1.
  static let ofPoint = 1e-9

  let program: LinearProgram
  let exact: ExactProgram
  let answer: Solution
  let truth: Truth
  private(set) var found: [String] = []

  init(_ answer: Solution, to program: LinearProgram, truth: Truth) {
    self.program = program
    self.answer = answer
    self.truth = truth
    exact = ExactProgram(program)
    if answer.termination != truth.termination {
      found.append("called \(answer.termination.rawValue) (\(answer.detail)), is \(truth)")
      return
    }
    switch truth {
    case .optimal(let optimum, _): checkOptimum(optimum)
    case .infeasible: checkConflict()
    case .unbounded: checkNothingIsPublished()
    }
  }

  private mutating func demand(_ holds: Bool, _ fault: @autoclosure () -> String) {
    if !holds { found.append(fault()) }
  }

  private mutating func checkNothingIsPublished() {
    demand(answer.objective == nil && answer.primal.isEmpty && answer.boundCertified == nil, "publishes a point")
  }

  /// An infeasible relaxation carries its proof; an exhausted tree of whole points does not.
  private mutating func checkConflict() {
    checkNothingIsPublished()
    guard let multipliers = answer.farkas else {
      demand(program.integerCount > 0, "no proof of infeasibility")
      return
    }
    let proof = [multipliers.map { Exact($0) }, ratios(multipliers)]
    demand(proof.contains(where: exact.isRefuted), "\(multipliers) prove nothing")
  }

  private mutating func checkOptimum(_ optimum: Fraction) {
    guard let objective = answer.objective, let bound = answer.boundCertified else {
      found.append("no objective, or no bound")
      return
    }
    demand(optimum.isNear(objective, Self.ofObjective), "objective \(objective), is \(optimum)")
    demand(Fraction(Exact(bound)) <= optimum, "bound \(bound) above the optimum \(optimum)")
    found += pointFaults(answer, in: program, tolerance: Self.ofPoint)
    checkPrices()
  }

  /// Reduced costs are c - A'y, and each price points at a bound that its row or column rests on. The prices of an
  /// integer programme hold the whole columns fixed, so those may point anywhere.
  private mutating func checkPrices() {
    let duals = answer.rowDuals.map { Exact($0) }
    for i in exact.rows.indices {
      checkSign(answer.rowDuals[i], answer.rowActivity[i], program.rowLower[i], program.rowUpper[i], "row \(i)")
    }
    for j in exact.cost.indices {
      let price = exact.cost[j] - product(duals, exact.rows.map { $0[j] })
      demand(Fraction(price).isNear(answer.reducedCosts[j], Self.ofPoint), "reduced cost of column \(j)")
      if program.isInteger[j] { continue }
      checkSign(answer.reducedCosts[j], answer.primal[j], program.columnLower[j], program.columnUpper[j], "column \(j)")
    }
  }

  private mutating func checkSign(
    _ price: Double, _ value: Double, _ lower: Double, _ upper: Double, _ place: String
  ) {
    if abs(price) <= Self.ofPoint { return }
    let side = price > 0 ? lower : upper
    demand(abs(value - side) <= Self.ofPoint * max(1, abs(side)), "price \(price) of \(place), which is at \(value)")
  }
}

/// Whether the published point is in the programme, whole where it must be, and has the objective and the activities
/// that are printed beside it.
///
/// - Parameter isRelative: Whether the tolerance is relative to the greater of a bound and 1.
func pointFaults(
  _ answer: Solution, in program: LinearProgram, tolerance: Double, isRelative: Bool = true
) -> [String] {
  let slack = { (bound: Exact) in Exact(tolerance) * (isRelative ? max(Exact(1), bound.magnitude) : Exact(1)) }
  let isWithin = { (value: Exact, lower: Exact?, upper: Exact?) in
    lower.map { value >= $0 - slack($0) } ?? true && upper.map { value <= $0 + slack($0) } ?? true
  }
  let exact = ExactProgram(program)
  let point = answer.primal.map { Exact($0) }
  var faults: [String] = []
  for j in point.indices {
    if program.isInteger[j] && answer.primal[j] != answer.primal[j].rounded() { faults.append("column \(j) not whole") }
    if !isWithin(point[j], exact.columnLower[j], exact.columnUpper[j]) {
      faults.append("column \(j) outside")
    }
  }
  for i in exact.rows.indices {
    let activity = exact.activity(i, at: point)
    if !isWithin(activity, exact.rowLower[i], exact.rowUpper[i]) { faults.append("row \(i) broken") }
    if !Fraction(activity).isNear(answer.rowActivity[i], 1e-14) { faults.append("activity of row \(i) misprinted") }
  }
  let objective = Fraction(product(exact.cost, point) + exact.constant)
  if !objective.isNear(answer.objective ?? .greatestFiniteMagnitude, 1e-14) { faults.append("objective misprinted") }
  return faults
}

/// The numbers as multiples of one, each the simplest fraction within 1e-9: a proof in thirds cannot be told exactly in
/// doubles, but is easily read from them.
private func ratios(_ values: [Double]) -> [Exact] {
  let fractions = values.map(simplestFraction)
  return fractions.indices.map { k in
    fractions.indices.reduce(Exact(fractions[k].above)) { $1 == k ? $0 : $0 * Exact(fractions[$1].below) }
  }
}

private func simplestFraction(near value: Double) -> (above: Int, below: Int) {
  var (before, now) = ((above: 1, below: 0), (above: Int(value.rounded(.down)), below: 1))
  var rest = value - value.rounded(.down)
  while abs(Double(now.above) / Double(now.below) - value) > 1e-9 {
    let digit = (1 / rest).rounded(.down)
    rest = 1 / rest - digit
    let next = (above: Int(digit) * now.above + before.above, below: Int(digit) * now.below + before.below)
    (before, now) = (now, next)
  }
  return now
}
