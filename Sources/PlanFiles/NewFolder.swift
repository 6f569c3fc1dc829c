import Foundation

/// Writes files into a new folder: all of them or none.
///
/// Missing folders above it are made. An empty folder that is there keeps its owner, its mode and whoever stands in it.
/// - Throws: ``WriteFailure``, and nothing is written: ``WriteFailure/occupied(path:found:)`` where something stands there.
public func writeNewFolder(_ files: [(name: String, bytes: [UInt8])], to folder: URL) throws {
  let place = FolderReplacement(folder)
  if try place.isFree() {
    try place.makeParents(place.parent)
    try stage(files, in: place.beside("partial")) { staged in
      guard rename(staged.path, place.target.path) == 0 else { throw WriteFailure.now("Writing", place.target.path) }
    }
  } else {
    try stage(files, in: place.target.appending(path: ".partial-\(getpid())")) { staged in
      try move(files.map(\.name), from: staged, to: place.target)
    }
  }
}

/// Writes files into a folder of their own and hands it on; on a failure nothing of it is left.
private func stage(
  _ files: [(name: String, bytes: [UInt8])], in staged: URL, then put: (URL) throws -> Void
) throws {
  try makeFolder(staged)
  defer { try? FileManager.default.removeItem(at: staged) }
  for file in files {
    try write(String(decoding: file.bytes, as: UTF8.self), to: staged.appending(path: file.name))
  }
  try put(staged)
}

private func move(_ names: [String], from staged: URL, to folder: URL) throws(WriteFailure) {
  for (index, name) in names.enumerated() {
    guard rename(staged.appending(path: name).path, folder.appending(path: name).path) == 0 else {
      let failure = WriteFailure.now("Writing", folder.path)
      for moved in names.prefix(index) { unlink(folder.appending(path: moved).path) }
      throw failure
    }
  }
}
