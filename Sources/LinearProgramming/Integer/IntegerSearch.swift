/// What an integer search has found so far.
struct IntegerSearch {
  let program: LinearProgram
  let gap: Double
  let limits: Limits
  /// Solved first; the source of the first bound and of every start.
  let relaxation: Solution

  /// The best point, as the checked solution with its integers fixed.
  private(set) var incumbent: Solution?
  private(set) var boundCertified: Double?
  private(set) var boundClaimed: Double?
  /// A tree was searched to the end with every leaf proved.
  var isExhausted = false
  /// A problem inside GLPK hit the memory limit; what was found before stands.
  var ranOutOfMemory = false
  var nodes = 0
  var iterations: Int

  init(
    program: LinearProgram, gap: Double, limits: Limits, relaxation: Solution
  ) {
    self.program = program
    self.gap = gap
    self.limits = limits
    self.relaxation = relaxation
    boundCertified = relaxation.boundCertified
    boundClaimed = relaxation.objective
    iterations = relaxation.iterations
    boundCertified.map { monitor?.note(bound: $0) }
  }

  /// Whether the gap is certified, or the search must end.
  var isDone: Bool { isCertified || mustStop }

  var mustStop: Bool { limits.mustStop || ranOutOfMemory }

  var monitor: Monitor? { limits.monitor }

  var isCertified: Bool {
    guard let objective = incumbent?.objective, let boundCertified else { return false }
    return relativeGap(objective: objective, bound: boundCertified) <= gap
      || boundCertified >= objective
  }

  /// The bound at which a leaf cannot matter any more. Infinite without an incumbent.
  var cutoff: Double {
    guard let objective = incumbent?.objective else { return .infinity }
    return objective - 0.999 * gap * max(1, abs(objective))
  }

  mutating func raise(boundCertified bound: Double) {
    guard bound > boundCertified ?? -.infinity, bound.isFinite else { return }
    boundCertified = bound
    monitor?.note(bound: bound)
  }

  mutating func raise(boundClaimed bound: Double) {
    boundClaimed = max(bound, boundClaimed ?? -.infinity)
  }

  /// Offers a point whose integer columns are whole or nearly so.
  ///
  /// The integers are rounded and fixed, the linear programme is solved again
  /// from `basis`, and only a checked, strictly better point is kept. If the end
  /// comes before that solve is done, the point itself is kept, if it passes; it
  /// then has no duals. Returns whether the incumbent is new.
  @discardableResult
  mutating func offer(_ primal: [Double], basis: Basis?) -> Bool {
    var fixed = program
    var rounded = primal
    for j in 0..<program.columnCount where program.isInteger[j] {
      rounded[j] = min(max(primal[j].rounded(), program.columnLower[j]), program.columnUpper[j])
      fixed.columnLower[j] = rounded[j]
      fixed.columnUpper[j] = rounded[j]
    }
    let answer = LinearSolve(
      fixed, gap: SolveOptions.continuousGap, startBasis: basis ?? relaxation.basis,
      limits: limits.mustStop ? limits.lastMoment : limits
    ).run()
    iterations += answer.iterations
    if answer.termination == .optimal || answer.termination == .feasible { return keep(answer) }
    return mustStop ? keep(unpolished(rounded)) : false
  }

  private mutating func keep(_ answer: Solution) -> Bool {
    guard let objective = answer.objective, objective < incumbent?.objective ?? .infinity else {
      return false
    }
    incumbent = answer
    monitor?.note(incumbent: objective)
    return true
  }

  /// A point as it is, checked but without prices; no objective if it fails.
  private func unpolished(_ primal: [Double]) -> Solution {
    var answer = Solution(termination: .feasible, detail: "")
    let certificate = Certificate(of: primal, in: program)
    guard certificate.isFeasible else { return answer }
    answer.objective = certificate.objective
    answer.primal = primal
    answer.rowActivity = certificate.rowActivity
    answer.rung = "branch and cut, not solved again"
    return answer
  }
}
