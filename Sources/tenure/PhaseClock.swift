import Foundation
import PlanFiles
import Synchronization

/// Seconds and the most memory used by each phase of a run: what `run.json` holds, since it differs from run to run.
final class PhaseClock: Sendable {
  private struct Phase {
    let name: String
    let seconds, peakMB: Double
  }

  private let phases = Mutex<[Phase]>([])

  func measure<Result>(_ name: String, _ work: () throws -> Result) rethrows -> Result {
    let start = ContinuousClock.now
    defer {
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      phases.withLock { $0.append(Phase(name: name, seconds: seconds, peakMB: PhaseClock.peakMB)) }
    }
    return try work()
  }

  /// The phases that have ended.
  var document: JSONValue {
    let rows = phases.withLock { $0 }
    return [
      "phases": .array(
        rows.map { ["phase": .string($0.name), "seconds": .number($0.seconds), "peak_mb": .number($0.peakMB)] })
    ]
  }

  /// The most memory that the process has held so far, in 10^6 bytes.
  private static var peakMB: Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_maxrss) * 1024 / 1e6
  }
}
