/// Solves one programme without regard to integers, rung by rung.
///
/// An answer leaves only after its check: an optimum as a feasible point
/// (`Certificate`) with a bound (`DualBound`) within `gap`, infeasibility by
/// verified Farkas multipliers, unboundedness by a verified direction. When no
/// rung satisfies the gap, the feasible point with the smallest gap is published
/// as `feasible`; without any, the ending is `numerical`.
struct LinearSolve {
  let program: LinearProgram
  let gap: Double
  let startBasis: Basis?
  let limits: Limits
  let dualBound: DualBound

  init(
    _ program: LinearProgram, gap: Double, startBasis: Basis?, limits: Limits,
    dualBound: DualBound? = nil
  ) {
    let relaxed = program.relaxed
    self.program = relaxed
    self.gap = gap
    self.startBasis = startBasis
    self.limits = limits
    self.dualBound = dualBound ?? DualBound(program: relaxed, limits: limits)
  }

  func run() -> Solution {
    if let answer = WithoutMatrix(program).solution { return answer }
    var best: Solution?
    var troubles: [String] = []
    var iterations = 0
    for rung in Rung.ladder(for: program, startBasis: startBasis) {
      if let end = stopBeforeRung() { return cutShort(end, keeping: best) }
      guard let problem = prepared(for: rung) else {
        troubles.append("\(rung.name): the system has no thread for it")
        continue
      }
      let outcome = problem.simplex(rung.parameters, deadline: limits.deadline)
      iterations += outcome.iterations
      var answer = checked(outcome, of: problem)
      answer.rung = rung.name
      answer.iterations = iterations
      switch answer.termination {
      case .numerical: troubles.append("\(rung.name): \(answer.detail)")
      case .feasible: if isBetter(answer, than: best) { best = answer }
      case .limit, .cancelled: return cutShort(answer, keeping: best)
      default: return answer
      }
      // A point on the way to the limit is worth keeping, another rung is not.
      if outcome.ending == .outOfTime { break }
    }
    if let best { return best }
    return Solution(
      termination: .numerical,
      detail: "no rung passed its check (\(troubles.joined(separator: "; ")))")
  }

  private func stopBeforeRung() -> Solution? {
    if limits.monitor?.isCancelled == true {
      return Solution(termination: .cancelled, detail: "cancelled before a feasible point")
    }
    guard limits.deadline.hasPassed else { return nil }
    return Solution(
      termination: .limit, detail: "the time limit came before a feasible point")
  }

  /// The better of the answer at the end and what an earlier rung found.
  private func cutShort(_ answer: Solution, keeping best: Solution?) -> Solution {
    guard var best, !isBetter(answer, than: best) else { return answer }
    if answer.termination == .cancelled { best.termination = .cancelled }
    best.detail += "; then \(answer.detail)"
    return best
  }

  private func prepared(for rung: Rung) -> GLPKProblem? {
    guard let problem = GLPKProblem(program, scaling: rung.scaling, limits: limits) else {
      return nil
    }
    switch rung.start {
    case .given: startBasis.map(problem.setBasis)
    case .standard: problem.buildBasis(.standard, deadline: limits.deadline)
    case .advanced: problem.buildBasis(.advanced, deadline: limits.deadline)
    }
    return problem
  }

  private func isBetter(_ answer: Solution, than best: Solution?) -> Bool {
    guard let best else { return true }
    return answer.gap ?? .infinity < best.gap ?? .infinity
  }

  // MARK: Checking a claim

  /// The solution that survives of what GLPK claims.
  func checked(_ outcome: GLPKProblem.SimplexOutcome, of problem: GLPKProblem) -> Solution {
    let checkedAnswer: Solution
    switch outcome.claim {
    case .optimal, .feasible: checkedAnswer = checkedPoint(of: problem)
    case .infeasible: checkedAnswer = checkedInfeasibility(of: problem)
    case .unbounded: checkedAnswer = checkedUnboundedness(of: problem)
    case .undefined:
      checkedAnswer = Solution(termination: .numerical, detail: "GLPK failed: \(problem.message)")
    }
    return stopped(checkedAnswer, by: outcome.ending)
  }

  /// Renames an answer that was cut short.
  private func stopped(_ answer: Solution, by ending: GLPKProblem.Ending) -> Solution {
    var answer = answer
    switch (ending, answer.termination) {
    case (.cancelled, .feasible), (.cancelled, .numerical):
      answer.termination = .cancelled
      answer.detail = "cancelled during the simplex"
    case (.outOfTime, .feasible): answer.detail += "; the time limit came first"
    case (.outOfTime, .numerical):
      answer.termination = .limit
      answer.detail = "the time limit came before a feasible point"
    case (.outOfMemory, .numerical):
      answer.termination = .limit
      answer.detail = "\(limits.memory.sentence) before a feasible point"
    default: break
    }
    return answer
  }

  private func checkedPoint(of problem: GLPKProblem) -> Solution {
    guard let point = problem.read() else {
      return Solution(termination: .numerical, detail: "no point could be read")
    }
    let (primal, certificate) = checked(point.primal, of: problem)
    guard certificate.isFeasible, certificate.objective.isFinite else {
      return Solution(
        termination: .numerical,
        detail: "the claimed optimum violates a bound by \(certificate.worstViolation)")
    }
    var answer = Solution(termination: .feasible, detail: "")
    answer.objective = certificate.objective
    answer.primal = primal
    answer.rowActivity = certificate.rowActivity
    answer.rowDuals = point.rowDuals
    answer.reducedCosts = point.reducedCosts
    answer.basis = problem.basis
    let bound = dualBound.value(rowDuals: point.rowDuals)
    if bound > -.infinity { answer.boundCertified = bound }
    answer.boundClaimed = certificate.objective
    conclude(&answer)
    return answer
  }

  /// The point, or where it does not pass its check the refined one.
  private func checked(_ point: [Double], of problem: GLPKProblem) -> (primal: [Double], Certificate) {
    let primal = snapped(point)
    let certificate = Certificate(of: primal, in: program)
    if certificate.isFeasible || limits.mustStop { return (primal, certificate) }
    let refined = Refinement(program, of: problem)?.refined(primal, activity: certificate.rowActivity, by: problem)
    guard let better = refined.map(snapped) else { return (primal, certificate) }
    return (better, Certificate(of: better, in: program))
  }

  private func conclude(_ answer: inout Solution) {
    guard let reached = answer.gap else {
      answer.detail = "feasible; no finite bound could be certified"
      return
    }
    if reached <= gap { answer.termination = .optimal }
    answer.detail =
      reached <= gap ? "optimal; certified by weak duality" : "feasible with gap \(reached)"
  }

  /// The point with values that miss a bound by rounding put onto it.
  private func snapped(_ primal: [Double]) -> [Double] {
    primal.indices.map { j in
      let inside = min(max(primal[j], program.columnLower[j]), program.columnUpper[j])
      return abs(inside - primal[j]) <= 1e-6 * max(1, abs(inside)) ? inside : primal[j]
    }
  }

  private func checkedInfeasibility(of problem: GLPKProblem) -> Solution {
    guard let multipliers = problem.farkas(deadline: limits.deadline),
      let proof = dualBound.provenInfeasible(multipliers: multipliers)
    else {
      if problem.ranOutOfMemory {
        return Solution(termination: .limit, detail: "\(limits.memory.sentence) during the proof")
      }
      if let end = stopBeforeRung() { return end }
      return Solution(
        termination: .numerical, detail: "claimed infeasible, but the proof does not hold")
    }
    var answer = Solution(
      termination: .infeasible, detail: "infeasible; proved by a combination of rows")
    answer.farkas = proof
    return answer
  }

  private func checkedUnboundedness(of problem: GLPKProblem) -> Solution {
    if let point = problem.read(), let direction = problem.unboundedDirection(),
      UnboundedDirection(direction, in: program).holds,
      Certificate(of: snapped(point.primal), in: program).isFeasible
    {
      return Solution(termination: .unbounded, detail: "unbounded along a verified direction")
    }
    return Solution(
      termination: .numerical, detail: "claimed unbounded, but the direction does not hold")
  }
}
