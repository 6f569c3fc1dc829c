import CaseFiles
import Foundation
import PlanFiles
import Planning
import Verification

/// Writes a plan beside the old one, has it verified from its files alone, and only then lets it take the old one's place.
///
/// - Parameter refusal: what is said before the verdict where the plan does not pass.
/// - Returns: its certificate, and what its inputs are.
/// - Throws: ``Failure`` where it does not pass its check, or the disk refuses.
@discardableResult
func writeVerified(
  _ plan: Plan, of folder: CaseFolder, runJSON: JSONValue, to target: URL, refusal: String
) throws -> (certificate: CertificateFacts, inputs: [InputFile]) {
  var certificate = CertificateFacts.unchecked
  var inputs: [InputFile] = []
  try writing {
    try writePlan(
      plan, of: folder.planningCase, version: Tenure.version, runJSON: runJSON, to: target,
      inputs: {
        inputs = try folder.inputFiles(writtenTo: $0)
        return inputs
      },
      check: { staged in
        let verdict = try verify(planAt: staged)
        guard verdict.passed else { throw Failure(.numerical, refusal + "\n" + verdict.text(most: 10)) }
        certificate = CertificateFacts(verdict)
        return certificate
      })
  }
  return (certificate, inputs)
}

/// Makes a folder for results, and those above it; one that holds something already is left alone.
func makeResultFolder(_ folder: URL, shownAs directory: String) throws {
  let there = try? FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
  if there?.isEmpty == false {
    throw Failure(.unwritable, "\(directory) is there and not empty. Name another folder, or empty it.")
  }
  do {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  } catch {
    throw Failure(.unwritable, "\(directory) cannot be made: \(error.localizedDescription)")
  }
}
