import ArgumentParser
import Foundation
import PlanFiles
import Verification

/// `tenure verify PLAN`
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
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
    let verdict = try withFindings(of: plan) { try verify(planAt: URL(filePath: plan)) }
    if output.json {
      try console.result(verdict.document)
    } else {
      try console.result(plan + ": " + verdict.text())
    }
    if !verdict.passed { throw Ending.failed }
  }
}
