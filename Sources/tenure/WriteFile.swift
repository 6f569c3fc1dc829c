import Foundation

/// Whether a file could be written, before any work is done: its folder is there and lets itself be written to.
///
/// - Throws: ``Failure`` with what the system says.
func tryToWrite(_ path: String) throws {
  let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
  var status = stat()
  let isFolder = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  if isFolder { errno = EISDIR }
  guard !isFolder, access(folder, W_OK) == 0 else {
    throw Failure(.unwritable, "\(path) cannot be written: \(String(cString: strerror(errno))).")
  }
}

/// Writes a file whole: beside its place first, then in its place, so that a full disk leaves the old one. What is no
/// plain file, such as a pipe, is written to directly.
///
/// - Throws: ``Failure`` with what the system says.
func writeFile(_ text: String, at path: String) throws {
  func failure() -> Failure {
    Failure(.unwritable, "\(path) cannot be written: \(String(cString: strerror(errno))).")
  }
  var status = stat()
  let isSpecial = stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
  let partial = isSpecial ? path : "\(path).partial-\(getpid())"
  let descriptor = open(partial, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
  guard descriptor >= 0 else { throw failure() }
  defer { close(descriptor) }
  guard Console.write(text, to: descriptor), isSpecial || rename(partial, path) == 0 else {
    let failure = failure()
    if !isSpecial { unlink(partial) }
    throw failure
  }
}
