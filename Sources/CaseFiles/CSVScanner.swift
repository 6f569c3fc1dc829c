import Fleet

/// Cuts bytes into rows and cells, byte by byte.
///
/// Every byte is looked at once; lines and characters are counted on the way.
struct CSVScanner {
  private let bytes: [UInt8]
  private let file: String
  private let log: FindingLog
  private var index: Int
  private var line = 1
  /// Character at ``index``, from 1; bytes that continue a UTF-8 sequence are not counted.
  private var column = 1
  private var bareReturns = 0
  /// Whether a quote that is never closed has swallowed the rest.
  private(set) var isCutOff = false

  private static let quote = UInt8(ascii: "\""), comma = UInt8(ascii: ","), lf: UInt8 = 10, cr: UInt8 = 13

  init(bytes: [UInt8], from start: Int, file: String, log: FindingLog) {
    self.bytes = bytes
    self.index = start
    self.file = file
    self.log = log
  }

  /// The next row: at most `limit` of its cells, and how many it has; nil at the end.
  mutating func nextRow(keeping limit: Int) -> (line: Int, cells: [CSVTable.Cell], count: Int)? {
    guard index < bytes.count else { return nil }
    let start = line
    var cells: [CSVTable.Cell] = []
    cells.reserveCapacity(min(limit, 32))
    var count = 0
    while true {
      let cell = bytes.indices.contains(index) && bytes[index] == CSVScanner.quote ? quoted() : plain()
      if count < limit { cells.append(cell) }
      count += 1
      guard index < bytes.count, bytes[index] == CSVScanner.comma else { break }
      step()
    }
    endLine()
    return (start, cells, count)
  }

  private mutating func step() {
    if bytes[index] & 0xC0 != 0x80 { column += 1 }
    index += 1
  }

  private mutating func endLine() {
    guard index < bytes.count else { return }
    if bytes[index] == CSVScanner.cr {
      if index + 1 < bytes.count, bytes[index + 1] == CSVScanner.lf {
        index += 1
      } else {
        bareReturns += 1
        if bareReturns == 1 {
          note("a line ends with a lone carriage return", "Save the file with LF or CRLF line ends.")
        }
      }
    }
    index += 1
    line += 1
    column = 1
  }

  private mutating func plain() -> CSVTable.Cell {
    let start = index, at = column
    var quoteSeen = false
    while index < bytes.count {
      let byte = bytes[index]
      if byte == CSVScanner.comma || byte == CSVScanner.lf || byte == CSVScanner.cr { break }
      if byte == CSVScanner.quote, !quoteSeen {
        quoteSeen = true
        let isSpaced = bytes[start..<index].allSatisfy { $0 == 32 }
        note(
          "a double quote stands inside a cell that does not start with one",
          isSpaced
            ? "Take out the spaces before it: a space after a comma is part of the cell."
            : "Put the whole cell between double quotes and write each inner one twice.")
      }
      step()
    }
    let cell = cell(bytes[start..<index], line: line, column: at)
    return quoteSeen ? cell.reported(cell.text) : cell
  }

  private mutating func quoted() -> CSVTable.Cell {
    let at = (line: line, column: column)
    step()
    var text: [UInt8] = []
    while true {
      guard index < bytes.count else {
        log.add(
          at: Place(file: file, line: at.line, column: at.column),
          value: String(decoding: text.prefix(80).prefix { $0 != CSVScanner.lf }, as: UTF8.self),
          "a double quote opens here and is never closed", "Close it before the next comma or the end of the line.")
        isCutOff = true
        return CSVTable.Cell("", line: at.line, column: at.column).reported("")
      }
      let byte = bytes[index]
      if byte == CSVScanner.quote {
        guard index + 1 < bytes.count, bytes[index + 1] == CSVScanner.quote else { break }
        step()
      }
      if byte == CSVScanner.lf {
        line += 1
        column = 0
      }
      if text.count <= CSVTable.cellLimit { text.append(byte) }
      step()
    }
    step()
    let cell = cell(text[...], line: at.line, column: at.column)
    guard index < bytes.count, ![CSVScanner.comma, CSVScanner.lf, CSVScanner.cr].contains(bytes[index]) else {
      return cell
    }
    note("text follows a closing double quote", "Put the whole cell between the quotes; write an inner one twice.")
    while index < bytes.count, ![CSVScanner.comma, CSVScanner.lf, CSVScanner.cr].contains(bytes[index]) { step() }
    return cell.reported(cell.text)
  }

  /// A cell of raw bytes; what is no text is reported and replaced.
  private func cell(_ raw: ArraySlice<UInt8>, line: Int, column: Int) -> CSVTable.Cell {
    let place = Place(file: file, line: line, column: column)
    guard raw.count <= CSVTable.cellLimit else {
      log.add(
        at: place, value: String(decoding: raw.prefix(60), as: UTF8.self),
        "a cell holds at most \(CSVTable.cellLimit) bytes", "Shorten it.")
      return CSVTable.Cell("", line: line, column: column).reported("")
    }
    var needsCheck = false
    for byte in raw where byte >= 0x80 || byte < 0x20 || byte == 0x7F { needsCheck = true }
    let text = String(decoding: raw, as: UTF8.self)
    guard needsCheck else { return CSVTable.Cell(text, line: line, column: column) }
    let cell = CSVTable.Cell(text, line: line, column: column)
    guard let refusal = refusal(raw) else { return cell }
    log.add(at: place, value: text, refusal.message, refusal.remedy)
    return cell.reported(text)
  }

  /// What keeps bytes from being text.
  private func refusal(_ raw: ArraySlice<UInt8>) -> Refusal? {
    guard let text = String(validating: raw, as: UTF8.self) else {
      return Refusal("the cell holds bytes that are not UTF-8", "Save the file as UTF-8.")
    }
    if raw.contains(0) { return Refusal("the cell holds a NUL byte", "Take it out; a text file has none.") }
    guard text.unicodeScalars.contains(where: { $0.isUnseen && ![9, 10, 13].contains($0.value) }) else { return nil }
    return Refusal("the cell holds a control character", "Take it out.")
  }

  private func note(_ message: String, _ remedy: String) {
    log.add(at: Place(file: file, line: line, column: column), message, remedy)
  }
}
