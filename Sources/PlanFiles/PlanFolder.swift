import Fleet
import Foundation
import Planning

/// Writes a plan folder whole: beside its place first, then in its place in one step.
///
/// The folder holds `plan.json`, `run.json`, `datapackage.json`, the tables, `recourse/` and `inputs/`. If it exists
/// and holds a plan, the new one takes its place at once and the old one goes, with everything in it. On any failure
/// the old plan stays as it was and nothing of the new one is left.
///
/// - Parameters:
///   - version: of the program.
///   - runJSON: `run.json`, the only file that may differ between runs: times and memory.
///   - folder: where the plan is to stand; folders above it are made if need be.
///   - inputs: writes the case as planned into the folder given, which is there and empty, and says what the case was
///     read from.
///   - check: gets the plan folder before it is in place, complete save that its certificate is `unchecked`.
/// - Throws: ``WriteFailure``; whatever `check` throws comes through unchanged.
public func writePlan(
  _ plan: Plan, of planningCase: PlanningCase, version: String, runJSON: JSONValue, to folder: URL,
  inputs: (URL) throws -> [InputFile], check: (URL) throws -> CertificateFacts
) throws {
  let tables = try plan.tableFiles()
  try FolderReplacement(folder).write { staged throws in
    let files = try writeInputs(to: staged.appending(path: "inputs"), inputs)
    try makeFolder(staged.appending(path: "recourse"))
    for table in tables { try write(table.text, to: staged.appending(path: table.path)) }
    try write(dataPackage(name: plan.caseName).printed() + "\n", to: staged.appending(path: "datapackage.json"))
    try write(runJSON.printed() + "\n", to: staged.appending(path: "run.json"))
    func writeDocument(_ certificate: CertificateFacts) throws {
      let document = try planDocument(
        plan, of: planningCase, version: version, certificate: certificate, inputs: files)
      try write(document.printed() + "\n", to: staged.appending(path: "plan.json"))
    }
    try writeDocument(.unchecked)
    try writeDocument(check(staged))
  }
}

/// Refuses what ``writePlan(_:of:version:runJSON:to:inputs:check:)`` would refuse to replace, before any work is done.
///
/// The folder above is tried with an empty one; nothing is promised about space.
public func checkTarget(_ folder: URL) throws(WriteFailure) { try FolderReplacement(folder).tryOut() }

private func writeInputs(to folder: URL, _ inputs: (URL) throws -> [InputFile]) throws -> [InputFile] {
  try makeFolder(folder)
  do {
    return try inputs(folder)
  } catch let failure as WriteFailure {
    throw failure
  } catch {
    throw WriteFailure.inputs(reason: systemReason(error))
  }
}

/// What the system says of an error that Foundation has wrapped: `No space left on device`.
func systemReason(_ error: any Error) -> String {
  var wrapped = error as NSError
  while wrapped.domain != NSPOSIXErrorDomain, let inner = wrapped.userInfo[NSUnderlyingErrorKey] as? any Error {
    wrapped = inner as NSError
  }
  guard wrapped.domain == NSPOSIXErrorDomain else { return (error as? WriteFailure)?.description ?? "\(error)" }
  return String(cString: strerror(Int32(wrapped.code)))
}

func makeFolder(_ folder: URL) throws(WriteFailure) {
  guard mkdir(folder.path, 0o777) == 0 else { throw .now("Making", folder.path) }
}

/// Writes a file to the end, or says why not.
func write(_ text: String, to file: URL) throws(WriteFailure) {
  let descriptor = open(file.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
  guard descriptor >= 0 else { throw .now("Writing", file.path) }
  var text = text
  let failed = text.withUTF8 { bytes in
    var done = 0
    while done < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress! + done, bytes.count - done)
      if count < 0 && errno == EINTR { continue }
      if count < 0 { return errno }
      done += count
    }
    return 0
  }
  // A full disk may show only here: on some file systems the bytes leave when the file is closed.
  let closed = close(descriptor) == 0 ? 0 : errno
  if failed != 0 || closed != 0 { throw .now("Writing", file.path, failed != 0 ? failed : closed) }
}

extension WriteFailure {
  /// The failure of a system call that has just returned.
  static func now(_ action: String, _ path: String, _ number: Int32 = errno) -> WriteFailure {
    .system(action: action, path: path, reason: String(cString: strerror(number)))
  }
}
