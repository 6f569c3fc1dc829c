/// Solves a programme, integers included, and returns only what was checked.
///
/// The call blocks until the end, the time limit or a cancellation. GLPK runs on
/// threads of its own with stacks of 64 MiB, never on the caller's, so several
/// calls may run side by side; they give the same answers as one after another.
/// From Swift concurrency call it off the main actor, and not from more tasks at
/// a time than may sensibly block: each blocks one thread of the pool.
///
/// Without integers the answer is optimal when the gap between the objective and
/// the weak-duality bound is at most 1e-6, relative; see `LinearSolve`. With
/// integers see `IntegerSolve`.
///
/// The time limit is kept within half a second and a cancellation within 0.3 s. A
/// step of GLPK that looks at no clock is left behind then: its thread ends, and
/// frees what it holds, when that step does.
///
/// - Throws: the first `ProgramDefect`; an infeasible, unbounded or unfinished
///   programme is a result, not an error.
public func solve(
  _ program: LinearProgram, options: SolveOptions = SolveOptions(), monitor: Monitor? = nil
) throws(ProgramDefect) -> Solution {
  try program.validate()
  try options.validate(for: program)
  monitor?.begin(program, for: options.purpose)
  monitor?.enter(.relaxation)
  defer { monitor?.enter(.finished) }
  let limits = Limits(
    deadline: Deadline(after: options.timeLimit), memory: MemoryLimit(bytes: options.memoryLimit),
    monitor: monitor)
  if program.integerCount > 0 {
    return IntegerSolve(program, options: options, limits: limits).run()
  }
  let answer = LinearSolve(
    program, gap: options.relativeGap ?? SolveOptions.continuousGap,
    startBasis: options.startBasis, limits: limits
  ).run()
  answer.objective.map { monitor?.note(incumbent: $0) }
  answer.boundCertified.map { monitor?.note(bound: $0) }
  return answer
}
