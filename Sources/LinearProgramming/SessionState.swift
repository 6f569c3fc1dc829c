/// What a `SolverSession` guards by its lock.
struct SessionState {
  var program: LinearProgram
  /// Nil before the first solve and after `close()`.
  var problem: GLPKProblem?
  var basis: Basis?
  var answer: Solution?
  var isClosed = false
  /// Implied bounds of `program`; nil until they are needed.
  private var implied: ImpliedBounds?

  init(program: LinearProgram) { self.program = program }

  /// The answer and what the rows imply are stale.
  mutating func boundsChanged() {
    answer = nil
    implied = nil
  }
}

extension SessionState {
  private static let warmRung = "warm"
  /// A gap that the columns' own bounds leave, beyond which it pays to work out what the rows imply of them.
  private static let closeGap = 1e-9

  mutating func solve(_ limits: Limits) -> Solution {
    let answer = warm(limits) ?? ladder(within: impliedBounds(limits), limits).run()
    if let basis = answer.basis {
      self.basis = basis
      if answer.rung != Self.warmRung { adopt(basis, limits) }
    }
    self.answer = answer
    return answer
  }

  /// The warm answer, or nil if it is of no use.
  private mutating func warm(_ limits: Limits) -> Solution? {
    if program.rowCount == 0 || program.columnCount == 0 { return nil }
    if basis == nil { return nil }
    if problem == nil || problem?.isDead == true { rebuild(limits) }
    guard let problem else { return nil }
    let outcome = problem.simplex(.init(), deadline: limits.deadline)
    // GLPK's proof of infeasibility wipes the objective; ask for it elsewhere.
    if outcome.claim == .infeasible || outcome.claim == .unbounded { return nil }
    var answer = ladder(within: ImpliedBounds(of: program, passes: 0), limits).checked(outcome, of: problem)
    if answer.objective != nil && answer.gap ?? .infinity > Self.closeGap {
      answer = ladder(within: impliedBounds(limits), limits).checked(outcome, of: problem)
    }
    answer.rung = Self.warmRung
    answer.iterations = outcome.iterations
    return answer.termination == .numerical || answer.termination == .feasible ? nil : answer
  }

  private func ladder(within bounds: ImpliedBounds, _ limits: Limits) -> LinearSolve {
    LinearSolve(
      program, gap: SolveOptions.continuousGap, startBasis: basis, limits: limits,
      dualBound: DualBound(program: program, bounds: bounds, limits: limits))
  }

  private mutating func impliedBounds(_ limits: Limits) -> ImpliedBounds {
    let bounds = implied ?? ImpliedBounds(of: program, limits: limits)
    // Bounds that the clock cut short are honest, but not the best.
    implied = limits.mustStop ? nil : bounds
    return bounds
  }

  private mutating func rebuild(_ limits: Limits) {
    problem = GLPKProblem(program, limits: limits)
    if let basis { problem?.setBasis(basis) }
  }

  /// Brings the problem to a basis found elsewhere, factorised, so that ranging
  /// and the next solve start from it.
  private mutating func adopt(_ found: Basis, _ limits: Limits) {
    if program.rowCount == 0 || program.columnCount == 0 { return }
    if problem == nil || problem?.isDead == true { rebuild(limits) }
    problem?.setBasis(found)
    _ = problem?.simplex(.init(), deadline: limits.deadline)
  }
}
