import Fleet
import LinearProgramming
import Throughput

/// What a user asks of a solve beside the case.
public struct PlanRequest: Sendable {
  /// Largest gap of an optimal plan; nil for the case's own.
  public var gap: Double?
  public var timeLimit: Duration?
  /// Bytes that the solver may hold; nil for most of the machine's.
  public var memoryLimit: Int?
  public var seed: Int
  /// For what can be done side by side; the plan is the same for any number.
  public var threads: Int
  /// Whether the plan is held against others too: without reclaim, with other end values, each goal without those before.
  public var compares = true

  public init(
    gap: Double? = nil, timeLimit: Duration? = nil, memoryLimit: Int? = nil, seed: Int = 1, threads: Int = 1
  ) {
    self.threads = threads
    self.gap = gap
    self.timeLimit = timeLimit
    self.memoryLimit = memoryLimit
    self.seed = seed
  }
}

/// A plan, or why there is none.
public enum PlanOutcome: Sendable {
  case planned(Plan)
  case refused(Refusal)
}

/// Plans a case: files have become a case; rates, formulation, solution and plan follow.
///
/// Blocks the calling thread; another thread may read and cancel `monitor`. The goals of the case are met one after
/// another. Where notice can be given the same case is then solved as if it could not: its value is what losses are
/// measured against, and is left out where time ran out. Where decisions reach beyond the horizon it is solved again with
/// other end values.
/// - Throws: `RateDefects` where a workload has no rate; `CoefficientDefects` where figures are outside what a solver
///   can be trusted with.
/// - Parameter warn: gets what is doubtful before the solve, once.
public func makePlan(
  _ planningCase: PlanningCase, request: PlanRequest = .init(), monitor: Monitor = .init(),
  warn: ([Finding]) -> Void = { _ in }
) throws -> PlanOutcome {
  let rates = try RateTable(planningCase)
  let formulation = try Formulation.sound(planningCase, rates)
  warn(rates.warnings + NamedProgramme(formulation).warnings)
  return try PlanMaking(formulation, request, monitor).outcome()
}

/// The whole programme of a case, with names.
///
/// - Throws: as `makePlan`.
public func makeProgramme(_ planningCase: PlanningCase) throws -> NamedProgramme {
  NamedProgramme(try .sound(planningCase, try RateTable(planningCase)))
}

extension Formulation {
  /// How closely and how long a programme is solved.
  func solveOptions(_ request: PlanRequest) -> SolveOptions {
    SolveOptions(
      relativeGap: programme.integerCount > 0 ? request.gap ?? model.case.options.gap : 1e-6,
      timeLimit: request.timeLimit, seed: UInt64(request.seed), memoryLimit: request.memoryLimit)
  }

  /// The formulation of a case whose figures a solver can be trusted with.
  fileprivate static func sound(
    _ planningCase: PlanningCase, _ rates: RateTable
  ) throws(CoefficientDefects) -> Formulation {
    let formulation = Formulation(planningCase, Timeline(planningCase), rates)
    let findings = formulation.numberFindings
    guard findings.isEmpty else { throw CoefficientDefects(findings: findings) }
    return formulation
  }
}

extension PlanningCase {
  /// The same case as if no lessor could call anything back.
  var withoutReclaim: PlanningCase {
    var certain = self
    certain.reclaimPools = []
    return certain
  }
}
