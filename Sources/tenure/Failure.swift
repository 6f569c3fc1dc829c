import Fleet
import PlanFiles

/// Why a run ended without its result, in words and as a JSON document.
struct Failure: Error {
  let ending: Ending
  let message: String
  let findings: [Finding]

  init(_ ending: Ending, _ message: String, findings: [Finding] = []) {
    self.ending = ending
    self.message = message
    self.findings = findings
  }

  /// Bad input: all that is wrong with it, at once.
  init(findings: [Finding], of path: String) {
    let errors = findings.count { $0.severity == .error }
    self.init(.usage, "\(path): \(errors) \(errors == 1 ? "error" : "errors"); nothing was done.", findings: findings)
  }

  /// Says it and leaves. The message goes to stderr always, the document to stdout where `--json` was given.
  func report(json: Bool) -> Never {
    let console = Console(json: json)
    console.show(findings)
    console.problem(message)
    if json { try? console.result(document) }
    leave(ending)
  }
}

extension Failure {
  /// What `--json` prints where there is no result.
  var document: JSONValue {
    [
      "status": "error",
      "exit_code": .integer(Int(ending.code)),
      "reason": .string(ending.sentence),
      "message": .string(message),
      "findings": .array(findings.map(\.document)),
    ]
  }
}

extension Finding {
  /// Under the keys that other programs rely on, with null where nothing is known.
  var document: JSONValue {
    [
      "severity": .string(severity.rawValue),
      "file": .string(file),
      "line": JSONValue(line),
      "column": JSONValue(column),
      "name": JSONValue(name),
      "value": JSONValue(value),
      "message": .string(message),
      "remedy": .string(remedy),
    ]
  }
}
