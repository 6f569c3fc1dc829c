/// What a caller may ask of a solve.
public struct SolveOptions: Sendable {
  /// The certified gap at which an answer counts as optimal.
  /// Nil asks for 1e-3 with integer columns and 1e-6 without.
  public var relativeGap: Double?
  /// Wall-clock time for everything; nil waits for the end.
  public var timeLimit: Duration?
  /// Breaks ties in the integer heuristics. The same seed gives the same answer,
  /// unless the time limit or a cancellation cut in.
  public var seed: UInt64
  /// Where the simplex starts; nil lets the programme's structure decide.
  public var startBasis: Basis?
  /// Whether duals and reduced costs of the programme with fixed integers are
  /// published. Without it an integer solution carries none.
  public var integersFixedDuals: Bool
  /// Nodes of each tree search; nil allows fewer the larger the programme is.
  public var nodeLimit: Int?

  public init(
    relativeGap: Double? = nil, timeLimit: Duration? = nil, seed: UInt64 = 1,
    startBasis: Basis? = nil, integersFixedDuals: Bool = true, nodeLimit: Int? = nil
  ) {
    self.relativeGap = relativeGap
    self.timeLimit = timeLimit
    self.seed = seed
    self.startBasis = startBasis
    self.integersFixedDuals = integersFixedDuals
    self.nodeLimit = nodeLimit
  }

  static let integerGap = 1e-3
  static let continuousGap = 1e-6
}

/// The moment a solve must end, or never.
struct Deadline: Sendable {
  private let end: ContinuousClock.Instant?

  init(after limit: Duration?) { end = limit.map { .now + $0 } }

  /// Seconds left: infinite without a limit, never below 0.
  var secondsLeft: Double {
    guard let end else { return .infinity }
    return max(0, (end - .now) / .seconds(1))
  }

  var hasPassed: Bool { secondsLeft == 0 }
}
