import Fleet
import Foundation

/// Opens the files of a case, and no other: plain files inside the models root, of bounded size.
final class InputFiles {
  /// The resolved models root.
  let root: String
  /// The resolved case folder, against which paths are shown.
  let folder: String
  private let log: FindingLog
  /// Hash of every file read, by its path as shown.
  private(set) var hashes: [String: String] = [:]

  init(root: String, folder: String, log: FindingLog) {
    self.root = root
    self.folder = folder
    self.log = log
  }

  /// What may be wrong with a path.
  enum Kind { case file, folder }

  /// A path with every link followed, or nil where there is nothing or a loop of links.
  static func resolved(_ path: String) -> String? {
    guard let pointer = realpath(path, nil) else { return nil }
    defer { free(pointer) }
    return String(cString: pointer)
  }

  /// The path of a file from the case folder: `sites.csv`, `../catalogue/gpu-classes.csv`.
  func shown(_ path: String) -> String {
    let base = folder.split(separator: "/"), parts = path.split(separator: "/")
    let shared = zip(base, parts).prefix { $0 == $1 }.count
    return (Array(repeating: "..", count: base.count - shared) + parts[shared...].map(String.init))
      .joined(separator: "/")
  }

  /// A path written in a case, followed to the file or folder that it names, or nil after a finding.
  ///
  /// - Parameters:
  ///   - written: relative to `base`, which is itself resolved.
  ///   - name: the key under which it is written; nil for a file that is found by its own name.
  func resolve(_ written: String, from base: String, at place: Place, name: String? = nil, as kind: Kind) -> String? {
    func refuse(_ message: String, _ remedy: String) -> String? {
      log.add(at: place, name: name, value: name.map { _ in written }, message, remedy)
      return nil
    }
    if written.isEmpty { return refuse("the path is empty", "Write a path relative to this file.") }
    if written.hasPrefix("/") || written.hasPrefix("~") {
      return refuse("a path is relative to the folder of this file", "Write it as ../name, so that the case can move.")
    }
    guard !written.unicodeScalars.contains("\0"), written.utf8.count < 4096 else {
      return refuse("this is no path", "Write a path relative to this file.")
    }
    guard let path = InputFiles.resolved(base + "/" + written) else {
      let noun = kind == .file ? "file" : "folder"
      switch errno {
      case ELOOP: return refuse("the path runs in a loop of links", "Replace the links by the \(noun).")
      case EACCES: return refuse("the \(noun) cannot be read: permission denied", "Check the permissions of the path.")
      case _ where name == nil: return refuse("the link leads to no file", "Replace it by the file, or take it out.")
      default: return refuse("there is no such \(noun)", "Write a path relative to this file.")
      }
    }
    guard isInside(path) else {
      return refuse(
        "the path leads out of the models root", "Keep every file of a case beside or below its folder, or name --root."
      )
    }
    var status = stat()
    if kind == .file, stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      return refuse("this is \(InputFiles.kind(of: status)), not a plain file", "Put a plain file in its place.")
    }
    return path
  }

  /// Whether a resolved path lies in the models root.
  func isInside(_ path: String) -> Bool { path == root || path.hasPrefix(root == "/" ? root : root + "/") }

  /// The bytes of a resolved path, or nil after a finding about whatever keeps it from being read.
  ///
  /// A pipe or device is never opened, so that reading cannot hang.
  func read(_ path: String, limit: Int, at place: Place) -> [UInt8]? {
    func refuse(_ message: String, _ remedy: String) -> [UInt8]? {
      log.add(at: place, message, remedy)
      return nil
    }
    var status = stat()
    guard stat(path, &status) == 0 else {
      return refuse(
        "the file cannot be read: \(String(cString: strerror(errno)))", "Check its name and its permissions.")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      return refuse("this is \(InputFiles.kind(of: status)), not a plain file", "Put a plain file in its place.")
    }
    guard status.st_size <= limit else {
      return refuse(
        "the file has \(status.st_size) bytes, more than the \(limit) that are read",
        "Split it, or take out what is not used.")
    }
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      return refuse("the file cannot be read: \(String(cString: strerror(errno)))", "Check its permissions.")
    }
    defer { close(descriptor) }
    guard let bytes = InputFiles.bytes(of: descriptor, size: Int(status.st_size), limit: limit) else {
      return refuse("the file cannot be read: \(String(cString: strerror(errno)))", "Check the disk.")
    }
    hashes[shown(path)] = SHA256.hex(bytes)
    return bytes
  }

  private static func bytes(of descriptor: Int32, size: Int, limit: Int) -> [UInt8]? {
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = Foundation.read(descriptor, buffer.baseAddress! + count, size - count)
        if got < 0, errno == EINTR { continue }
        if got < 0 { failed = true }
        if got <= 0 { return }
        count += got
      }
    }
    return failed ? nil : bytes
  }

  private static func kind(of status: stat) -> String {
    switch status.st_mode & S_IFMT {
    case S_IFDIR: "a folder"
    case S_IFIFO: "a pipe"
    case S_IFSOCK: "a socket"
    default: "a device"
    }
  }
}
