import ArgumentParser
import Fleet
import LinearProgramming
import PlanFiles
import Planning
import Throughput

/// `tenure check CASE`
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Says all that is wrong or doubtful in a case, and how large its programme is; solves nothing.",
    usage: "tenure check CASE [--strict] [options]",
    discussion: """
      Examples:
        tenure check models/colossus-1
        tenure check my-case --strict
        tenure check my-case --json

      Exit codes: 0 without errors, 64 with errors; --strict: 1 with warnings only.
      """)

  @Argument(help: "A case folder, or a plan folder.")
  var path: String

  @Flag(help: "Exit 1 where there are warnings.")
  var strict = false

  @OptionGroup var source: CaseOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    var all: [Finding] = []
    var estimate: Estimate?
    do {
      let folder = try source.read(path)
      all = folder.warnings
      all += try RateTable(folder.planningCase).warnings
      let programme = try makeProgramme(folder.planningCase)
      all += programme.warnings
      estimate = Estimate(programme.program)
    } catch {
      guard let found = findings(in: error) else { throw error }
      all += found
    }
    try show(all, estimate)
  }

  private func show(_ findings: [Finding], _ estimate: Estimate?) throws {
    let console = output.console
    console.show(findings)
    if output.json {
      try console.result(["findings": .array(findings.map(\.document)), "estimate": estimate?.document ?? .null])
    } else if let estimate {
      try console.result(estimate.sentence + "\n")
    }
    let errors = findings.count { $0.severity == .error }
    if findings.isEmpty { console.note("\(path): no errors, no warnings") }
    if !findings.isEmpty { console.note("\(path): errors: \(errors), warnings: \(findings.count - errors)") }
    if errors > 0 { throw Ending.usage }
    if strict && !findings.isEmpty { throw Ending.failed }
  }
}

/// How large a case's programme is, and about how much memory its solve takes.
private struct Estimate {
  let rows, columns, integers, nonzeros: Int

  init(_ program: LinearProgram) {
    rows = program.rowCount
    columns = program.columnCount
    integers = program.integerCount
    nonzeros = program.nonzeroCount
  }

  /// A rule of thumb, to tell gigabytes from megabytes: GLPK keeps each entry in its matrix, in the presolved copy and
  /// in the factors, about 200 bytes in all, and about 1,000 bytes for each row and column.
  var memoryBytes: Int { 40_000_000 + 200 * nonzeros + 1000 * (rows + columns) }

  /// The estimate is null where errors leave nothing to estimate.
  var document: JSONValue {
    [
      "rows": .integer(rows), "columns": .integer(columns), "integers": .integer(integers),
      "nonzeros": .integer(nonzeros), "memory_bytes": .integer(memoryBytes),
    ]
  }

  var sentence: String {
    "the programme: \(rows) rows, \(columns) columns (\(integers) of them whole), \(nonzeros) nonzeros, "
      + "about \((memoryBytes + 999_999) / 1_000_000) MB of memory"
  }
}
