import Dispatch
import Foundation
import LinearProgramming
import Synchronization

/// What the work is at, on stderr: one line drawn anew on a terminal, a plain line every few seconds elsewhere, nothing
/// with `--quiet`.
///
/// Unchecked because of its timer, which is only ever cancelled.
final class ProgressLine: @unchecked Sendable {
  private let monitor: Monitor
  private let console: Console
  private let onTerminal: Bool
  private let started = ContinuousClock.now
  /// What the work is at, and whether one programme is solved at a time, so that its bounds mean something.
  private let phase = Mutex((name: "", isOne: true))
  private let timer: any DispatchSourceTimer

  init(monitor: Monitor, console: Console) {
    self.monitor = monitor
    self.console = console
    onTerminal = isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    timer = DispatchSource.makeTimerSource(queue: .global())
    let interval = onTerminal ? 0.2 : 5
    timer.schedule(deadline: .now() + interval, repeating: interval)
    timer.setEventHandler { [weak self] in self?.draw() }
    timer.resume()
  }

  /// Does a piece of the work under its name, and ends the line, so that other text may follow.
  ///
  /// - Parameter isOne: whether one programme is solved at a time; figures of several at once would be of none.
  func during<Result>(_ name: String, isOne: Bool = true, _ work: () throws -> Result) rethrows -> Result {
    phase.withLock { $0 = (name, isOne) }
    defer { clear() }
    return try work()
  }

  /// No line will be drawn after this.
  func stop() {
    timer.cancel()
    clear()
  }

  private func clear() {
    phase.withLock { phase in
      if onTerminal && !console.quiet && !phase.name.isEmpty { console.problem("\r\u{1B}[K", newline: false) }
      phase.name = ""
    }
  }

  private func draw() {
    // Drawn under the lock, so that no late line follows `clear`.
    phase.withLock { phase in
      guard !phase.name.isEmpty && !console.quiet else { return }
      let elapsed = ContinuousClock.now - started
      let text =
        phase.isOne
        ? ProgressLine.text(phase: phase.name, progress: monitor.progress, elapsed: elapsed)
        : "\(elapsed.components.seconds) s \(phase.name)"
      if onTerminal {
        console.problem("\r\(text.prefix(79))\u{1B}[K", newline: false)
      } else {
        console.problem(text)
      }
    }
  }

  /// `12 s searching 12345 x 23456, iterations: 1200, best USD 1.234 B, bound USD 1.250 B, gap 1.30 %`
  static func text(phase: String, progress: Monitor.Progress, elapsed: Duration) -> String {
    var parts = ["\(elapsed.components.seconds) s \(name(of: progress.phase) ?? phase)"]
    if let purpose = progress.purpose { parts[0] += " (\(purpose.name))" }
    if progress.rows > 0 { parts[0] += " \(progress.rows) x \(progress.columns)" }
    if progress.nodes > 0 {
      parts.append("nodes: \(progress.nodes)")
    } else if progress.iterations > 0 {
      parts.append("iterations: \(progress.iterations)")
    }
    // The programme is a minimisation of minus the plan's value; another goal counts what it counts.
    let isMoney = !(progress.purpose?.hasOwnObjective ?? false)
    func figure(_ value: Double) -> String { isMoney ? money(-value) : String(format: "%.4g", value) }
    if let incumbent = progress.incumbent { parts.append("best \(figure(incumbent))") }
    if let bound = progress.bound { parts.append("bound \(figure(bound))") }
    if let incumbent = progress.incumbent, let bound = progress.bound {
      parts.append("gap \(String(format: "%.2f", 100 * (incumbent - bound) / max(1, abs(incumbent)))) %")
    }
    return parts.joined(separator: ", ")
  }

  /// The solver's phase in a planner's words; nil before the solver is at work.
  private static func name(of phase: Monitor.Phase) -> String? {
    switch phase {
    case .idle: nil
    case .relaxation: "solving without whole units"
    case .diving: "looking for a first plan"
    case .branchAndCut: "searching"
    case .certifying: "proving the bound"
    case .finished: "working out prices"
    }
  }

  /// `USD 1.234 B`: what a person reads at a glance.
  private static func money(_ usd: Double) -> String {
    let scales = [(1e9, " B"), (1e6, " M"), (1e3, " k")]
    let (scale, name) = scales.first { abs(usd) >= $0.0 } ?? (1, "")
    return "USD " + String(format: "%.3f", usd / scale) + name
  }
}
