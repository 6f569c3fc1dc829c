/// What stands in a cell of a table.
enum Cell {
  case text(String)
  case number(Double)
  /// Not known, or none.
  case empty

  init(_ number: Double?) { self = number.map(Cell.number) ?? .empty }
}

/// The kind of value in a column, as the Table Schema of Frictionless has it.
public enum FieldType: String, Sendable {
  case string, number, date
  /// `2026-07-01`, or `2026-07-01T05:00Z` where a moment is not midnight UTC: a string with a pattern.
  case instant
}

/// What is known of a column apart from its values: enough for a schema and for a page of documentation.
public struct Field: Sendable {
  public let name: String
  public let type: FieldType
  /// Empty for text, and for numbers without a unit.
  public let unit: String
  public let meaning: String
  /// Whether a cell may be empty.
  public let optional: Bool
  /// The words that may stand here; empty for any.
  public let words: [String]
}

/// What is known of a table apart from its rows.
public struct TableDescription: Sendable {
  /// `allocation`, `recourse/allocation`.
  public let name: String
  public let meaning: String
  public let fields: [Field]
  /// Names of the columns that together name a row; empty where a row has no name.
  public let key: [String]

  /// Path in the plan folder.
  public var path: String { name + ".csv" }
}

/// A column: its field, and the cell that a row has in it.
struct Column<Row>: Sendable {
  let field: Field
  let cell: @Sendable (Row) -> Cell

  /// A column of text; `optional` where the text may be empty.
  static func text(
    _ name: String, _ meaning: String, optional: Bool = false, words: [String] = [],
    _ value: @escaping @Sendable (Row) -> String
  ) -> Column {
    let field = Field(name: name, type: .string, unit: "", meaning: meaning, optional: optional, words: words)
    return Column(field: field) { row in
      let text = value(row)
      return text.isEmpty ? .empty : .text(text)
    }
  }

  /// A column of numbers that are always there.
  static func number(
    _ name: String, _ unit: String, _ meaning: String, _ value: @escaping @Sendable (Row) -> Double
  ) -> Column {
    let field = Field(name: name, type: .number, unit: unit, meaning: meaning, optional: false, words: [])
    return Column(field: field) { .number(value($0)) }
  }

  /// A column of numbers that may not be known; infinity counts as not known.
  static func optional(
    _ name: String, _ unit: String, _ meaning: String, _ value: @escaping @Sendable (Row) -> Double?
  ) -> Column {
    let field = Field(name: name, type: .number, unit: unit, meaning: meaning, optional: true, words: [])
    return Column(field: field) { row in Cell(value(row).flatMap { $0.isInfinite ? nil : $0 }) }
  }

  /// A column of days or moments.
  static func time(
    _ name: String, _ type: FieldType, _ meaning: String, optional: Bool = false,
    _ value: @escaping @Sendable (Row) -> (any CustomStringConvertible)?
  ) -> Column {
    let field = Field(name: name, type: type, unit: "", meaning: meaning, optional: optional, words: [])
    return Column(field: field) { value($0).map { .text($0.description) } ?? .empty }
  }

  /// The same column on rows that hold a `Row`.
  func on<Outer>(_ row: @escaping @Sendable (Outer) -> Row) -> Column<Outer> {
    Column<Outer>(field: field) { cell(row($0)) }
  }
}

/// A table as data: its columns drive the CSV writer, the data package, the schema and the docs page alike.
struct Table<Row>: Sendable {
  let name: String
  let meaning: String
  var key: [String] = []
  let columns: [Column<Row>]

  var description: TableDescription {
    TableDescription(name: name, meaning: meaning, fields: columns.map(\.field), key: key)
  }

  /// The rows as CSV after RFC 4180, but with `\n`: a header, then the rows in the order given.
  ///
  /// - Throws: ``WriteFailure/notFinite(table:column:row:)`` for a number that is NaN or infinite.
  func csv(_ rows: [Row]) throws(WriteFailure) -> String {
    var text = columns.map(\.field.name).joined(separator: ",") + "\n"
    for (index, row) in rows.enumerated() {
      var first = true
      for column in columns {
        if !first { text += "," }
        first = false
        switch column.cell(row) {
        case .empty: break
        case .text(let value): text += quoted(value)
        case .number(let value):
          guard value.isFinite else {
            throw .notFinite(table: name, column: column.field.name, row: index + 1)
          }
          text += numeral(value)
        }
      }
      text += "\n"
    }
    return text
  }
}

/// A cell as RFC 4180 writes it: in quotes, doubled inside, where it holds a comma, a quote or a line break.
func quoted(_ text: String) -> String {
  // By bytes: `\r\n` is one Character, which is neither `\r` nor `\n`.
  let special = text.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
  return special ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
}
