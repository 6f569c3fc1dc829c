import Foundation

/// The share of a gang's time that is useful work, with failures, checkpoints and restarts.
///
///     goodput = tau / ((M + R) * (exp((tau + C) / M) - 1)),  M = 1 / (n lambda)
///
/// n GPUs, each failing lambda times per hour, stop together; M hours pass between failures of any of them, C hours go
/// into a checkpoint after every tau hours of work, R hours into finding, replacing and reloading after a failure,
/// which throws away all work since the last checkpoint. Exact where failures come independently, at a constant rate
/// and not during a restart.
///
/// Without failures it is tau / (tau + C), and 1 where tau may be chosen; it falls to 0 as n grows. As tau shrinks with
/// C = 0 it is M / (M + R). It promises nothing of slow nodes, of stops that the software causes, or of small jobs,
/// which one operator saw fail 3.6 times as often as 1 / n says.
/// Source: J. T. Daly, A higher order estimate of the optimum checkpoint interval (2006), for the expected time; J. W.
/// Young, A first order approximation to the optimum checkpoint interval (1974), for tau.
public struct Goodput: Hashable, Sendable {
  /// lambda, per GPU and hour.
  public let failuresPerGPUHour: Double
  /// C and R.
  public let checkpointHours, restartHours: Double

  /// Why a goodput has no meaning.
  public enum Invalid: Error, Hashable, Sendable {
    /// A rate or a time is negative or not finite.
    case figures
  }

  /// - Throws: `figures` unless all three are finite and 0 or more.
  public init(failuresPerGPUHour: Double, checkpointHours: Double, restartHours: Double) throws(Invalid) {
    guard [failuresPerGPUHour, checkpointHours, restartHours].allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      throw .figures
    }
    self.failuresPerGPUHour = failuresPerGPUHour
    self.checkpointHours = checkpointHours
    self.restartHours = restartHours
  }

  /// M, hours between failures of any of n GPUs; infinite where nothing fails.
  public func hoursBetweenFailures(gpus: Int) -> Double { 1 / (Double(max(0, gpus)) * failuresPerGPUHour) }

  /// tau = sqrt(2 C M) hours, near the best interval while C is far below M; infinite where nothing fails.
  ///
  /// Where C nears M a shorter interval does better than this one: the best, 1 - tau / M = exp(-(tau + C) / M), stays
  /// below M.
  public func interval(gpus: Int) -> Double {
    let between = hoursBetweenFailures(gpus: gpus)
    return between.isInfinite ? .infinity : (2 * checkpointHours * between).squareRoot()
  }

  /// The goodput of n GPUs, 0 to 1, with a checkpoint after every so many hours of work; by ``interval(gpus:)`` if nil.
  ///
  /// No GPUs do not fail: they have the goodput of one that does not. An interval of 0 or less is the limit towards 0:
  /// 0 where a checkpoint takes time, M / (M + R) where it takes none.
  public func share(gpus: Int, interval: Double? = nil) -> Double {
    let between = hoursBetweenFailures(gpus: gpus), work = max(0, interval ?? self.interval(gpus: gpus))
    if between.isInfinite { return work.isInfinite ? 1 : Self.part(work, of: work + checkpointHours) }
    let afterRestart = Self.part(between, of: between + restartHours)
    guard work > 0 else { return checkpointHours > 0 ? 0 : afterRestart }
    // An interval far beyond M overflows to no goodput at all, not to infinity over infinity.
    let lost = expm1((work + checkpointHours) / between)
    return lost.isFinite ? afterRestart * Self.part(work / between, of: lost) : 0
  }

  /// Where both have vanished nothing is lost.
  private static func part(_ part: Double, of whole: Double) -> Double { whole > 0 ? part / whole : 1 }
}
