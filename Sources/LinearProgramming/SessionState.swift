/// What a `SolverSession` guards by its lock.
struct SessionState {
  var program: LinearProgram
  /// Nil before the first solve and after `close()`.
  var problem: GLPKProblem?
  var basis: Basis?
  var answer: Solution?
  var isClosed = false
  /// Implied bounds of `program`; nil once a bound has changed.
  var bounds: ImpliedBounds?
}

extension SessionState {
  static let warmRung = "warm"

  /// After a change of data the answer and the implied bounds are stale.
  mutating func forget() {
    answer = nil
    bounds = nil
  }

  /// The warm answer, or nil if it is of no use.
  mutating func warm(_ ladder: LinearSolve) -> Solution? {
    if program.rowCount == 0 || program.columnCount == 0 { return nil }
    if basis == nil { return nil }
    if problem == nil || problem?.isDead == true { rebuild(ladder.limits) }
    guard let problem else { return nil }
    let outcome = problem.simplex(.init(), deadline: ladder.limits.deadline)
    // GLPK's proof of infeasibility wipes the objective; ask for it elsewhere.
    if outcome.claim == .infeasible || outcome.claim == .unbounded { return nil }
    var answer = ladder.checked(outcome, of: problem)
    answer.rung = Self.warmRung
    answer.iterations = outcome.iterations
    return answer.termination == .numerical || answer.termination == .feasible ? nil : answer
  }

  private mutating func rebuild(_ limits: Limits) {
    problem = GLPKProblem(program, limits: limits)
    if let basis { problem?.setBasis(basis) }
  }

  /// Brings the problem to a basis found elsewhere, factorised, so that ranging
  /// and the next solve start from it.
  mutating func adopt(_ found: Basis, _ limits: Limits) {
    if program.rowCount == 0 || program.columnCount == 0 { return }
    if problem == nil || problem?.isDead == true { rebuild(limits) }
    problem?.setBasis(found)
    _ = problem?.simplex(.init(), deadline: limits.deadline)
  }
}
