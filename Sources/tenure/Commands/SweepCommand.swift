import ArgumentParser

/// `tenure sweep`
struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep", abstract: "Plans a case over and over with other values.", subcommands: [SweepRunCommand.self]
  )
}

/// `tenure sweep run FILE -o DIR`
struct SweepRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Plans every point of a sweep and keeps what the file asks for.",
    usage: "tenure sweep run FILE -o DIR [options]",
    discussion: """
      FILE names a case, parameters with their values, and the figures to keep. Every \
      combination is planned and verified; DIR gets results.csv, sweep.json and a plan \
      folder for each point under points/.

      Examples:
        tenure sweep run models/colossus-owner/training-demand.sweep.yaml -o sweep/

      Exit codes:
      \(Ending.table)
      """)

  @Argument(help: "A sweep file: NAME.sweep.yaml.")
  var file: String

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: .init("The folder for the results.", valueName: "dir"))
  var directory: String

  @OptionGroup var source: CaseOptions
  @OptionGroup var solve: SolveOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let run = SweepRun(self)
    defer { run.progress.stop() }
    try withFindings(of: file) { try run.make() }
  }
}
