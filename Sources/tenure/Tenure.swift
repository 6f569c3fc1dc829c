import ArgumentParser
import CaseFiles

/// The command line: options are declared in `Commands`, a step of the work is a call into another target, and every
/// way to end is a row of ``Ending``.
struct Tenure: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tenure",
    abstract: "Plans a fleet of leased GPUs: what runs where, what it is worth, and what a reclaim would cost.",
    discussion: """
      A case is a folder of YAML and CSV; a plan is a folder of CSV and JSON that \
      proves itself. Results go to stdout, progress and findings to stderr.

      Examples:
        tenure init my-case
        tenure check models/colossus-1
        tenure plan models/colossus-1 -o plan/
        tenure plan models/colossus-1 -o dear/ --set site.colossus-1.power=250MW
        tenure verify plan/
        tenure stress plan/
        tenure sweep run models/colossus-owner/training-demand.sweep.yaml -o sweep/

      Exit codes:
      \(Ending.table)
      """,
    version: version,
    subcommands: [
      Init.self, Check.self, PlanCommand.self, Roll.self, StressCommand.self, Verify.self, SweepCommand.self,
      Export.self,
      Explain.self,
    ])

  static let version = "0.1.0"
}

@main
enum Main {
  /// Parses, runs and ends; with `--json`, whatever happens leaves one JSON document on stdout.
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      var command = try Tenure.parseAsRoot(arguments)
      try command.run()
    } catch let ending as Ending {
      leave(ending)
    } catch {
      report(error, json: arguments.prefix { $0 != "--" }.contains("--json"))
    }
  }

  /// The sentence for a first word that is no command; nil for anything else.
  private static func unknownCommand(_ arguments: ArraySlice<String>) -> String? {
    let names = Tenure.configuration.subcommands.compactMap { $0.configuration.commandName }
    guard let word = arguments.first, !word.hasPrefix("-"), word != "help", !names.contains(word) else { return nil }
    let near = nearest(word, among: names).map { "Did you mean `tenure \($0)`? " } ?? ""
    return "tenure has no command `\(word)`. \(near)The commands are \(names.joined(separator: ", "))."
  }

  private static func report(_ error: any Error, json: Bool) -> Never {
    if let failure = error as? Failure { failure.report(json: json) }
    if Tenure.exitCode(for: error).rawValue == 0 { Tenure.exit(withError: error) }
    if let unknown = unknownCommand(CommandLine.arguments.dropFirst()) {
      Failure(.usage, unknown).report(json: json)
    }
    let parsed = Tenure.exitCode(for: error).rawValue == Ending.usage.code
    let message = parsed ? Tenure.fullMessage(for: error, columns: 80) : "internal error: \(error)"
    Failure(parsed ? .usage : .internalError, message).report(json: json)
  }
}
