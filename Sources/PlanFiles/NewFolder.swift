import Foundation

/// Writes files into a new folder, beside its place first and then in its place: all of them or none.
///
/// An empty folder counts as new. Missing folders above it are made.
/// - Throws: `WriteFailure`, and nothing is written: ``WriteFailure/occupied(path:)`` where something stands there.
public func writeNewFolder(_ files: [(name: String, bytes: [UInt8])], to folder: URL) throws {
  do {
    try FolderReplacement(folder).writeNew { staged in
      for file in files { try Data(file.bytes).write(to: staged.appending(path: file.name)) }
    }
  } catch let failure as WriteFailure {
    throw failure
  } catch {
    throw WriteFailure.system(action: "Writing", path: folder.path, reason: systemReason(error))
  }
}
