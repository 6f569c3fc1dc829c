import Fleet

/// A CSV file by RFC 4180 as texts by column, for tables that are not of a case.
public struct PlainTable: Sendable {
  public let file: String
  public let columns: [String]
  /// The line on which each row starts, and its cells by column.
  public let rows: [(line: Int, cells: [String: String])]

  /// - Throws: all findings at once.
  public init(_ bytes: [UInt8], file: String) throws(CaseFindings) {
    let log = FindingLog()
    let table = CSVTable(bytes: bytes, file: file, log: log)
    guard let table, !log.hasErrors else { throw CaseFindings(findings: log.sorted) }
    self.file = file
    columns = table.header.map(\.text)
    rows = table.rows.map { row in
      (row.line, Dictionary(uniqueKeysWithValues: zip(table.header.map(\.text), row.cells.map(\.text))))
    }
  }
}

/// A number as `--set` takes it, with its unit, in the unit of a quantity: `1.2 BUSD`, `90 %`, `0.9`.
public func quantity(_ text: String, in unit: QuantityUnit) -> Double? { try? unit.parse(text).get() }
