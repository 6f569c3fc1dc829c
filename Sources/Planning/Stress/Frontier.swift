import Fleet
import LinearProgramming

/// What a plan at one weight of risk gives: its mean and its worst cases.
public struct FrontierPoint: Sendable, Hashable {
  public var riskWeight: Double
  /// USD, discounted: the mean over all paths, and the mean of the worst 1 - level (minus CVaR of cost).
  public var expectedValue, tailValue: Double
  public var status: PlanStatus
}

/// The best mean against the best worst cases: a plan for each of some weights of risk between 0 and 1.
///
/// Blocks the calling thread; the answer is the same for any number of threads.
/// - Throws: as `makePlan`.
public func frontier(
  _ planningCase: PlanningCase, weights: [Double] = [0, 0.25, 0.5, 0.75, 1], request: PlanRequest = .init(),
  threads: Int = 1, monitor: Monitor = .init()
) throws -> [FrontierPoint] {
  try concurrentMap(weights.count, threads: threads) { index in
    var weighed = planningCase
    weighed.options.riskWeight = weights[index]
    return Result { [weighed] in try makePlan(weighed, request: request, monitor: monitor) }
  }.enumerated().compactMap { index, outcome in
    guard case .planned(let plan) = try outcome.get() else { return nil }
    return FrontierPoint(
      riskWeight: weights[index], expectedValue: plan.risk.expectedValue,
      tailValue: plan.risk.cvar.map { -$0 } ?? plan.risk.expectedValue, status: plan.status)
  }
}
