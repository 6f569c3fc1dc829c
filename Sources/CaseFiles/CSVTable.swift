import Fleet
import Foundation

/// A CSV file as it is written: a header and rows of cells, each with its place.
///
/// Nothing is converted here: a cell's text is what stands between the commas, quotes taken off.
public struct CSVTable: Sendable {
  /// One field of a row.
  public struct Cell: Sendable {
    /// The text without its quotes.
    public internal(set) var text: String
    private let lineNumber: Int32
    /// Negative where something about the cell is reported: a bit of its own would make each of a million cells larger.
    private var columnNumber: Int32
    /// Set where `set:` or `--set` put another value in.
    var patch: Patch?

    init(_ text: String, line: Int, column: Int, patch: Patch? = nil) {
      self.text = text
      self.lineNumber = Int32(truncatingIfNeeded: line)
      self.columnNumber = Int32(truncatingIfNeeded: column)
      self.patch = patch
    }

    /// The line on which the cell starts, from 1.
    public var line: Int { Int(lineNumber) }
    /// The character at which the cell starts, from 1; Unicode scalars are counted.
    public var column: Int { Int(columnNumber.magnitude) }
    /// Whether the cell as text is reported, so that nothing more is to be said about what stands in it.
    var isReported: Bool { columnNumber < 0 }

    /// The same place, with a text of which nothing more is to be said.
    func reported(_ text: String) -> Cell {
      var cell = self
      cell.text = text
      cell.columnNumber = -Int32(truncatingIfNeeded: column)
      return cell
    }
  }

  /// A value that came from elsewhere than the table's file: where it stands and how it was written there.
  final class Patch: Sendable {
    let place: Place
    let written: String

    init(place: Place, written: String) {
      self.place = place
      self.written = written
    }
  }

  /// One record.
  public struct Row: Sendable {
    /// The line on which the row starts, from 1.
    public let line: Int
    /// As many cells as the header has, fewer in a row that is reported as short or long.
    public internal(set) var cells: [Cell]
    /// The patch that made the whole row.
    var patch: Patch?
  }

  /// The file's path inside the case.
  public let file: String
  public internal(set) var header: [Cell]
  public internal(set) var rows: [Row]
  /// Whether the file goes on behind the last row: no text could be made of the rest, or there is too much of it.
  private(set) var isCutOff = false

  /// Greatest number of columns.
  static let columnLimit = 200
  /// Greatest number of bytes in a cell.
  static let cellLimit = 10_000
  /// Greatest number of cells, so that no file fills the memory.
  static let tableLimit = 1_000_000
  /// Number of rows that are kept of a larger table.
  static let sampleLimit = 10_000

  init(file: String, columns: [String]) {
    self.file = file
    self.header = columns.enumerated().map { Cell($1, line: 1, column: $0 + 1) }
    self.rows = []
  }

  /// Reads a file's bytes by RFC 4180: UTF-8, commas, LF or CRLF, quotes doubled inside quotes.
  ///
  /// Whatever is wrong with the file goes into the log and reading goes on behind it, except where no text can be made
  /// of the rest (UTF-16, an unclosed quote). The result is nil where not even a header can be had.
  init?(bytes: [UInt8], file: String, log: FindingLog) {
    let place = Place(file: file, line: 1, column: 1)
    guard let start = textStart(bytes, at: place, log: log, empty: "Write the header row with the column names.") else {
      return nil
    }
    var scanner = CSVScanner(bytes: bytes, from: start, file: file, log: log)
    guard let first = scanner.nextRow(keeping: CSVTable.columnLimit) else { return nil }
    self.file = file
    self.header = first.cells
    self.rows = []
    guard checkHeader(first.count, log: log) else { return nil }
    var seen: [Int: Int] = [:]
    while !log.isFull(file), let (line, cells, count) = scanner.nextRow(keeping: header.count) {
      guard rows.count * header.count < CSVTable.tableLimit else {
        cutOff(at: line, log: log)
        break
      }
      let row = Row(line: line, cells: cells)
      isCutOff = scanner.isCutOff
      guard checkWidth(row, count: count, log: log), isFirstOfItsKind(row, seen: &seen, log: log) else { continue }
      rows.append(row)
    }
    isCutOff = isCutOff || scanner.isCutOff
  }

  private mutating func cutOff(at line: Int, log: FindingLog) {
    isCutOff = true
    // The case is refused: the first rows are kept to be looked at, since what is wrong in them is so in the others.
    rows.removeLast(max(0, rows.count - CSVTable.sampleLimit))
    log.add(
      at: Place(file: file, line: line, column: 1),
      "a table has at most \(CSVTable.tableLimit) cells, and only its first rows are looked at",
      "Take out rows that are not used, or plan fewer and longer periods.")
  }

  private mutating func checkHeader(_ count: Int, log: FindingLog) -> Bool {
    let place = Place(file: file, line: 1, column: 1)
    if count > CSVTable.columnLimit {
      log.add(at: place, "a table has at most \(CSVTable.columnLimit) columns, this one has \(count)", "Take some out.")
      return false
    }
    if header.count == 1, header[0].text.isEmpty {
      log.add(at: place, "the first line is empty, and it is the header", "Write the column names there.")
      return false
    }
    if header.count == 1, let separator = [";", "\t", "|"].first(where: { header[0].text.contains($0) }) {
      log.add(
        at: place, value: header[0].text, "columns are separated by commas",
        "Save the file as comma-separated values, not with \(separator == "\t" ? "tabs" : "\"\(separator)\"").")
      return false
    }
    trimHeader(log)
    var names: Set<String> = []
    for cell in header where !cell.text.isEmpty && !names.insert(cell.text).inserted {
      log.add(
        at: self.place(of: cell), name: cell.text, "the header names this column twice",
        "Take one out, or give it its own name.")
    }
    return true
  }

  /// Reports spaces around a column's name and goes on without them.
  private mutating func trimHeader(_ log: FindingLog) {
    for index in header.indices {
      let text = header[index].text, trimmed = text.trimmingCharacters(in: .whitespaces)
      guard trimmed != text else { continue }
      log.add(at: place(of: header[index]), name: trimmed, value: text, Refusal.spaces.message, Refusal.spaces.remedy)
      header[index].text = trimmed
    }
  }

  private mutating func checkWidth(_ row: Row, count: Int, log: FindingLog) -> Bool {
    let place = Place(file: file, line: row.line, column: 1)
    if count == 1, header.count > 1, let text = row.cells.first?.text, text.isEmpty || text.hasPrefix("#") {
      if !row.cells[0].isReported {
        log.add(
          at: place, value: text.isEmpty ? nil : text, text.isEmpty ? "the line is empty" : "a table has no comments",
          text.isEmpty ? "Take it out." : "Take the line out, or write it into a column named note.")
      }
      return false
    }
    if count > 1, count <= CSVTable.columnLimit, row.cells.allSatisfy(\.text.isEmpty) {
      log.add(at: place, "the row is empty", "Take it out: a spreadsheet has saved more rows than it showed.")
      return false
    }
    guard count != header.count else { return true }
    // The cells that an open quote has swallowed are reported with it.
    if count < header.count, !isCutOff {
      let missing = header[count...].map(\.text)
      log.add(
        at: place, name: missing.first, "the row has \(count) cells and the header \(header.count)",
        "Write a comma for each cell left empty (\(missing.prefix(6).joined(separator: ", "))).")
    } else if count > header.count {
      log.add(
        at: place, "the row has \(count) cells and the header \(header.count)",
        "Put a text that holds commas between double quotes, or take the surplus cells out.")
    }
    // The row stays, so that its id is known and rows that refer to it are not reported as well; a surplus cell shifts
    // those behind it, so that nothing else can be said of a long row.
    rows.append(Row(line: row.line, cells: Array(row.cells.prefix(max(1, header.count - 1)))))
    return false
  }

  private func isFirstOfItsKind(_ row: Row, seen: inout [Int: Int], log: FindingLog) -> Bool {
    let place = Place(file: file, line: row.line, column: 1)
    if row.cells.elementsEqual(header, by: { $0.text == $1.text }) {
      log.add(at: place, value: row.cells[0].text, "the header row stands a second time", "Take this line out.")
      return false
    }
    var hasher = Hasher()
    for cell in row.cells { hasher.combine(cell.text) }
    let hash = hasher.finalize()
    guard let earlier = seen[hash] else {
      seen[hash] = rows.count
      return true
    }
    guard rows[earlier].cells.elementsEqual(row.cells, by: { $0.text == $1.text }) else { return true }
    log.add(
      at: place, value: row.cells[0].text, "the row is the same as line \(rows[earlier].line)", "Take one of them out.")
    return false
  }

  func place(of cell: Cell) -> Place {
    cell.patch?.place ?? Place(file: file, line: cell.line, column: cell.column)
  }

  func place(of row: Row) -> Place {
    row.patch?.place ?? Place(file: file, line: row.line, column: 1)
  }

  /// The column of a name, from 0.
  func index(of name: String) -> Int? { header.firstIndex { $0.text == name } }
}
