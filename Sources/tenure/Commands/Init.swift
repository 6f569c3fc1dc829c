import ArgumentParser
import CaseFiles
import Foundation
import PlanFiles

/// `tenure init DIR`
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Writes a small commented case to start from; it plans as it stands.",
    usage: "tenure init DIR [options]",
    discussion: """
      DIR is a new folder, or an empty one.

      Examples:
        tenure init my-case
        tenure check my-case
        tenure plan my-case -o plan/

      Exit codes: 0 when written, 73 where something stands there already.
      """)

  @Argument(help: "The folder to write.")
  var directory: String

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if directory.isEmpty { throw ValidationError("Name the folder to write: tenure init my-case") }
  }

  func run() throws {
    try writing { try writeNewFolder(StarterCase.files, to: URL(filePath: directory, directoryHint: .isDirectory)) }
    let names = StarterCase.files.map(\.name)
    guard !output.json else {
      return try output.console.result(["case": .string(directory), "files": .array(names.map { .string($0) })])
    }
    try output.console.result(
      """
      \(directory): a case of \(names.count) files; case.yaml and README.md say what is what.

      Next:
        tenure check \(shellWord(directory))
        tenure plan \(shellWord(directory)) -o plan/

      """)
  }
}
