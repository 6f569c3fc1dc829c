import CaseFiles
import Fleet
import Foundation
import Planning
import Throughput
import Verification

extension CaseOptions {
  /// The case at a path with these options; a plan's path means the inputs inside it.
  ///
  /// - Parameters:
  ///   - more: settings that another option stands for; they hold over `--set`.
  ///   - incumbent: the plan that it follows.
  ///   - notices: calls that came.
  /// - Throws: `CaseFindings`.
  func read(
    _ path: String, more: [String] = [], incumbent: IncumbentFiles? = nil, notices: [String] = []
  ) throws -> CaseFolder {
    try readCase(
      at: URL(filePath: inputs(of: path)), root: root.map { URL(filePath: $0) },
      settings: settings.map { "\($0.name)=\($0.value)" } + more,
      incumbent: incumbent, notices: notices)
  }

  private func inputs(of path: String) -> String { isPlan(path) ? path + "/inputs" : path }
}

/// Whether a path is a plan folder, and no case.
func isPlan(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path + "/plan.json") }

/// What an error says of the input: all of its findings; nil for an error of another kind.
func findings(in error: any Error) -> [Finding]? {
  switch error {
  case let error as CaseFindings: error.findings
  case let error as RateDefects: error.findings
  case let error as CoefficientDefects: error.findings
  case let error as VerificationFailure: error.findings
  case let error as HeldPlanMismatch:
    [
      Finding(
        file: "inputs", message: "the plan does not stand under its case: \(error.detail)", remedy: "Plan it again.")
    ]
  default: nil
  }
}

/// Work that reads a case: bad input becomes one failure with all of its findings.
func withFindings<Result>(of path: String, _ work: () throws -> Result) throws -> Result {
  do {
    return try work()
  } catch {
    guard let findings = findings(in: error) else { throw error }
    throw Failure(findings: findings, of: path)
  }
}
