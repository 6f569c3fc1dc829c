import ArgumentParser
import PlanFiles

/// `tenure stress CASE|PLAN`
struct StressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stress",
    abstract: "Puts every notice to a plan: what a reclaim would cost, what saves it, what to hold against it.",
    usage: "tenure stress CASE|PLAN [options]",
    discussion: """
      Each pool of leases is called at the start of each period, singly and in pairs: \
      once with the plan held on the GPUs that are left, once with everything decided \
      anew from the notice on. A case is planned first; a plan folder is verified \
      first and taken as it stands.

      Examples:
        tenure stress models/colossus-1
        tenure stress plan/ -o stress.json
        tenure stress models/colossus-1 --clauses
        tenure stress plan/ --assert 'worst.served.claude-inference >= 0.5'
        tenure stress models/colossus-1 --set lease.colossus-1.notice=30days

      Exit codes:
      \(Ending.table)
      """)

  @Argument(help: "A case folder, or a plan folder.")
  var path: String

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: .init("Write the report as JSON to this file too.", valueName: "file"))
  var file: String?

  @Option(
    name: .customLong("assert"),
    help: .init(
      "A statement that must hold, or the exit code is 1: 'worst.loss <= 2 BUSD'. May be repeated.",
      valueName: "statement"))
  var statements: [String] = []

  @Flag(help: "Also plan anew with each clause of each lease moved a step: what it is worth.")
  var clauses = false

  @Flag(help: "Also plan anew for risk weights from 0 to 1: the best mean against the best worst cases.")
  var frontier = false

  @Option(help: "The most pools that are called at once: 1 for each by itself, 2 for pairs too.")
  var together = 2

  @OptionGroup var source: CaseOptions
  @OptionGroup var solve: SolveOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    _ = try assertions
    guard together >= 1 else { throw ValidationError("--together \(together) is too few: 1 or more.") }
  }

  var assertions: [Assertion] {
    get throws {
      try statements.map { text in
        do { return try Assertion(text) } catch { throw ValidationError("--assert: \(error)") }
      }
    }
  }

  func run() throws {
    let run = StressRun(self)
    defer { run.progress.stop() }
    try withFindings(of: path) { try run.make() }
  }
}
