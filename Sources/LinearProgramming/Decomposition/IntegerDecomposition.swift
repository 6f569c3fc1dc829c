/// Whole numbers by decomposition: a bound from the cuts, points from whole choices of the shared columns.
///
/// 1. The L-shaped method on the relaxation leaves a bound and its cuts.
/// 2. The master with its integers chooses the shared columns. Its certified bound is one of the whole, since the cuts
///    are certified. Each block is solved with that choice held, integers and all; its relaxation gives another cut.
/// 3. When no cut is new or the gap is closed, the integers are held and the L-shaped method finds the rest anew, with
///    prices.
///
/// Where only shared columns are whole this ends at the optimum. Integers in blocks are relaxed in every bound, so that
/// a gap may remain.
struct IntegerDecomposition {
  let program: LinearProgram
  let structure: BlockStructure
  let options: SolveOptions
  let threads: Int
  let limits: Limits

  private(set) var method: LShaped
  private(set) var bound: Double?
  private(set) var incumbent: (primal: [Double], objective: Double)?

  /// Choices of the shared columns that are tried, at most.
  private static let rounds = 50

  /// - Parameter method: the L-shaped method at its end on the relaxation.
  init(after method: LShaped, _ task: DecomposedSolve) {
    (program, structure, options) = (task.program, task.structure, task.options)
    (threads, limits) = (task.threads, task.limits)
    self.method = method
    bound = method.bound
  }

  private var asked: Double { options.relativeGap ?? SolveOptions.integerGap }

  /// Nil without a whole point.
  mutating func run() -> Solution? {
    for _ in 0..<Self.rounds {
      guard !limits.mustStop, let x = choice() else { break }
      let newCuts = method.visit(x)
      if let point = wholePoint(at: x) { offer(point) }
      noteProgress()
      if newCuts == 0 || gap <= asked { break }
    }
    return published()
  }

  private var gap: Double {
    guard let incumbent, let bound else { return .infinity }
    return bound >= incumbent.objective ? 0 : relativeGap(objective: incumbent.objective, bound: bound)
  }

  /// Finer than asked: what the parts leave adds up.
  private var partOptions: SolveOptions {
    SolveOptions(
      relativeGap: asked / 4, seed: options.seed, integersFixedDuals: false, memoryLimit: options.memoryLimit,
      nodeLimit: options.nodeLimit)
  }

  private mutating func choice() -> [Double]? {
    let answer = method.master.program.solved(partOptions, limits)
    if let certified = answer.boundCertified { bound = max(bound ?? certified, certified) }
    return answer.primal.isEmpty ? nil : Array(answer.primal.prefix(method.master.sharedCount))
  }

  private func wholePoint(at x: [Double]) -> [Double]? {
    let answers = concurrentMap(method.recourses.count, threads: threads) { [method, limits, partOptions] block in
      method.recourses[block].program(at: x).solved(partOptions, limits).primal
    }
    let own = zip(method.recourses, answers).map { recourse, primal in
      primal.isEmpty && !recourse.columns.isEmpty ? nil : Array(primal.dropFirst(recourse.shared.count))
    }
    return method.assembled(x, own)
  }

  private mutating func offer(_ primal: [Double]) {
    let certificate = Certificate(of: primal, in: program)
    guard certificate.isFeasible, certificate.isWhole, certificate.objective < incumbent?.objective ?? .infinity
    else { return }
    incumbent = (primal, certificate.objective)
  }

  /// The parts have noted what they found of themselves.
  private func noteProgress() {
    limits.monitor?.note(incumbent: incumbent?.objective ?? .nan)
    limits.monitor?.note(bound: bound ?? .nan)
  }
}

extension IntegerDecomposition {
  private mutating func published() -> Solution? {
    guard let incumbent else { return nil }
    var answer = Solution(termination: .feasible, detail: "")
    (answer.objective, answer.primal) = (incumbent.objective, incumbent.primal)
    answer.rowActivity = Certificate(of: incumbent.primal, in: program).rowActivity
    if let held = heldSolution(incumbent.primal), held.objective != nil {
      answer = held
      if !options.integersFixedDuals { (answer.rowDuals, answer.reducedCosts) = ([], []) }
    }
    (answer.boundCertified, answer.boundClaimed, answer.rung) = (bound, bound, "decomposition")
    conclude(&answer)
    return answer
  }

  /// The whole with its integers held at a point.
  private func heldSolution(_ primal: [Double]) -> Solution? {
    var held = program.relaxed
    for j in primal.indices where program.isInteger[j] {
      (held.columnLower[j], held.columnUpper[j]) = (primal[j], primal[j])
    }
    var method = LShaped(
      held, structure, goal: DecomposedSolve.goal, threads: threads,
      limits: limits.mustStop ? limits.lastMoment : limits)
    return method?.run() == .converged ? method?.solution(.converged, asked: SolveOptions.continuousGap) : nil
  }

  private func conclude(_ answer: inout Solution) {
    let reached = answer.gap ?? .infinity
    let isCancelled = limits.monitor?.isCancelled == true
    answer.termination = reached <= asked ? .optimal : isCancelled ? .cancelled : .feasible
    answer.detail =
      reached <= asked
      ? "certified within a gap of \(reached); prices hold the integers fixed"
      : "incumbent with gap \(reached), asked was \(asked)"
    answer.detail += "; \(method.summary)"
  }
}
