/// The L-shaped method, and `solve` for what it does not settle.
struct DecomposedSolve {
  let program: LinearProgram
  let structure: BlockStructure
  let options: SolveOptions
  let threads: Int
  let limits: Limits

  /// What is aimed at where nothing else was asked, well within what counts as optimal.
  private static let goal = 1e-9

  func run() -> Decomposition {
    guard !structure.numbers.isEmpty else { return asWhole("there are no blocks") }
    return linear()
  }

  private func linear() -> Decomposition {
    guard
      var method = LShaped(
        program.relaxed, structure, goal: options.relativeGap ?? Self.goal, threads: threads, limits: limits)
    else { return asWhole("nothing bounds the cost of a block from below") }
    let ending = method.run()
    if case .failed(let reason) = ending { return asWhole(reason, after: method) }
    let asked = options.relativeGap ?? SolveOptions.continuousGap
    guard let found = method.solution(ending, asked: asked) else {
      return ending == .stopped ? stopped(method) : asWhole("no point was found", after: method)
    }
    if ending == .converged && found.termination != .optimal {
      return asWhole("the cuts left a gap of \(found.gap ?? .infinity)", after: method)
    }
    return Decomposition(method, found)
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
    var answer: Solution
    if program.integerCount > 0 {
      answer = IntegerSolve(program, options: options, limits: limits).run()
    } else {
      answer = LinearSolve(
        program, gap: options.relativeGap ?? SolveOptions.continuousGap, startBasis: options.startBasis,
        limits: limits
      ).run()
    }
    answer.detail += "; solved as a whole, since \(reason)"
    if let best = method?.best, best.objective < answer.objective ?? .infinity, answer.termination != .infeasible,
      let method, let kept = method.solution(.stopped, asked: 0)
    {
      answer = kept
    }
    return method.map { Decomposition($0, answer) } ?? Decomposition(solution: answer)
  }
}

extension Decomposition {
  fileprivate init(_ method: LShaped, _ solution: Solution) {
    self.init(
      solution: solution, iterations: method.iterations, cuts: method.master.cuts.count,
      recourseSolves: method.recourseSolves)
  }
}
