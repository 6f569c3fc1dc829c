import Fleet
import Foundation
import LinearProgramming
import Planning

private typealias Problems = RecourseProblems

/// Times the recourse problems of a case, and says how good the answers are.
struct RecourseBenchmark {
  static let rounds = 3
  /// What is asked of all problems together.
  static let seconds = 60

  let problems: RecourseProblems

  init(_ planningCase: PlanningCase) throws { problems = try RecourseProblems(planningCase) }

  func run() throws {
    say("## Recourse problems\n")
    say(
      """
      What is best after a notice, integers relaxed, from \(Problems.count) states: what a plan of \(problems.name)
      holds by then, every column scaled by a factor of its own between 0.8 and 1. \(Problems.threads) threads, each with
      a session for each notice that starts every solve from its last basis; a round begins without any. Every answer is
      a point that was checked, with a bound by weak duality.

      """)
    say("| | wall, s | processors, s | wall of a thread per problem, ms |\n|---|---|---|---|")
    var efforts: [Effort] = []
    var answers: [Problems.Answer] = []
    for round in 1...Self.rounds {
      efforts.append(try Effort.of { answers = try problems.warm() })
      sayRow("warm, round \(round)", efforts.last!)
    }
    sayRow("**warm, median**", efforts.median)
    let cold = try problems.coldSample(answers)
    sayRow("cold, every \(Problems.step)th, one thread", cold.effort, problems: cold.count, threads: 1)
    sayQuality(answers, cold.difference)
    sayNotices(answers)
  }

  private func sayRow(
    _ name: String, _ effort: Effort, problems: Int = Problems.count, threads: Int = Problems.threads
  ) {
    let each = 1000 * effort.wall * Double(threads) / Double(problems)
    say("| \(name) | \(format(effort.wall)) | \(format(effort.processor)) | \(format(each)) |")
  }

  private func sayQuality(_ answers: [Problems.Answer], _ difference: Double) {
    say(
      """

      | | asked | this run |
      |---|---|---|
      | seconds for all | \(Self.seconds) | see above |
      | largest certified gap, relative | \(scientific(Problems.gap)) | \(scientific(answers.map(\.gap).max()!)) |
      | largest difference from cold optima, relative | \(scientific(Problems.tolerance)) | \(scientific(difference)) |
      | answers that took more than the last basis | | \(answers.count { !$0.isWarm }) of \(answers.count) |

      """)
  }

  private func sayNotices(_ answers: [Problems.Answer]) {
    say(
      "| notice | rows x columns | coefficients | columns of the state in its rows | different optima | pivots, mean |")
    say("|---|---|---|---|---|---|")
    for (place, notice) in problems.notices.enumerated() {
      let restriction = problems.restrictions[place], own = problems.answers(answers, of: place)
      let program = restriction.program
      // Of the recourse alone, to nine digits: the state's own cost differs anyhow.
      let optima = Set(own.map { String(format: "%.8e", $0.recourse) })
      let pivots = Double(own.reduce(0) { $0 + $1.pivots }) / Double(own.count)
      say(
        "| \(notice.path.notices[0].day) | \(program.rowCount) x \(program.columnCount) | \(program.nonzeroCount) | "
          + "\(restriction.links.count) | \(optima.count) of \(own.count) | \(format(pivots)) |")
    }
    say("")
  }
}
