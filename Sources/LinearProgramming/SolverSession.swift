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

  /// What `SessionChanges.swift` does to the state, unless the session is closed.
  func change(_ body: (inout SessionState) -> ProgramDefect?) throws(ProgramDefect) {
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
      return state.solve(Limits(deadline: Deadline(after: timeLimit), memory: memory, monitor: monitor))
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
