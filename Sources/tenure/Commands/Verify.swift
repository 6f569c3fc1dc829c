import ArgumentParser
import Foundation
import PlanFiles
import Verification

/// `tenure verify PLAN`
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Checks a plan from its files alone: every rule, every identity and the money.",
    usage: "tenure verify PLAN [options]",
    discussion: """
      Shares no code with the solver: it reads the plan's tables and writes the \
      inequalities again.

      Examples:
        tenure verify plan/
        tenure verify plan/ --json

      Exit codes: 0 passed, 1 rejected, 64 where it is no plan folder.
      """)

  @Argument(help: "A plan folder.")
  var plan: String

  @OptionGroup var output: OutputOptions

  func run() throws {
    let console = output.console
    try refuseCase()
    let verdict = try withFindings(of: plan) { try verify(planAt: URL(filePath: plan)) }
    if output.json {
      try console.result(verdict.document)
    } else {
      try console.result(plan + ": " + verdict.text())
    }
    if !verdict.passed { throw Ending.failed }
  }

  /// A case, or a file of a plan, is what is most often given in place of a plan.
  private func refuseCase() throws {
    func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
    if plan.hasSuffix("plan.json"), isThere(plan) {
      throw Failure(.usage, "\(plan) is a file of a plan. Name the folder that it stands in.")
    }
    if isThere(plan + "/case.yaml"), !isThere(plan + "/plan.json") {
      throw Failure(
        .usage, "\(plan) is a case, not a plan. Plan it first: tenure plan \(shellWord(plan)) -o plan/")
    }
  }
}
