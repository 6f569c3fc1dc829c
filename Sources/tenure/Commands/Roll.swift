import ArgumentParser

/// `tenure roll CASE -o DIR`
struct Roll: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roll",
    abstract: "Plans a case anew at the start of each period, each plan following the one before.",
    usage: "tenure roll CASE -o DIR [options]",
    discussion: """
      What is past stays as it was, what was signed stays signed, and moves against the \
      plan before are few. Notices come as surprises at their dates. DIR gets a plan \
      folder for each period, and roll.csv; at the end stands what was realised beside \
      what a plan with foresight would have.

      Examples:
        tenure roll models/quickstart -o roll/
        tenure roll models/colossus-1 -o roll/ --notice spacex@2026-10
        tenure roll models/colossus-1 -o roll/ --periods 6

      Exit codes:
      \(Ending.table)
      """)

  @Argument(help: "A case folder.")
  var path: String

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: .init("The folder to write, new or empty.", valueName: "dir"))
  var directory: String

  @Option(
    help: .init("Notice that comes as a surprise: spacex@2026-10. May be repeated.", valueName: "pool@period"))
  var notice: [String] = []

  @Option(help: "How many periods each plan looks ahead; to the end of the case unless given.")
  var periods: Int?

  @OptionGroup var source: CaseOptions
  @OptionGroup var solve: SolveOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let periods, periods < 1 { throw ValidationError("--periods \(periods) is too few: 1 or more.") }
    try FollowOptions.checkOneCallEach(notice)
  }

  func run() throws {
    let run = RollRun(self)
    defer { run.progress.stop() }
    try withFindings(of: path) { try run.make() }
  }
}
