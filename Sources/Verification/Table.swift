import Fleet

/// One line of a table of the plan: texts, and numbers where the column holds numbers.
struct Row {
  /// The table's path in the plan folder.
  let table: String
  /// The line in the file, from 1.
  let line: Int
  fileprivate let layout: Layout
  /// Columns of the layout that the table does without.
  fileprivate let lacking: [String]
  fileprivate let texts: [String]
  fileprivate var numbers: [Double?]

  /// `recourse/sites.csv:14`
  var place: String { "\(table):\(line)" }
  /// The row's texts, which say what it is about.
  var key: String {
    zip(layout.columns, texts).filter { !$0.0.isNumber && !$0.1.isEmpty && $0.0.name != "ends" }.map(\.1)
      .joined(separator: ",")
  }

  func text(_ column: String) -> String { texts[layout.index[column]!] }
  /// The number in a column, or nil for a blank cell in a column that may be blank.
  func optional(_ column: String) -> Double? { numbers[layout.index[column]!] }
  /// Whether the table has a column that older plans lack.
  func has(_ column: String) -> Bool { !lacking.contains(column) }
  subscript(column: String) -> Double { numbers[layout.index[column]!]! }
  var numberColumns: [String] { layout.columns.filter(\.isNumber).map(\.name) }
  /// For tests, which alter a cell and expect to be found out.
  mutating func replace(_ column: String, by number: Double) { numbers[layout.index[column]!] = number }
}

/// The columns of a table, in order.
struct Layout {
  struct Column {
    let name: String
    let isNumber: Bool
    let mayBeBlank: Bool
    /// Whether a table may do without it.
    let mayLack: Bool
  }

  let columns: [Column]
  let index: [String: Int]

  /// From names between spaces: `gpus#` is a number, `price_up?` a number or blank, `site` a text. The tables of older
  /// plans may have no column `racks#~`, with a mark after all others.
  init(_ names: String) {
    columns = names.split(separator: " ").map { name in
      let mayLack = name.last == "~", marked = mayLack ? name.dropLast() : name
      let mark = marked.last.flatMap { "#?".contains($0) ? $0 : nil }
      return Column(
        name: String(mark == nil ? marked : marked.dropLast()), isNumber: mark != nil, mayBeBlank: mark == "?",
        mayLack: mayLack)
    }
    index = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1.name, $0) })
  }

  /// The rows of a table of this layout; nil, with findings, where the text is not such a table.
  func rows(_ bytes: [UInt8], table: String, findings: inout [Finding]) -> [Row] {
    guard let records = records(bytes), let header = records.first else {
      findings.append(
        Finding(file: table, message: "this is not a CSV table by RFC 4180", remedy: "Write the plan again."))
      return []
    }
    let lacking = columns.filter { $0.mayLack && !header.cells.contains($0.name) }.map(\.name)
    guard (header.cells + lacking).sorted() == columns.map(\.name).sorted() else {
      findings.append(
        Finding(
          file: table, line: 1, message: "the columns are \(columns.map(\.name).joined(separator: ", "))",
          remedy: "Write the plan again."))
      return []
    }
    let places = columns.map { header.cells.firstIndex(of: $0.name) }
    return records.dropFirst().compactMap { record in
      guard record.cells.count == header.cells.count else {
        findings.append(
          Finding(
            file: table, line: record.line,
            message: "a row has \(header.cells.count) cells, this one \(record.cells.count)",
            remedy: "Write the plan again."))
        return nil
      }
      let cells = places.map { $0.map { record.cells[$0] } ?? "" }
      return row((record.line, cells), lacking, table: table, findings: &findings)
    }
  }

  private func row(_ record: Record, _ lacking: [String], table: String, findings: inout [Finding]) -> Row? {
    func fail(_ name: String, _ value: String, _ message: String) {
      findings.append(
        Finding(
          file: table, line: record.line, name: name, value: value, message: message, remedy: "Write the plan again."))
    }
    var numbers: [Double?] = []
    for (column, cell) in zip(columns, record.cells) {
      let value = column.isNumber ? number(cell) : nil
      let mayBeBlank = column.mayBeBlank || lacking.contains(column.name)
      if column.isNumber, value == nil, !(cell.isEmpty && mayBeBlank) {
        fail(column.name, cell, "a finite decimal number stands here")
        return nil
      }
      numbers.append(value)
    }
    return Row(table: table, line: record.line, layout: self, lacking: lacking, texts: record.cells, numbers: numbers)
  }
}

/// A finite decimal number without spaces, hexadecimals, `inf` or `nan`; nil for any other text.
private func number(_ text: String) -> Double? {
  guard text.utf8.allSatisfy({ (48...57).contains($0) || "+-.eE".utf8.contains($0) }),
    let value = Double(text), value.isFinite
  else { return nil }
  return value
}

private typealias Record = (line: Int, cells: [String])

/// The records of a CSV text with the lines on which they start; nil for a stray or open quote.
private func records(_ bytes: [UInt8]) -> [Record]? {
  let quote = UInt8(ascii: "\""), comma = UInt8(ascii: ","), feed = UInt8(ascii: "\n")
  var records: [Record] = [], cells: [String] = [], cell: [UInt8] = []
  var line = 1, start = 1, at = 0
  while at < bytes.count {
    if bytes[at] == quote, cell.isEmpty {
      at += 1
      while at < bytes.count, bytes[at] != quote || (at + 1 < bytes.count && bytes[at + 1] == quote) {
        if bytes[at] == feed { line += 1 }
        cell.append(bytes[at])
        at += bytes[at] == quote ? 2 : 1
      }
      at += 1
      guard at < bytes.count, [comma, feed, UInt8(ascii: "\r")].contains(bytes[at]) else { return nil }
    }
    switch bytes[at] {
    case quote: return nil
    case comma:
      cells.append(String(decoding: cell, as: UTF8.self))
      cell = []
    case feed:
      cells.append(String(decoding: cell, as: UTF8.self))
      records.append((start, cells))
      (cells, cell, line) = ([], [], line + 1)
      start = line
    case UInt8(ascii: "\r") where at + 1 < bytes.count && bytes[at + 1] == feed: break
    case let byte: cell.append(byte)
    }
    at += 1
  }
  return cell.isEmpty && cells.isEmpty ? records : nil
}
