import Fleet

/// Where a piece of input text stands: a file, and where known its line and character from 1.
struct Place: Hashable, Sendable {
  var file: String
  var line: Int?
  var column: Int?
}

/// The findings of one reading, gathered so that all of them are reported at once.
///
/// No more than ``limit`` are kept of one file, with one more that says so, and readers stop at a file that is full: a
/// broken file of a million rows must fill neither the memory nor the hour.
final class FindingLog {
  static let limit = 1000

  private var findings: [Finding] = []
  private var counts: [String: Int] = [:]

  /// Whether anything was found that forbids a plan.
  private(set) var hasErrors = false

  /// Adds a finding at a place; a long value is shown by its beginning.
  func add(
    _ severity: Finding.Severity = .error, at place: Place, name: String? = nil, value: String? = nil,
    _ message: String, _ remedy: String
  ) {
    if severity == .error { hasErrors = true }
    counts[place.file, default: 0] += 1
    guard counts[place.file]! <= FindingLog.limit else { return }
    findings.append(
      Finding(
        severity, file: place.file, line: place.line, column: place.column, name: name.map(FindingLog.shown),
        value: value.map(FindingLog.shown), message: message, remedy: remedy))
  }

  /// Whether so much was found in a file that there is no point in reading on.
  func isFull(_ file: String) -> Bool { counts[file, default: 0] > FindingLog.limit }

  /// Everything found, each finding once, in order of file, line, column and text.
  var sorted: [Finding] {
    var all = findings
    for file in counts.keys where isFull(file) {
      all.append(
        Finding(
          file: file,
          message: "there are more than \(FindingLog.limit) findings in this file, and no more are looked for",
          remedy: "Mend those shown and check again."))
    }
    return Set(all).sorted { a, b in
      if a.file != b.file { return a.file < b.file }
      if a.line != b.line { return (a.line ?? 0) < (b.line ?? 0) }
      if a.column != b.column { return (a.column ?? 0) < (b.column ?? 0) }
      return a.description < b.description
    }
  }

  /// At most 60 characters of a value, control characters made visible.
  static func shown(_ value: String) -> String {
    let scalars = value.unicodeScalars
    var text = ""
    for scalar in scalars.prefix(60) {
      text += scalar.isUnseen ? scalar.escaped(asASCII: true) : String(scalar)
    }
    return scalars.count > 60 ? text + "..." : text
  }
}
