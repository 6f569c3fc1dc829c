/// The relaxation inside GLPK, re-solved under changing column bounds.
///
/// Dives, trees and recourse set all bounds at once; only the difference goes to GLPK.
final class WarmProblem {
  let program: LinearProgram
  private let problem: GLPKProblem
  private let parameters: GLPKProblem.SimplexParameters
  private var lower: [Double]
  private var upper: [Double]

  enum Answer {
    case optimal(primal: [Double], rowDuals: [Double], claimed: Double, basis: Basis)
    case infeasible
    /// Failed, cancelled or out of time.
    case none
  }

  init?(
    program: LinearProgram, basis: Basis, parameters: GLPKProblem.SimplexParameters = .init(), limits: Limits
  ) {
    guard let problem = GLPKProblem(program, limits: limits) else { return nil }
    self.program = program
    self.parameters = parameters
    self.problem = problem
    lower = program.columnLower
    upper = program.columnUpper
    problem.setBasis(basis)
  }

  var isDead: Bool { problem.isDead }

  var ranOutOfMemory: Bool { problem.ranOutOfMemory }

  /// Solves within the bounds, from `basis` or from where the last solve ended.
  func solve(
    lower newLower: [Double], upper newUpper: [Double], basis: Basis? = nil, deadline: Deadline,
    counting iterations: inout Int
  ) -> Answer {
    let changed = lower.indices.filter { lower[$0] != newLower[$0] || upper[$0] != newUpper[$0] }
    problem.setColumnBounds(
      changed, lower: changed.map { newLower[$0] }, upper: changed.map { newUpper[$0] })
    (lower, upper) = (newLower, newUpper)
    if let basis { problem.setBasis(basis) }
    let outcome = problem.simplex(parameters, deadline: deadline)
    iterations += outcome.iterations
    if outcome.claim == .infeasible { return .infeasible }
    guard outcome.claim == .optimal, outcome.ending == .finished, let point = problem.read(),
      let basis = problem.basis
    else { return .none }
    let claimed = zip(point.primal, program.objective)
      .reduce(program.objectiveConstant) { $0 + $1.0 * $1.1 }
    return .optimal(
      primal: point.primal, rowDuals: point.rowDuals, claimed: claimed, basis: basis)
  }
}

extension LinearProgram {
  /// How far a value of an integer column may be from whole and count as such.
  static let wholeTolerance = 1e-7

  /// The integer columns whose value is not whole.
  func fractionalColumns(of primal: [Double]) -> [Int] {
    (0..<columnCount).filter {
      isInteger[$0]
        && abs(primal[$0] - primal[$0].rounded()) > Self.wholeTolerance
          * max(1, abs(primal[$0]) * 1e-3)
    }
  }
}
