import Fleet
import LinearProgramming
import Planning

/// Many recourse problems of one case: what is best after a notice, from states that differ in what was done before it.
///
/// Each problem is the programme of a notice's own columns, integers relaxed. The columns decided before it are held at
/// the plan's values, every one scaled by a factor of its own between 0.8 and 1, so that problems of one notice differ
/// in right-hand sides alone. A thread keeps a session for each notice, and solves again from the last basis.
struct RecourseProblems {
  static let count = 10_000
  static let threads = 2
  /// Every so many are solved cold as well; odd, so that every notice gets its turn.
  static let step = 49
  /// What is asked: the certified gap of each, and how far it may be from the cold optimum.
  static let gap = 1e-6, tolerance = 1e-7

  let name: String
  let notices: [NoticeProblem]
  let restrictions: [Restriction]

  struct Failure: Error { let what: String }

  struct Answer {
    let objective, gap: Double
    /// The objective without what the held columns cost.
    let recourse: Double
    let pivots: Int
    /// Whether the session's own basis and problem did.
    let isWarm: Bool
  }

  init(_ planningCase: PlanningCase) throws {
    guard case .planned(let plan) = try makePlan(planningCase) else { throw Failure(what: "no plan") }
    name = planningCase.name
    let base = try HeldBase(planningCase, HeldPlan(plan))
    notices = planningCase.periods.indices.compactMap { NoticeProblem(base, calling: [0], in: $0) }
    restrictions = notices.map {
      Restriction($0.formulation.programme.relaxed, isFree: $0.isOwn, values: $0.values)
    }
  }

  // MARK: Problems

  /// The state of a problem, the same in every round.
  private func values(of index: Int) -> [Double] {
    notices[index % notices.count].values.enumerated().map { column, value in
      value * (0.8 + 0.2 * share(index, column))
    }
  }

  /// A number in 0..<1 that looks like chance (the finaliser of Steele, Lea and Flood's SplitMix64).
  private func share(_ index: Int, _ column: Int) -> Double {
    var z = UInt64(index) << 32 | UInt64(column) &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((z ^ (z >> 31)) >> 11) / Double(1 << 53)
  }

  /// Those of the problems that belong to a notice.
  func answers(_ answers: [Answer], of notice: Int) -> [Answer] {
    stride(from: notice, to: answers.count, by: notices.count).map { answers[$0] }
  }

  // MARK: Solving

  /// The answer to every problem: a thread takes an unbroken run of them.
  func warm() throws -> [Answer] {
    try concurrentMap(Self.threads, threads: Self.threads) { thread in
      Result { try warm(Self.count * thread / Self.threads..<Self.count * (thread + 1) / Self.threads) }
    }.flatMap { try $0.get() }
  }

  private func warm(_ problems: Range<Int>) throws -> [Answer] {
    var restrictions = restrictions
    let sessions = try restrictions.map { try SolverSession($0.program) }
    defer { for session in sessions { session.close() } }
    return try problems.map { index in
      let notice = index % notices.count
      restrictions[notice].hold(values(of: index))
      return try answer(to: restrictions[notice].program, by: sessions[notice])
    }
  }

  private func answer(to program: LinearProgram, by session: SolverSession) throws -> Answer {
    try session.setRowBounds(lower: program.rowLower, upper: program.rowUpper)
    try session.setObjective(program.objective, constant: program.objectiveConstant)
    let solution = session.solve()
    guard solution.termination == .optimal, let objective = solution.objective, let gap = solution.gap, gap <= Self.gap
    else { throw Failure(what: "a warm solve ended so: \(solution.termination), \(solution.detail)") }
    return Answer(
      objective: objective, gap: gap, recourse: objective - program.objectiveConstant, pivots: solution.iterations,
      isWarm: solution.rung == "warm")
  }

  /// What cold solves take, and how far warm optima are from theirs.
  func coldSample(_ answers: [Answer]) throws -> (effort: Effort, count: Int, difference: Double) {
    let sample = Array(stride(from: 0, to: Self.count, by: Self.step))
    let programs = sample.map { index in
      var restriction = restrictions[index % notices.count]
      restriction.hold(values(of: index))
      return restriction.program
    }
    var optima: [Double] = []
    let effort = try Effort.of { optima = try programs.map { try solve($0).objective ?? .nan } }
    let differences = zip(sample, optima).map { index, optimum in
      abs(answers[index].objective - optimum) / max(1, abs(optimum))
    }
    // A cold solve without an optimum is no agreement.
    guard differences.allSatisfy({ $0 <= Self.tolerance }) else {
      throw Failure(what: "warm and cold optima differ by \(differences.max() ?? .nan)")
    }
    return (effort, sample.count, differences.max()!)
  }
}
