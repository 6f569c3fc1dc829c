/// GLPK's branch and cut, for better incumbents and a claimed bound.
///
/// A programme that is small, or has few integers, is searched as a whole. On a
/// larger one the integers on which relaxation and incumbent agree are fixed, and
/// only the rest is searched: the neighbourhood of *relaxation induced* search.
/// A neighbourhood's bound says nothing about the programme, and is dropped.
struct SubtreeSearch {
  let program: LinearProgram
  let start: Basis
  let nodeLimit: Int?

  private static let fewIntegers = 50
  static let fewNonzeros = 30_000

  func run(_ search: inout IntegerSearch) {
    if program.integerCount <= Self.fewIntegers || program.nonzeroCount <= Self.fewNonzeros {
      searchTree(of: program, isWhole: true, &search)
    } else if let incumbent = search.incumbent {
      searchTree(of: neighbourhood(of: incumbent, search), isWhole: false, &search)
    }
  }

  private func neighbourhood(
    of incumbent: Solution, _ search: IntegerSearch
  ) -> LinearProgram {
    var near = program
    for j in 0..<program.columnCount
    where program.isInteger[j] && abs(incumbent.primal[j] - search.relaxation.primal[j]) < 1e-6 {
      near.columnLower[j] = incumbent.primal[j]
      near.columnUpper[j] = incumbent.primal[j]
    }
    return near
  }

  private func searchTree(
    of tree: LinearProgram, isWhole: Bool, _ search: inout IntegerSearch
  ) {
    guard let problem = GLPKProblem(tree, limits: search.limits) else { return }
    defer { if problem.ranOutOfMemory { search.ranOutOfMemory = true } }
    problem.setBasis(start)
    let root = problem.simplex(.init(), deadline: search.limits.deadline)
    guard root.claim == .optimal, root.ending == .finished else { return }
    let outcome = problem.branchAndCut(
      relativeGap: search.gap / 4, nodeLimit: limit, deadline: half(of: search.limits.deadline))
    search.nodes += outcome.nodes
    if let incumbent = outcome.incumbent { search.offer(incumbent, basis: nil) }
    if isWhole, let bound = outcome.boundClaimed { search.raise(boundClaimed: bound) }
  }

  private var limit: Int {
    nodeLimit ?? max(50, min(20_000, 20_000_000 / (program.nonzeroCount + 1_000)))
  }

  /// The certified search after this one needs its share of the time.
  private func half(of deadline: Deadline) -> Deadline {
    let left = deadline.secondsLeft
    return Deadline(after: left.isFinite ? .seconds(left / 2) : nil)
  }
}
