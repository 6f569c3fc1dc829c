import Foundation
import Glibc

/// A folder that is written beside its place and put there whole.
///
/// While it is written it is `.NAME.partial-PID`, in the same parent and so on the same file system. What processes
/// that have died left behind is removed by the next run; a process on another machine that writes to the same shared
/// folder at the same time would be taken for dead.
struct FolderReplacement {
  /// What stands in the place.
  enum Standing: Hashable { case nothing, emptyFolder, plan }

  let target: URL
  /// Exchanges two paths in one step; returns 0, or -1 with `errno` set.
  var exchange: (String, String) -> Int32 = exchangePaths

  /// A link is followed: it is what it points to that is replaced.
  init(_ folder: URL) {
    let path = folder.standardizedFileURL.path
    self.target = URL(filePath: path).resolvingSymlinksInPath()
  }

  var parent: URL { target.deletingLastPathComponent() }
  func beside(_ kind: String, _ process: Int32 = getpid()) -> URL {
    parent.appending(path: ".\(target.lastPathComponent).\(kind)-\(process)")
  }

  /// Writes through `body` into a folder beside the place, then puts it in the place.
  func write(_ body: (URL) throws -> Void) throws {
    _ = try standing()
    try makeParents(parent)
    restoreAndClear()
    let staged = beside("partial")
    try makeFolder(staged)
    do {
      try body(staged)
      try flush(staged)
      try put(staged)
    } catch {
      remove(staged)
      throw error
    }
    // The new plan is in its place, so that what cannot be removed now is no failure: the next run tries again.
    remove(staged)
    try? flushOne(parent)
  }

  /// Makes an empty folder beside the place and removes it, so that what may not be written is known before the work.
  func tryOut() throws(WriteFailure) {
    _ = try standing()
    var nearest = parent
    while access(nearest.path, F_OK) != 0, nearest.path != "/" { nearest = nearest.deletingLastPathComponent() }
    let trial = nearest.appending(path: ".\(target.lastPathComponent).trial-\(getpid())")
    guard mkdir(trial.path, 0o777) == 0 || errno == EEXIST else { throw .now("Writing", target.path) }
    rmdir(trial.path)
  }

  /// Whether nothing stands in the place; false for an empty folder, and refused for anything else.
  func isFree() throws(WriteFailure) -> Bool {
    var status = stat()
    guard lstat(target.path, &status) == 0 else {
      if errno == ENOENT { return true }
      throw .now("Looking at", target.path)
    }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw .occupied(path: target.path, found: kind(status.st_mode)) }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: target.path) else {
      throw .now("Reading", target.path)
    }
    guard names.isEmpty else { throw .occupied(path: target.path, found: "a folder with files in it") }
    return false
  }

  /// What stands in the place, if it may be replaced.
  ///
  /// A folder counts as a plan if its `plan.json` begins as ours do; another program's `plan.json` is left alone.
  func standing() throws(WriteFailure) -> Standing {
    var status = stat()
    guard lstat(target.path, &status) == 0 else {
      if errno == ENOENT { return .nothing }
      throw .now("Looking at", target.path)
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw .notAPlan(path: target.path, found: kind(status.st_mode))
    }
    if beginsAsPlan(target.appending(path: "plan.json")) { return .plan }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: target.path) else {
      throw .now("Reading", target.path)
    }
    if names.isEmpty { return .emptyFolder }
    throw .notAPlan(path: target.path, found: "a folder with other files in it")
  }

  private func kind(_ mode: mode_t) -> String {
    switch mode & S_IFMT {
    case S_IFREG: "a file"
    case S_IFLNK: "a link that leads nowhere"
    case S_IFCHR, S_IFBLK: "a device"
    default: "no folder"
    }
  }

  private func beginsAsPlan(_ file: URL) -> Bool {
    guard let handle = try? FileHandle(forReadingFrom: file), let data = try? handle.read(upToCount: 200) else {
      return false
    }
    return String(decoding: data, as: UTF8.self).contains("\"schema\": \"tenure/plan-")
  }

  /// Puts the staged folder in the place; afterwards the staged name holds the old plan, if there was one.
  private func put(_ staged: URL) throws(WriteFailure) {
    guard try standing() == .plan else {
      guard rename(staged.path, target.path) == 0 else { throw .now("Writing", target.path) }
      return
    }
    if exchange(staged.path, target.path) == 0 { return }
    guard errno == EINVAL || errno == ENOSYS || errno == ENOTSUP else { throw .now("Replacing", target.path) }
    // This file system exchanges nothing: for a moment no plan stands there, and a run that dies in it leaves the old
    // one aside, where the next run finds it.
    let aside = beside("aside")
    guard rename(target.path, aside.path) == 0 else { throw .now("Replacing", target.path) }
    guard rename(staged.path, target.path) == 0 else {
      let failure = WriteFailure.now("Replacing", target.path)
      rename(aside.path, target.path)
      throw failure
    }
    remove(aside)
  }

  func makeParents(_ folder: URL) throws(WriteFailure) {
    if mkdir(folder.path, 0o777) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, folder.path != "/" else { throw .now("Making", folder.path) }
    try makeParents(folder.deletingLastPathComponent())
    try makeFolder(folder)
  }

  /// Puts back a plan that a dead process had set aside, and removes what dead processes left half written.
  private func restoreAndClear() {
    for kind in ["aside", "partial", "trial"] {
      let prefix = ".\(target.lastPathComponent).\(kind)-"
      for name in (try? FileManager.default.contentsOfDirectory(atPath: parent.path))?.sorted() ?? [] {
        guard name.hasPrefix(prefix), let process = Int32(name.dropFirst(prefix.count)), isDead(process) else {
          continue
        }
        let left = parent.appending(path: name)
        if kind == "aside", access(target.path, F_OK) != 0, rename(left.path, target.path) == 0 { continue }
        remove(left)
      }
    }
  }

  /// This process counts as dead too: it has not begun yet, so that what bears its number is another's.
  private func isDead(_ process: Int32) -> Bool {
    process == getpid() || (process > 0 && kill(process, 0) != 0 && errno == ESRCH)
  }

  private func remove(_ folder: URL) { try? FileManager.default.removeItem(at: folder) }

  /// Asks the disk to hold everything in a folder before its name is used.
  private func flush(_ folder: URL) throws(WriteFailure) {
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    while let file = files?.nextObject() as? URL { try flushOne(file) }
    try flushOne(folder)
  }

  private func flushOne(_ file: URL) throws(WriteFailure) {
    let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .now("Writing", file.path) }
    defer { close(descriptor) }
    // EINVAL: a file system that has nothing to flush.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw .now("Writing", file.path) }
  }
}

/// Exchanges two paths in one step through Linux's `renameat2`.
///
/// Glibc has it, but shows it to C only with `_GNU_SOURCE`, which Swift's module map does not set: it is looked up by
/// name.
private func exchangePaths(_ a: String, _ b: String) -> Int32 {
  typealias RenameAt2 = @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
  guard let program = dlopen(nil, RTLD_NOW), let symbol = dlsym(program, "renameat2") else {
    errno = ENOSYS
    return -1
  }
  let exchangeFlag: UInt32 = 2
  return unsafeBitCast(symbol, to: RenameAt2.self)(AT_FDCWD, a, AT_FDCWD, b, exchangeFlag)
}
