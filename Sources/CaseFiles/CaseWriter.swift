import Fleet
import Foundation

extension CaseFolder {
  /// Writes the case as planned, after `extends`, `remove`, `set` and settings, as a case that stands alone.
  ///
  /// Reading the folder gives the same case. The same case gives the same bytes, whatever the order of rows and columns
  /// in the files that it came from: columns stand in the order of the pages, rows in order of their keys. Files that
  /// are in the folder already and belong to no table stay.
  ///
  /// - Throws: what the file system says where the folder cannot be written.
  public func write(to directory: URL) throws {
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    for (name, text) in texts { try Data(text.utf8).write(to: directory.appendingPathComponent(name)) }
    try incumbent?.write(to: directory.appendingPathComponent(IncumbentFiles.folder))
  }

  /// The files of the case as planned, by name.
  var texts: [String: String] {
    var texts = ["case.yaml": caseYAML]
    for specification in TableSpecification.all {
      texts[specification.fileName] = raw.tables[specification.name]?.canonicalText(specification)
    }
    return texts
  }

  private var caseYAML: String {
    var lines: [String] = []
    for column in CaseKeys.scalars {
      guard let text = raw.scalars[column.name]?.text else { continue }
      lines.append("\(column.name): \(column.name == "name" ? CaseFolder.quoted(text) : text)")
    }
    let options = CaseKeys.options.filter { raw.options[$0.name] != nil }
    if !options.isEmpty { lines.append("options:") }
    for column in options { lines.append("  \(column.name): \(raw.options[column.name]!.text)") }
    if !raw.goals.isEmpty { lines.append("goals:") }
    for goal in raw.goals { lines.append("  - \(goal.text)") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A text between double quotes as YAML and JSON both read it.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22: quoted += "\\\""
      case 0x5C: quoted += "\\\\"
      case 0x20..<0x7F, 0xA0..<0x2028, 0x202A..<0xD800, 0xE000..<0xFEFF, 0xFF00..<0xFFFE, 0x10000...:
        quoted.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return quoted + "\""
  }
}

extension CSVTable {
  /// The table as text: columns in the order of the specification, rows in order of their keys, LF line ends.
  func canonicalText(_ specification: TableSpecification) -> String {
    let columns = specification.columns.compactMap { column in index(of: column.name).map { (column, $0) } }
    let keys = specification.key.compactMap { index(of: $0) }
    let lines = rows.map { row in (keys.map { row.cells[$0].text }, columns.map { row.cells[$1].text }) }
      .sorted { a, b in a.0 == b.0 ? CSVTable.isBefore(a.1, b.1) : CSVTable.isBefore(a.0, b.0) }
    var text = CSVTable.line(columns.map(\.0.name))
    for line in lines { text += CSVTable.line(line.1) }
    return text
  }

  /// Whether a row comes before another: cell by cell, numbers by size.
  private static func isBefore(_ a: [String], _ b: [String]) -> Bool {
    for (x, y) in zip(a, b) where x != y {
      if let left = Double(x), let right = Double(y), left != right { return left < right }
      return x < y
    }
    return false
  }

  static func line(_ texts: [String]) -> String {
    texts.map { text in
      let needsQuotes = text.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
      return needsQuotes ? "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : text
    }.joined(separator: ",") + "\n"
  }
}
