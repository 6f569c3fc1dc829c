/// One thing that is wrong, or doubtful, in the input: where it stands, what it says, which rule it breaks and what to do.
///
/// A case is read to its end before its findings are reported, so that one run shows all of them.
public struct Finding: Hashable, Sendable, Error {
  public enum Severity: String, Sendable, CaseIterable { case error, warning }

  public var severity: Severity
  /// The file's path inside the case, `case.yaml` or `sites.csv`; `--set` for a value given on the command line.
  public var file: String
  /// The line, from 1; nil where the finding is about the whole file.
  public var line: Int?
  /// The character in the line, from 1; nil where the line is all that is known.
  public var column: Int?
  /// The name of the column or key: `power_mw`.
  public var name: String?
  /// The value as it is written.
  public var value: String?
  /// What is wrong, with the rule: `a site's power is 0 or more`.
  public var message: String
  /// What to do about it.
  public var remedy: String

  public init(
    _ severity: Severity = .error, file: String, line: Int? = nil, column: Int? = nil, name: String? = nil,
    value: String? = nil, message: String, remedy: String
  ) {
    self.severity = severity
    self.file = file
    self.line = line
    self.column = column
    self.name = name
    self.value = value
    self.message = message
    self.remedy = remedy
  }
}

extension Finding: CustomStringConvertible {
  /// `sites.csv:14:3: error: power_mw is "-3": a site's power is 0 or more. Leave the cell empty if unknown.`
  public var description: String {
    var place = file
    if let line { place += ":\(line)" }
    if let column { place += ":\(column)" }
    var subject = ""
    if let name, let value { subject = "\(name) is \"\(value)\": " } else if let name { subject = "\(name): " }
    return Finding.printable("\(place): \(severity.rawValue): \(subject)\(message). \(remedy)")
  }

  /// One line that does nothing to a terminal: even the name of a file may hold a line's end or an escape sequence.
  private static func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: \.isUnseen) else { return text }
    return text.unicodeScalars.reduce(into: "") { $0 += $1.isUnseen ? $1.escaped(asASCII: true) : String($1) }
  }
}

extension Unicode.Scalar {
  /// Whether it is not seen but acts: control characters, and marks that end a line or turn the way of reading.
  public var isUnseen: Bool {
    switch value {
    case 0..<32, 127..<160, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
