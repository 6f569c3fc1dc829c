/// Solves a programme with integer columns, in four steps of rising cost.
///
/// 1. The relaxation gives a certified bound (or proves infeasibility).
/// 2. `Diving` rounds its way to an incumbent by a few warm re-solves.
/// 3. `SubtreeSearch`, GLPK's branch and cut, looks for better incumbents: on the
///    whole programme if that is small, else around the incumbent. Its bound is a
///    claim and published as such.
/// 4. `BranchAndBound` raises the certified bound, leaf by leaf.
///
/// Each step is skipped once the gap is certified. What is published is always
/// the linear programme with the integers fixed at the incumbent, solved anew:
/// integers exactly whole, duals the prices with those integers held fixed.
///
/// The steps are limited by counts of nodes and re-solves, so the same programme
/// and seed give the same answer unless the time limit or a cancellation cut in.
struct IntegerSolve {
  let program: LinearProgram
  let options: SolveOptions
  let limits: Limits
  let gap: Double

  private var monitor: Monitor? { limits.monitor }

  init(_ program: LinearProgram, options: SolveOptions, limits: Limits) {
    self.program = program.withWholeIntegerBounds()
    self.options = options
    self.limits = limits
    gap = options.relativeGap ?? SolveOptions.integerGap
  }

  func run() -> Solution {
    let dualBound = DualBound(program: program, limits: limits)
    var relaxation = LinearSolve(
      program, gap: SolveOptions.continuousGap, startBasis: options.startBasis, limits: limits,
      dualBound: dualBound
    ).run()
    guard let start = relaxation.basis, relaxation.objective != nil else {
      return withoutRelaxation(&relaxation)
    }
    var search = IntegerSearch(
      program: program, gap: gap, limits: limits, relaxation: relaxation)
    if relaxation.termination != .cancelled { improve(&search, dualBound: dualBound, start: start) }
    monitor?.enter(.certifying)
    return published(search)
  }

  private func improve(_ search: inout IntegerSearch, dualBound: DualBound, start: Basis) {
    guard let warm = WarmProblem(program: program, basis: start, limits: limits) else { return }
    defer { if warm.ranOutOfMemory { search.ranOutOfMemory = true } }
    monitor?.enter(.diving)
    if let point = options.startPoint { search.offer(point, basis: start) }
    if search.isDone { return }
    Diving(program: program, seed: options.seed).run(on: warm, search: &search)
    if search.isDone { return }
    if program.nonzeroCount > SubtreeSearch.fewNonzeros {
      // On a large programme a few certified nodes may do what cuts take long for.
      monitor?.enter(.certifying)
      BranchAndBound(
        program: program, dualBound: dualBound, nodeLimit: min(nodeLimit, Self.firstNodes)
      ).run(on: warm, from: start, search: &search)
      if search.isDone { return }
    }
    monitor?.enter(.branchAndCut)
    // GLPK's tree may never end where an integer has no bound, and minds no count of nodes before its first one.
    if dualBound.bounds.encloseIntegers(of: program) {
      SubtreeSearch(program: program, start: start, nodeLimit: options.nodeLimit).run(&search)
    }
    if search.isDone { return }
    monitor?.enter(.certifying)
    BranchAndBound(
      program: program, dualBound: dualBound, nodeLimit: nodeLimit
    ).run(on: warm, from: start, search: &search)
  }

  private static let firstNodes = 40

  /// Fewer nodes the larger the programme, so that the default ends in minutes.
  private var nodeLimit: Int {
    options.nodeLimit ?? max(60, min(20_000, 60_000_000 / (program.nonzeroCount + 1_000)))
  }

  private func withoutRelaxation(_ relaxation: inout Solution) -> Solution {
    if relaxation.termination == .unbounded { return withUnboundedRelaxation(relaxation) }
    if relaxation.termination == .infeasible { relaxation.detail += " (already without the integers)" }
    return relaxation
  }

  /// From a whole point the objective falls for ever, since the direction is one of whole numbers over a common
  /// denominator. But a whole point there must be: the programme without its objective tells.
  private func withUnboundedRelaxation(_ relaxation: Solution) -> Solution {
    var question = program
    question.objective = question.objective.map { _ in 0 }
    let point = IntegerSolve(question, options: options, limits: limits).run()
    var answer = Solution(termination: point.termination, detail: point.detail)
    if point.objective != nil {
      answer.termination = .unbounded
      answer.detail = "unbounded from a whole point, along a verified direction of the relaxation"
    }
    answer.rung = relaxation.rung
    answer.iterations = relaxation.iterations + point.iterations
    answer.nodes = point.nodes
    return answer
  }
}

extension IntegerSolve {
  /// The incumbent's programme with integers fixed, or why there is none.
  private func published(_ search: IntegerSearch) -> Solution {
    guard let incumbent = search.incumbent else { return withoutIncumbent(search) }
    var answer = incumbent
    answer.boundClaimed = search.boundClaimed
    answer.boundCertified = search.boundCertified
    answer.iterations = search.iterations
    answer.nodes = search.nodes
    if !options.integersFixedDuals {
      answer.rowDuals = []
      answer.reducedCosts = []
    }
    let reached = answer.gap ?? .infinity
    if reached <= gap {
      answer.termination = .optimal
      answer.detail = "certified within a gap of \(reached); prices hold the integers fixed"
    } else {
      answer.termination = monitor?.isCancelled == true ? .cancelled : .feasible
      answer.detail = "incumbent with gap \(reached), asked was \(gap)"
      if search.ranOutOfMemory { answer.detail += "; \(limits.memory.sentence)" }
    }
    return answer
  }

  private func withoutIncumbent(_ search: IntegerSearch) -> Solution {
    var answer: Solution
    if search.isExhausted {
      answer = Solution(
        termination: .infeasible, detail: "no whole point; proved by an exhausted tree")
    } else if monitor?.isCancelled == true {
      answer = Solution(termination: .cancelled, detail: "cancelled before an incumbent")
    } else if search.ranOutOfMemory {
      answer = Solution(termination: .limit, detail: "\(limits.memory.sentence) before an incumbent")
    } else {
      answer = Solution(termination: .limit, detail: "a limit came before an incumbent")
    }
    answer.boundCertified = search.isExhausted ? nil : search.boundCertified
    answer.boundClaimed = search.isExhausted ? nil : search.boundClaimed
    answer.iterations = search.iterations
    answer.nodes = search.nodes
    return answer
  }
}
