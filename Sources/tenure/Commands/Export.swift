import ArgumentParser
import LinearProgramming
import PlanFiles
import Planning

/// `tenure export CASE --to mps|lp|json -o FILE`
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes a case's whole programme for another solver, as a minimisation of cost.",
    usage: "tenure export CASE|PLAN --to mps|lp|json -o FILE [options]",
    discussion: """
      Any other solver must find minus the plan's objective. mps is free-form MPS, lp \
      is CPLEX LP, json lists columns, rows and entries by name.

      Examples:
        tenure export models/colossus-1 --to mps -o colossus-1.mps
        tenure export plan/ --to lp -o plan.lp
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case mps, lp, json }

  @Argument(help: "A case folder, or a plan folder, whose inputs are taken.")
  var path: String

  @Option(help: "The form of the file.")
  var to: Format

  @Option(name: [.customShort("o"), .customLong("output")], help: .init("The file to write.", valueName: "file"))
  var file: String

  @OptionGroup var source: CaseOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let programme = try withFindings(of: path) {
      let folder = try source.read(path)
      output.console.show(folder.warnings)
      return try makeProgramme(folder.planningCase)
    }
    let names = ProgramNames(row: programme.rowName, column: programme.columnName)
    let text =
      switch to {
      case .mps: programme.program.mps(names: names)
      case .lp: programme.program.lpFormat(names: names)
      case .json: programme.document.printed(indent: nil) + "\n"
      }
    try writeFile(text, at: file)
    try report(programme.program)
  }

  private func report(_ program: LinearProgram) throws {
    guard output.json else {
      return output.console.note("\(file): \(program.rowCount) rows, \(program.columnCount) columns")
    }
    try output.console.result([
      "file": .string(file), "format": .string(to.rawValue), "rows": .integer(program.rowCount),
      "columns": .integer(program.columnCount), "nonzeros": .integer(program.nonzeroCount),
    ])
  }
}
