import Synchronization

/// A linear programme kept alive for warm re-solves.
///
/// The problem lives on one pinned OS thread of its own, with its factorisation
/// and basis, so that a changed bound costs a few pivots instead of a cold solve
/// (100 right-hand sides took a quarter of one cold solve on 1,152 x 6,912).
/// Integrality is ignored.
///
/// Calls from several threads are taken one at a time. If a solve is cancelled or
/// GLPK fails, the problem is built again at the next call, from the last good
/// basis; nothing of that shows here. `close()` ends the thread; the session
/// answers `.cancelled` afterwards, and every change throws `sessionClosed`.
public final class SolverSession: Sendable {
  private let state: Mutex<SessionState>
  private let memory: MemoryLimit
  private let monitor: Monitor?

  /// - Parameter memoryLimit: as `SolveOptions.memoryLimit`.
  /// - Throws: what `LinearProgram.validate()` throws, and `option` for the memory limit.
  public init(
    _ program: LinearProgram, memoryLimit: Int? = nil, monitor: Monitor? = nil
  ) throws(ProgramDefect) {
    try program.validate()
    try SolveOptions(memoryLimit: memoryLimit).validate(for: program)
    memory = MemoryLimit(bytes: memoryLimit)
    self.monitor = monitor
    state = Mutex(SessionState(program: program.relaxed))
  }

  // MARK: Changes

  /// - Throws: `noSuchRow`, or `rowBounds` for crossed or NaN bounds.
  public func setRowBounds(
    _ row: Int, lower: Double, upper: Double
  ) throws(ProgramDefect) {
    try change { state in
      guard row >= 0 && row < state.program.rowCount else { return .noSuchRow(row) }
      guard isInterval(lower, upper) else {
        return .rowBounds(row: row, lower: lower, upper: upper)
      }
      state.program.rowLower[row] = lower
      state.program.rowUpper[row] = upper
      state.problem?.setRowBounds(row, lower: lower, upper: upper)
      state.forget()
      return nil
    }
  }

  /// - Throws: `noSuchColumn`, or `columnBounds` for crossed or NaN bounds.
  public func setColumnBounds(
    _ column: Int, lower: Double, upper: Double
  ) throws(ProgramDefect) {
    try change { state in
      guard column >= 0 && column < state.program.columnCount else {
        return .noSuchColumn(column)
      }
      guard isInterval(lower, upper) else {
        return .columnBounds(column: column, lower: lower, upper: upper)
      }
      state.program.columnLower[column] = lower
      state.program.columnUpper[column] = upper
      state.problem?.setColumnBounds([column], lower: [lower], upper: [upper])
      state.forget()
      return nil
    }
  }

  /// - Throws: `arrayLength`, `objectiveCoefficient` or `objectiveConstant`.
  public func setObjective(_ objective: [Double], constant: Double) throws(ProgramDefect) {
    try change { state in
      let count = state.program.columnCount
      guard objective.count == count else {
        return .arrayLength(array: "objective", count: objective.count, expected: count)
      }
      if let j = objective.firstIndex(where: { !isCoefficient($0) }) {
        return .objectiveCoefficient(column: j, value: objective[j])
      }
      guard abs(constant) <= LinearProgram.greatestBound else {
        return .objectiveConstant(value: constant)
      }
      state.program.objective = objective
      state.program.objectiveConstant = constant
      state.problem?.setObjective(objective, constant: constant)
      state.forget()
      return nil
    }
  }

  /// Where the next solve starts. - Throws: `basisLength` or `basisCount`.
  public func setBasis(_ basis: Basis) throws(ProgramDefect) {
    try change { state in
      do throws(ProgramDefect) { try basis.validate(for: state.program) } catch { return error }
      state.basis = basis
      state.problem?.setBasis(basis)
      state.answer = nil
      return nil
    }
  }

  private func change(_ body: (inout SessionState) -> ProgramDefect?) throws(ProgramDefect) {
    let defect = state.withLock { $0.isClosed ? .sessionClosed : body(&$0) }
    if let defect { throw defect }
  }

  /// The basis of the last solve, or the one set since.
  public var basis: Basis? { state.withLock { $0.basis } }

  /// The programme as it now stands, integrality dropped.
  public var program: LinearProgram { state.withLock { $0.program } }

  // MARK: Solving

  /// Solves from the present basis: dual simplex first, then primal.
  ///
  /// Without a basis, or if the warm answer does not pass its check, the ladder of
  /// `solve` does the work and the session goes on from its basis.
  public func solve(timeLimit: Duration? = nil) -> Solution {
    state.withLock { state in
      guard !state.isClosed else {
        return Solution(termination: .cancelled, detail: "the session is closed")
      }
      let limits = Limits(deadline: Deadline(after: timeLimit), memory: memory, monitor: monitor)
      let bounds = state.bounds ?? ImpliedBounds(of: state.program, limits: limits)
      // Bounds that the clock cut short are honest, but not the best.
      state.bounds = limits.mustStop ? nil : bounds
      let dualBound = DualBound(program: state.program, bounds: bounds, limits: limits)
      let ladder = LinearSolve(
        state.program, gap: SolveOptions.continuousGap, startBasis: state.basis, limits: limits,
        dualBound: dualBound)
      let answer = state.warm(ladder) ?? ladder.run()
      if let basis = answer.basis {
        state.basis = basis
        if answer.rung != SessionState.warmRung { state.adopt(basis, limits) }
      }
      state.answer = answer
      return answer
    }
  }

  /// Ends the thread and frees the problem. Closing twice is harmless.
  public func close() {
    state.withLock { state in
      state.problem = nil
      state.isClosed = true
    }
  }

  // MARK: Ranging

  /// How far the active bound of a non-basic row may move each way while the
  /// present basis stays primal feasible, so that its dual stays the price.
  ///
  /// An amount is 0 where a degenerate basic variable blocks at once, and
  /// infinite where nothing ever blocks. The bound of a ranged row cannot pass
  /// its other bound; an equation moves as a whole.
  ///
  /// Nil when the row is basic (its bound does not bind), or the last solve did
  /// not end optimal, or something has changed since.
  public func rightHandSideRange(row: Int) -> (decrease: Double, increase: Double)? {
    rangeAlong(direction: [(row: row, perUnit: 1)])
  }

  /// The same for several rows whose bounds move together: `t * perUnit` each,
  /// for how large a `t` downwards and upwards.
  public func rangeAlong(
    direction: [(row: Int, perUnit: Double)]
  ) -> (decrease: Double, increase: Double)? {
    state.withLock { state in
      guard let answer = state.answer, answer.termination == .optimal, !state.isClosed,
        let problem = state.problem, !problem.isDead
      else { return nil }
      return Ranging(program: state.program, answer: answer)
        .range(along: direction, problem: problem)
    }
  }

  /// Makes GLPK fail on purpose, for the tests of recovery.
  func provokeError() -> Bool { state.withLock { $0.problem?.provokeError() ?? false } }
}
