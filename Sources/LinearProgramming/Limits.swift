import Glibc

/// What ends a solve before its end: a moment, a cancellation, and how much memory each problem inside GLPK may hold.
struct Limits: Sendable {
  var deadline: Deadline
  var memory: MemoryLimit
  var monitor: Monitor?

  init(deadline: Deadline, memory: MemoryLimit = MemoryLimit(bytes: nil), monitor: Monitor? = nil) {
    self.deadline = deadline
    self.memory = memory
    self.monitor = monitor
  }

  static let none = Limits(deadline: Deadline(after: nil))

  var mustStop: Bool { monitor?.isCancelled == true || deadline.hasPassed }

  /// The limits of what is still to be done when `mustStop` holds: 0.3 s remain after a cancellation, little more after
  /// the time limit.
  var lastMoment: Limits { Limits(deadline: Deadline(after: .milliseconds(100)), memory: memory) }
}

/// The moment a solve must end, or never.
struct Deadline: Sendable {
  private let end: ContinuousClock.Instant?

  /// Longer than this is for ever, and safe to add to a clock.
  private static let longest = Duration.seconds(1e9)

  init(after limit: Duration?) { end = limit.map { .now + min($0, Self.longest) } }

  /// Seconds left: infinite without a limit, never below 0.
  var secondsLeft: Double {
    guard let end else { return .infinity }
    return max(0, (end - .now) / .seconds(1))
  }

  var hasPassed: Bool { secondsLeft == 0 }
}

/// How much memory a problem inside GLPK may hold, in the units that GLPK counts in.
struct MemoryLimit: Sendable {
  let megabytes: Int32

  /// Nil for three quarters of the machine's memory.
  init(bytes: Int?) {
    let bytes = bytes ?? sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)) / 4 * 3
    megabytes = Int32(clamping: max(1, bytes >> 20))
  }

  var sentence: String { "the memory limit of \(megabytes) MB was hit" }
}
