private import CGLPK

/// One problem inside GLPK, on a thread and in an environment of its own.
///
/// The only Swift type that speaks to C. Every call is carried to the problem's
/// thread and waited for. When GLPK raises an error, runs out of memory, or is
/// stopped in mid-pivot, the problem is `isDead`: calls then change nothing, answer
/// nil, and a solve ends as what came first did.
///
/// What it answers are GLPK's claims; see `Certificate` for the checks.
final class GLPKProblem {
  /// By `UnitFreeScaling`, or by GLPK's geometric means.
  enum Scaling { case unitFree, geometric }
  enum StartBasis: Int32 { case standard = 0, advanced = 1 }

  struct SimplexParameters {
    enum Method: Int32 { case primal = 0, dualThenPrimal = 1 }
    var method = Method.dualThenPrimal
    var textbook = false
    var presolve = false
    var exact = false
    var tolerance = 1e-7
  }

  enum Claim: Int32 { case undefined = 0, optimal, feasible, infeasible, unbounded }
  enum Ending { case finished, broken, cancelled, outOfTime, outOfMemory }

  struct SimplexOutcome {
    var ending: Ending
    var claim: Claim
    var iterations: Int
  }

  struct TreeOutcome {
    var ending: Ending
    var incumbent: [Double]?
    var boundClaimed: Double?
    var nodes: Int
  }

  struct BasicPoint {
    var primal: [Double]
    var rowActivity: [Double]
    var rowDuals: [Double]
    var reducedCosts: [Double]
  }

  private let session: OpaquePointer
  private let rowCount: Int
  private let columnCount: Int
  /// Iterations of the solves before; GLPK counts through.
  private var counted = 0

  /// Builds a validated programme; dead if that fails or takes too long. Nil when
  /// the system has no thread for it.
  init?(_ program: LinearProgram, scaling: Scaling = .unitFree, limits: Limits) {
    guard let session = cglpk_open(limits.monitor?.handle, limits.memory.megabytes) else { return nil }
    self.session = session
    rowCount = program.rowCount
    columnCount = program.columnCount
    let factors = scaling == .unitFree ? UnitFreeScaling(program, limits: limits) : nil
    _ = cglpk_load(
      session, limits.deadline.secondsLeft, Int32(rowCount), Int32(columnCount), program.rowLower, program.rowUpper,
      program.columnLower, program.columnUpper, program.objective, program.objectiveConstant,
      program.columnStarts.map(Int64.init), program.rowIndices, program.values,
      program.isInteger, factors?.rows, factors?.columns)
  }

  deinit { cglpk_close(session) }

  var isDead: Bool { cglpk_is_dead(session) }

  var ranOutOfMemory: Bool { cglpk_ending(session) == Int32(CGLPK_MEMORY) }

  /// The last line GLPK printed.
  var message: String {
    String(cString: cglpk_message(session)).trimmingSpaces
  }

  // MARK: Changes

  func setRowBounds(_ rows: [Int], lower: [Double], upper: [Double]) {
    guard !rows.isEmpty else { return }
    _ = cglpk_set_row_bounds(session, Int32(rows.count), rows.map(Int32.init), lower, upper)
  }

  func setColumnBounds(_ columns: [Int], lower: [Double], upper: [Double]) {
    guard !columns.isEmpty else { return }
    _ = cglpk_set_column_bounds(
      session, Int32(columns.count), columns.map(Int32.init), lower, upper)
  }

  func setObjective(_ objective: [Double], constant: Double) {
    _ = cglpk_set_objective(session, objective, constant)
  }

  func buildBasis(_ kind: StartBasis, deadline: Deadline) {
    _ = cglpk_build_basis(session, kind.rawValue, deadline.secondsLeft)
  }

  func setBasis(_ basis: Basis) {
    _ = cglpk_set_basis(session, basis.rows.map(\.rawValue), basis.columns.map(\.rawValue))
  }

  var basis: Basis? {
    var rows = [UInt8](repeating: 0, count: rowCount)
    var columns = [UInt8](repeating: 0, count: columnCount)
    guard cglpk_get_basis(session, &rows, &columns) == Int32(CGLPK_OK) else { return nil }
    return Basis(
      rows: rows.map { Basis.Status(rawValue: $0) ?? .basic },
      columns: columns.map { Basis.Status(rawValue: $0) ?? .basic })
  }

  // MARK: Solving

  func simplex(_ parameters: SimplexParameters, deadline: Deadline) -> SimplexOutcome {
    var options = cglpk_simplex_options(
      method: parameters.method.rawValue, textbook: parameters.textbook,
      presolve: parameters.presolve, exact: parameters.exact,
      tolerance: parameters.tolerance, seconds: deadline.secondsLeft)
    var outcome = cglpk_outcome()
    let code = cglpk_simplex(session, &options, &outcome)
    let iterations = max(0, Int(outcome.iterations) - counted)
    counted += iterations
    return SimplexOutcome(
      ending: Self.ending(code, deadline), claim: Claim(rawValue: outcome.claim) ?? .undefined, iterations: iterations)
  }

  /// Branch and cut from the optimal basis at hand.
  func branchAndCut(relativeGap: Double, nodeLimit: Int, deadline: Deadline) -> TreeOutcome {
    var options = cglpk_tree_options(
      relative_gap: relativeGap, seconds: deadline.secondsLeft, node_limit: Int64(nodeLimit))
    var outcome = cglpk_outcome()
    var incumbent = [Double](repeating: 0, count: max(1, columnCount))
    let code = cglpk_branch_and_cut(session, &options, &outcome, &incumbent)
    let hasBound = outcome.bound.isFinite && abs(outcome.bound) < 1e300
    return TreeOutcome(
      ending: Self.ending(code, deadline),
      incumbent: outcome.has_incumbent ? Array(incumbent.prefix(columnCount)) : nil,
      boundClaimed: hasBound ? outcome.bound : nil, nodes: Int(outcome.nodes))
  }

  private static func ending(_ code: Int32, _ deadline: Deadline) -> Ending {
    switch code {
    case Int32(CGLPK_CANCELLED): .cancelled
    case Int32(CGLPK_TIME): .outOfTime
    case Int32(CGLPK_MEMORY): .outOfMemory
    case Int32(CGLPK_OK): deadline.hasPassed ? .outOfTime : .finished
    default: .broken
    }
  }

  // MARK: Reading out

  /// The basic solution, whatever its worth.
  func read() -> BasicPoint? {
    var point = BasicPoint(
      primal: zeros(columnCount), rowActivity: zeros(rowCount), rowDuals: zeros(rowCount),
      reducedCosts: zeros(columnCount))
    let code = cglpk_read(
      session, &point.primal, &point.rowActivity, &point.rowDuals, &point.reducedCosts)
    return code == Int32(CGLPK_OK) ? point : nil
  }

  /// Candidate row multipliers of an infeasible programme. Leaves the objective zero.
  func farkas(deadline: Deadline) -> [Double]? {
    var multipliers = zeros(rowCount)
    let code = cglpk_farkas(session, deadline.secondsLeft, &multipliers)
    return code == Int32(CGLPK_OK) ? multipliers : nil
  }

  /// Candidate direction of the columns along which the objective is unbounded,
  /// in either sense.
  func unboundedDirection() -> [Double]? {
    var direction = zeros(columnCount)
    return cglpk_unbounded_direction(session, &direction) == Int32(CGLPK_OK) ? direction : nil
  }

  /// Rates of change of the basic rows and columns while non-basic rows move.
  func basicRates(moving: [(row: Int, perUnit: Double)]) -> (rows: [Double], columns: [Double])? {
    var (rows, columns) = (zeros(rowCount), zeros(columnCount))
    let code = cglpk_basic_rates(
      session, Int32(moving.count), moving.map { Int32($0.row) }, moving.map(\.perUnit),
      &rows, &columns)
    return code == Int32(CGLPK_OK) ? (rows, columns) : nil
  }

  /// Misuses GLPK on purpose; true when the error came back as a code.
  func provokeError() -> Bool { cglpk_provoke_error(session) == Int32(CGLPK_BROKEN) }
}

private func zeros(_ count: Int) -> [Double] { [Double](repeating: 0, count: count) }

extension String {
  fileprivate var trimmingSpaces: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
