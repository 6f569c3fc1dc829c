import Foundation
import PlanFiles
import Testing

private let tests = URL(filePath: #filePath).deletingLastPathComponent()

/// A text that must be what a file in `Golden/` says.
func expectGolden(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  try expect(text, tests.appending(path: "Golden/\(name)"), sourceLocation)
}

/// A text that must be what a file of the project says.
func expectStored(_ text: String, _ path: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  try expect(text, tests.appending(path: "../../\(path)").standardizedFileURL, sourceLocation)
}

/// With RECORD_GOLDEN=1 the file is written, and the test fails once.
private func expect(_ text: String, _ file: URL, _ sourceLocation: SourceLocation) throws {
  if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
    try Data(text.utf8).write(to: file)
    Issue.record("recorded \(file.lastPathComponent): look at it, then run again", sourceLocation: sourceLocation)
    return
  }
  let golden = String(decoding: try Data(contentsOf: file), as: UTF8.self)
  #expect(text == golden, sourceLocation: sourceLocation)
}
