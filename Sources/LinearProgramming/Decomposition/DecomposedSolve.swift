/// The L-shaped method, and `solve` for what it does not settle.
struct DecomposedSolve {
  let program: LinearProgram
  let structure: BlockStructure
  let options: SolveOptions
  let threads: Int
  let limits: Limits

  /// What is aimed at where nothing else was asked, well within what counts as optimal.
  static let goal = 1e-9

  func run() -> Decomposition {
    guard !structure.numbers.isEmpty else { return asWhole("there are no blocks") }
    guard var method = LShaped(program, structure, goal: goal, threads: threads, limits: limits) else {
      return asWhole("nothing bounds the cost of a block from below")
    }
    let ending = method.run()
    if case .failed(let reason) = ending { return asWhole(reason, after: method) }
    return program.integerCount > 0 ? integer(method, ending) : linear(method, ending)
  }

  /// A bound of the relaxation need be no better than the gap that integers may leave.
  private var goal: Double {
    if program.integerCount == 0 { return options.relativeGap ?? Self.goal }
    return (options.relativeGap ?? SolveOptions.integerGap) / 10
  }

  private func linear(_ method: LShaped, _ ending: LShaped.Ending) -> Decomposition {
    let asked = options.relativeGap ?? SolveOptions.continuousGap
    guard let found = method.solution(ending, asked: asked) else {
      return ending == .stopped ? stopped(method) : asWhole("no point was found", after: method)
    }
    if ending == .converged && found.termination != .optimal {
      return asWhole("the cuts left a gap of \(found.gap ?? .infinity)", after: method)
    }
    return Decomposition(method, found)
  }

  private func integer(_ method: LShaped, _ ending: LShaped.Ending) -> Decomposition {
    if case .infeasible = ending, var answer = method.solution(ending, asked: 0) {
      answer.detail += " (already without the integers)"
      return Decomposition(method, answer)
    }
    var search = IntegerDecomposition(after: method, self)
    if let found = search.run() { return Decomposition(search.method, found) }
    return limits.mustStop ? stopped(search.method) : asWhole("no whole point was found", after: search.method)
  }

  private func stopped(_ method: LShaped) -> Decomposition {
    let isCancelled = limits.monitor?.isCancelled == true
    var answer = Solution(
      termination: isCancelled ? .cancelled : .limit,
      detail: "\(isCancelled ? "cancelled" : "the time limit came") before a feasible point; \(method.summary)")
    answer.boundCertified = method.bound
    answer.rung = "decomposition"
    return Decomposition(method, answer)
  }

  private func asWhole(_ reason: String, after method: LShaped? = nil) -> Decomposition {
    var answer = program.solved(options, limits)
    answer.detail += "; solved as a whole, since \(reason)"
    if program.integerCount == 0, let best = method?.best, best.objective < answer.objective ?? .infinity,
      answer.termination != .infeasible,
      let method, let kept = method.solution(.stopped, asked: 0)
    {
      answer = kept
    }
    return method.map { Decomposition($0, answer) } ?? Decomposition(solution: answer)
  }
}

extension LinearProgram {
  /// Solves what has been validated, integers and all.
  func solved(_ options: SolveOptions, _ limits: Limits) -> Solution {
    if integerCount > 0 { return IntegerSolve(self, options: options, limits: limits).run() }
    return LinearSolve(
      self, gap: options.relativeGap ?? SolveOptions.continuousGap, startBasis: options.startBasis, limits: limits
    ).run()
  }
}

extension Decomposition {
  fileprivate init(_ method: LShaped, _ solution: Solution) {
    self.init(
      solution: solution, iterations: method.iterations, cuts: method.master.cuts.count,
      recourseSolves: method.recourseSolves)
  }
}
