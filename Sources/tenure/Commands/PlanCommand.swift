import ArgumentParser

/// `tenure plan CASE -o DIR`
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Makes the best plan for a case, proves it, and writes it as a folder.",
    usage: "tenure plan CASE -o DIR [options]",
    discussion: """
      The folder is written beside the old one and renamed once it has passed its own \
      check, so that whatever goes wrong leaves the old plan. Ctrl-C stops well and \
      keeps the best plan found so far; a second one leaves at once.

      Examples:
        tenure plan models/colossus-1 -o plan/
        tenure plan models/colossus-1 -o plan/ --set lease.colossus-1.notice=30days
        tenure plan models/colossus-1 -o plan/ --time-limit 5min --gap 1%
        tenure plan plan/inputs -o again/
        tenure plan models/colossus-1 -o next/ --incumbent plan/ --today 2026-09-01

      Exit codes:
      \(Ending.table)
      """)

  @Argument(help: "A case folder, or a plan folder, whose inputs are planned again.")
  var path: String

  @Option(name: [.customShort("o"), .customLong("output")], help: .init("The plan folder to write.", valueName: "dir"))
  var directory: String

  @OptionGroup var follow: FollowOptions
  @OptionGroup var source: CaseOptions
  @OptionGroup var solve: SolveOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let run = PlanRun(self)
    defer { run.progress.stop() }
    try withFindings(of: path) { try run.make() }
  }
}
