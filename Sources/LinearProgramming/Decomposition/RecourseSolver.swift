import Synchronization

/// Solves one block again and again, each time from where the last solve ended.
///
/// Another choice of the shared columns leaves the last basis dual feasible, so that the dual simplex needs a few pivots.
final class RecourseSolver: Sendable {
  let recourse: Recourse
  /// Whether the problem stays inside GLPK between solves, which takes one thread.
  private let staysLoaded: Bool
  private let state: Mutex<State>

  private struct State {
    var warm: WarmProblem?
    var basis: Basis
  }

  /// Slack in the optimum of a block is a gap that no cut closes.
  private static let parameters = GLPKProblem.SimplexParameters(tolerance: 1e-9)
  /// A share of a cut's terms; what violates it by less may do so by rounding.
  private static let violation = 1e-7

  init(_ recourse: Recourse, staysLoaded: Bool) {
    self.recourse = recourse
    self.staysLoaded = staysLoaded
    state = Mutex(State(basis: .slack(of: recourse.program)))
  }

  func solve(at x: [Double], limits: Limits) -> Recourse.Answer {
    let leaf = recourse.program(at: x)
    guard leaf.rowCount > 0 else { return viaLadder(leaf, at: x, limits) }
    let basis = state.withLock(\.basis)
    var iterations = 0
    var answer: Recourse.Answer
    switch warmAnswer(leaf, limits, counting: &iterations) {
    case .optimal(let primal, let duals, _, let basis):
      state.withLock { $0.basis = basis }
      answer = point(primal, duals, leaf, limits) ?? viaLadder(leaf, at: x, limits)
    case .infeasible:
      answer = Recourse.Answer(cut: proof(leaf, from: basis, at: x, limits))
      if answer.cut == nil { answer = viaLadder(leaf, at: x, limits) }
    case .none: answer = viaLadder(leaf, at: x, limits)
    }
    answer.iterations += iterations
    return answer
  }

  private func warmAnswer(
    _ leaf: LinearProgram, _ limits: Limits, counting iterations: inout Int
  ) -> WarmProblem.Answer {
    state.withLock { state in
      if state.warm == nil || state.warm?.isDead == true {
        state.warm = WarmProblem(
          program: recourse.program, basis: state.basis, parameters: Self.parameters, limits: limits)
      }
      defer { if !staysLoaded { state.warm = nil } }
      return state.warm?.solve(
        lower: leaf.columnLower, upper: leaf.columnUpper, deadline: limits.deadline, counting: &iterations) ?? .none
    }
  }

  /// Nil for a point that does not pass its check.
  private func point(
    _ primal: [Double], _ duals: [Double], _ leaf: LinearProgram, _ limits: Limits
  ) -> Recourse.Answer? {
    let inside = primal.indices.map { min(max(primal[$0], leaf.columnLower[$0]), leaf.columnUpper[$0]) }
    guard Certificate(of: inside, in: leaf).isFeasible else { return nil }
    return Recourse.Answer(
      primal: Array(inside.dropFirst(recourse.shared.count)),
      cut: Cut(duals, of: recourse, isOptimality: true, limits: limits))
  }

  /// The proof wipes the objective, so a problem is spent on it.
  private func proof(_ leaf: LinearProgram, from basis: Basis, at x: [Double], _ limits: Limits) -> Cut? {
    guard let problem = GLPKProblem(leaf, limits: limits) else { return nil }
    problem.setBasis(basis)
    return problem.farkas(deadline: limits.deadline).flatMap { feasibilityCut($0, at: x, limits) }
  }

  private func feasibilityCut(_ multipliers: [Double], at x: [Double], _ limits: Limits) -> Cut? {
    let size = multipliers.reduce(0) { max($0, abs($1)) }
    guard size > 0 && size.isFinite else { return nil }
    for sign in [1.0, -1.0] {
      let cut = Cut(multipliers.map { sign * $0 / size }, of: recourse, isOptimality: false, limits: limits)
      if cut.isViolated(at: x, by: Self.violation) { return cut }
    }
    return nil
  }

  private func viaLadder(_ leaf: LinearProgram, at x: [Double], _ limits: Limits) -> Recourse.Answer {
    let found = LinearSolve(
      leaf, gap: SolveOptions.continuousGap, startBasis: state.withLock(\.basis), limits: limits
    ).run()
    if let basis = found.basis { state.withLock { $0.basis = basis } }
    var answer = found.primal.isEmpty ? nil : point(found.primal, found.rowDuals, leaf, limits)
    if let multipliers = found.farkas { answer = .init(cut: feasibilityCut(multipliers, at: x, limits)) }
    answer?.iterations = found.iterations
    return answer ?? Recourse.Answer(iterations: found.iterations)
  }
}

extension Basis {
  /// Every row is basic, every column rests on the bound nearest 0.
  public static func slack(of program: LinearProgram) -> Basis {
    let columns = (0..<program.columnCount).map { j -> Status in
      let (lower, upper) = (program.columnLower[j], program.columnUpper[j])
      if lower == upper { return .fixed }
      let rest = nearestZero(lower, upper)
      return rest == lower ? .atLower : rest == upper ? .atUpper : .free
    }
    return Basis(rows: program.rowLower.map { _ in .basic }, columns: columns)
  }
}
