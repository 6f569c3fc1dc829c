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
  /// A point, whole where it must be, to be bettered by an integer search; one that breaks a row is passed over. It counts
  /// for nothing without integers.
  public var startPoint: [Double]?
  /// Whether duals and reduced costs of the programme with fixed integers are
  /// published. Without it an integer solution carries none.
  public var integersFixedDuals: Bool
  /// The most that a problem inside GLPK may hold, in bytes; nil allows three
  /// quarters of the machine's memory. Two problems, or three in an integer
  /// search, live at a time. What Swift holds of the programme is not counted.
  public var memoryLimit: Int?
  /// What the solve is for, for whoever watches; nil for the work at hand.
  public var purpose: Monitor.Purpose?
  /// Nodes of each tree search; nil allows fewer the larger the programme is.
  public var nodeLimit: Int?

  public init(
    relativeGap: Double? = nil, timeLimit: Duration? = nil, seed: UInt64 = 1,
    startBasis: Basis? = nil, startPoint: [Double]? = nil, integersFixedDuals: Bool = true, memoryLimit: Int? = nil,
    nodeLimit: Int? = nil
  ) {
    self.relativeGap = relativeGap
    self.timeLimit = timeLimit
    self.seed = seed
    self.startBasis = startBasis
    self.startPoint = startPoint
    self.integersFixedDuals = integersFixedDuals
    self.memoryLimit = memoryLimit
    self.nodeLimit = nodeLimit
  }

  static let integerGap = 1e-3
  static let continuousGap = 1e-6
  /// Below this no environment of GLPK gets far enough to say so.
  static let leastMemory = 1 << 20
}

extension SolveOptions {
  /// Checks what a solver takes on trust of the options.
  ///
  /// - Throws: `option`, or what `Basis.validate` throws.
  func validate(for program: LinearProgram) throws(ProgramDefect) {
    if let gap = relativeGap, !(gap >= 0 && gap.isFinite) { throw .option("relativeGap", value: "\(gap)") }
    if let limit = timeLimit, limit < .zero { throw .option("timeLimit", value: "\(limit)") }
    if let limit = nodeLimit, limit < 0 { throw .option("nodeLimit", value: "\(limit)") }
    if let limit = memoryLimit, limit < Self.leastMemory { throw .option("memoryLimit", value: "\(limit)") }
    if let point = startPoint, point.count != program.columnCount {
      throw .option("startPoint", value: "\(point.count) values")
    }
    try startBasis?.validate(for: program)
  }
}

extension Basis {
  /// Checks that the basis can be one of the programme.
  ///
  /// Whether it is singular, and whether a status fits its bounds, is not asked: bounds may have changed since, and a
  /// solve that cannot start there starts elsewhere.
  /// - Throws: `basisLength`, or `basisCount` unless as many are basic as there are rows.
  func validate(for program: LinearProgram) throws(ProgramDefect) {
    guard rows.count == program.rowCount, columns.count == program.columnCount else {
      throw .basisLength(rows: rows.count, columns: columns.count)
    }
    let basic = rows.count { $0 == .basic } + columns.count { $0 == .basic }
    guard basic == program.rowCount else { throw .basisCount(basic: basic, rows: program.rowCount) }
  }
}
