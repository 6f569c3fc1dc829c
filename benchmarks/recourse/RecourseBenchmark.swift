import Dispatch
import Fleet
import Foundation
import LinearProgramming
import Planning
import Synchronization

/// Many recourse problems of one case: what is best after a notice, from states that differ in what was done before it.
///
/// Each problem is the programme of a notice's own columns, integers relaxed, with the columns decided before scaled by a
/// factor between 0.8 and 1 of its own. Problems of one notice differ in their right-hand sides alone, and are solved
/// again from the last basis.
struct RecourseBenchmark {
  static let count = 10_000
  static let threads = 2
  static let rounds = 3

  let problems: [NoticeProblem]

  init(_ planningCase: PlanningCase) throws {
    guard case .planned(let plan) = try makePlan(planningCase) else { throw Failure(what: "no plan") }
    let base = try HeldBase(planningCase, HeldPlan(plan))
    problems = planningCase.periods.indices.compactMap { NoticeProblem(base, calling: [0], in: $0) }
  }

  struct Failure: Error { let what: String }

  func run() throws {
    let sizes = problems.map { own($0, factor: 1).program }
    print("## Recourse problems\n")
    print(
      "\(Self.count) recourse problems of \(problems.count) notices, \(sizes.map(\.rowCount).max()!) x "
        + "\(sizes.map(\.columnCount).max()!) the largest, on \(Self.threads) threads, each certified.\n")
    var seconds: [Double] = []
    var objectives: [Double] = []
    for _ in 0..<Self.rounds {
      let began = ContinuousClock.now
      objectives = try warm()
      seconds.append((ContinuousClock.now - began).seconds)
    }
    let (cold, difference) = try coldSample(objectives)
    let median = seconds.sorted()[Self.rounds / 2]
    print("| | s | per problem, ms |\n|---|---|---|")
    print("| warm, median of \(Self.rounds) | \(format(median)) | \(format(1000 * median / Double(Self.count))) |")
    print("| slowest and fastest | \(format(seconds.min()!)) to \(format(seconds.max()!)) | |")
    print("| cold, every 50th, one thread | | \(format(1000 * cold)) |\n")
    print("Largest relative difference of a warm from a cold optimum: \(String(format: "%.1e", difference)).\n")
  }

  private func own(_ problem: NoticeProblem, factor: Double) -> Restriction {
    Restriction(
      problem.formulation.programme.relaxed, isFree: problem.isOwn, values: problem.values.map { factor * $0 })
  }

  /// Factor and notice of a problem: the same in every round.
  private func problem(_ index: Int) -> (NoticeProblem, factor: Double) {
    let mixed = (UInt64(index) &* 0x9E37_79B9_7F4A_7C15) >> 11
    return (problems[index % problems.count], 0.8 + 0.2 * Double(mixed) / Double(1 << 53))
  }

  /// The optimum of every problem: a thread has a warm session of each notice.
  private func warm() throws -> [Double] {
    let found = Mutex([Double](repeating: .nan, count: Self.count))
    DispatchQueue.concurrentPerform(iterations: Self.threads) { thread in
      var programs = problems.map { own($0, factor: 1).program }
      let sessions = programs.map { try? SolverSession($0) }
      for index in stride(from: thread, to: Self.count, by: Self.threads) {
        let (problem, factor) = problem(index)
        let notice = index % problems.count
        guard let session = sessions[notice] else { return }
        let program = own(problem, factor: factor).program
        for row in 0..<program.rowCount {
          let (lower, upper) = (program.rowLower[row], program.rowUpper[row])
          if programs[notice].rowLower[row] != lower || programs[notice].rowUpper[row] != upper {
            try? session.setRowBounds(row, lower: lower, upper: upper)
          }
        }
        programs[notice] = program
        try? session.setObjective(program.objective, constant: program.objectiveConstant)
        let solution = session.solve()
        if solution.termination == .optimal { found.withLock { $0[index] = solution.objective ?? .nan } }
      }
      for session in sessions { session?.close() }
    }
    let objectives = found.withLock { $0 }
    guard objectives.allSatisfy({ !$0.isNaN }) else { throw Failure(what: "a problem was not solved to its optimum") }
    return objectives
  }

  /// Seconds of a cold solve, and how far warm optima are from cold ones.
  private func coldSample(_ objectives: [Double]) throws -> (seconds: Double, difference: Double) {
    var difference = 0.0
    let sample = Array(stride(from: 0, to: Self.count, by: 50))
    let programs = sample.map { index in
      let (problem, factor) = problem(index)
      return own(problem, factor: factor).program
    }
    let began = ContinuousClock.now
    let optima = try programs.map { try solve($0).objective ?? .nan }
    let seconds = (ContinuousClock.now - began).seconds / Double(sample.count)
    for (place, index) in sample.enumerated() {
      difference = max(difference, abs(optima[place] - objectives[index]) / max(1, abs(optima[place])))
    }
    return (seconds, difference)
  }
}

func format(_ value: Double) -> String { String(format: value >= 10 ? "%.1f" : "%.2f", value) }

extension Duration {
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
