import Fleet
import Foundation

/// A table with every cell understood, or reported.
final class DecodedTable {
  let specification: TableSpecification
  let csv: CSVTable
  let log: FindingLog
  /// For each column of the specification its place in the file.
  let columnPlaces: [Int?]
  private(set) var records: [Record] = []

  /// Decodes each cell by its column; findings go into the log, and reading goes on.
  init(_ csv: CSVTable, as specification: TableSpecification, log: FindingLog) {
    self.specification = specification
    self.csv = csv
    self.log = log
    self.columnPlaces = specification.columns.map { csv.index(of: $0.name) }
    checkHeader()
    if specification.isRequired, csv.rows.isEmpty, !csv.isCutOff {
      log.add(at: Place(file: csv.file, line: 1, column: 1), "the table has no rows", "Write at least one.")
    }
    for index in csv.rows.indices {
      if log.isFull(csv.file) { break }
      records.append(decode(index))
    }
    checkKeys()
  }

  private func checkHeader() {
    let names = specification.columns.map(\.name)
    for cell in csv.header where !names.contains(cell.text) && !cell.isReported {
      if let currency = Currency.other(in: cell.text) {
        let refusal = Currency.refusal(currency)
        log.add(at: csv.place(of: cell), name: cell.text, refusal.message, refusal.remedy)
        continue
      }
      let missing = specification.columns.indices.filter { columnPlaces[$0] == nil }.map { names[$0] }
      log.add(
        at: csv.place(of: cell), name: cell.text, "\(specification.fileName) has no such column",
        suggestion(cell.text, among: missing.isEmpty ? names : missing) + "It may have \(listed(names)).")
    }
    for (column, place) in zip(specification.columns, columnPlaces) where place == nil && column.isRequired {
      log.add(
        at: Place(file: csv.file, line: 1, column: 1), name: column.name, "the column is missing",
        "Add it: \(column.noun), \(column.wanted).")
    }
  }

  private func decode(_ index: Int) -> Record {
    let row = csv.rows[index]
    let isWhole = row.cells.count == csv.header.count
    var isSound = isWhole
    let values: [Value?] = zip(specification.columns, columnPlaces).enumerated().map { number, pair in
      let (column, place) = pair
      guard let place else {
        if column.isRequired { isSound = false }
        return column.standardValue
      }
      // Of a row that is too short only the id is wanted, so that rows that refer to it are not reported.
      guard place < row.cells.count, isWhole || number == 0 else { return nil }
      let cell = row.cells[place]
      let value = isWhole ? decode(cell, column) : try? column.decode(cell.text).get()
      if value == nil, !cell.text.isEmpty || column.isRequired { isSound = false }
      return value
    }
    return Record(table: self, index: index, values: values, isSound: isSound)
  }

  private func decode(_ cell: CSVTable.Cell, _ column: Column) -> Value? {
    let place = csv.place(of: cell), written = cell.patch?.written ?? cell.text
    if cell.isReported { return nil }
    let text = column.isText ? cell.text : cell.text.trimmingCharacters(in: .whitespaces)
    func report(_ refusal: Refusal) {
      log.add(at: place, name: column.name, value: written, refusal.message, refusal.remedy)
    }
    if text.isEmpty { return empty(cell, column, report) }
    if text != cell.text { report(.spaces) }
    switch column.decode(text) {
    case .success(let value):
      warnIfOdd(value, cell, column)
      return value
    case .failure(let refusal):
      report(refusal)
      return nil
    }
  }

  private func empty(_ cell: CSVTable.Cell, _ column: Column, _ report: (Refusal) -> Void) -> Value? {
    let write = "Write \(column.wanted)."
    if !cell.text.isEmpty {
      report(Refusal("the cell holds nothing but spaces", column.isRequired ? write : "Take them out."))
    } else if column.isRequired {
      report(Refusal("\(column.noun) \(column.verb) missing", write))
    }
    return column.standardValue
  }

  private func warnIfOdd(_ value: Value, _ cell: CSVTable.Cell, _ column: Column) {
    guard case .number(let number) = value, let doubt = column.doubt(of: number) else { return }
    log.add(
      .warning, at: csv.place(of: cell), name: column.name, value: cell.patch?.written ?? cell.text, doubt.message,
      doubt.remedy)
  }

  private func checkKeys() {
    guard !specification.key.isEmpty else { return }
    let places = specification.key.compactMap { specification.place(of: $0) }
    var seen: [[Value?]: Int] = [:]
    for record in records {
      let key = places.map { record.values[$0] }
      guard key.contains(where: { $0 != nil }), record.values[0] != nil, record.isWhole else { continue }
      guard let earlier = seen[key] else {
        seen[key] = record.index
        continue
      }
      let last = specification.key.last!, others = specification.key.dropLast().joined(separator: ", ")
      let names = others.isEmpty ? last : "\(others) and \(last)"
      record.report(
        specification.key[0],
        "the same \(names) \(specification.key.count == 1 ? "stands" : "stand") in line \(csv.rows[earlier].line) too",
        "Give each row \(specification.key.count == 1 ? "an id of its own" : "its own \(names)"), or take one out.")
    }
  }
}

extension Column {
  /// The value of an empty cell, where there is one.
  var standardValue: Value? {
    guard case .standard(let text) = presence, !text.isEmpty else { return nil }
    return try? decode(text).get()
  }
}

/// A row of a table with every cell understood.
struct Record {
  unowned let table: DecodedTable
  let index: Int
  let values: [Value?]
  /// Whether no cell of the row has been reported.
  let isSound: Bool

  var isWhole: Bool { table.csv.rows[index].cells.count == table.csv.header.count }

  private func value(_ name: String) -> Value? {
    guard let place = table.specification.place(of: name) else { preconditionFailure("no column \(name)") }
    return values[place]
  }

  func number(_ name: String) -> Double? { if case .number(let number)? = value(name) { number } else { nil } }
  /// A number that is no doubtful one.
  func plausible(_ name: String) -> Double? {
    guard let number = number(name), let place = table.specification.place(of: name) else { return nil }
    return table.specification.columns[place].doubt(of: number) == nil ? number : nil
  }
  func whole(_ name: String) -> Int? { if case .whole(let number)? = value(name) { number } else { nil } }
  func text(_ name: String) -> String? { if case .text(let text)? = value(name) { text } else { nil } }
  func list(_ name: String) -> [String]? { if case .list(let list)? = value(name) { list } else { nil } }
  func day(_ name: String) -> Day? { if case .day(let day)? = value(name) { day } else { nil } }
  func flag(_ name: String) -> Bool? { if case .flag(let flag)? = value(name) { flag } else { nil } }

  /// The id in the first column; nil if it was reported.
  var id: String? { text(table.specification.idColumn.name) }

  var line: Int { table.csv.rows[index].line }
  var origin: Origin {
    let place = table.csv.place(of: table.csv.rows[index])
    return Origin(file: place.file, line: place.line ?? 1)
  }

  /// The cell of a column; nil where the file lacks the column or the row ends before it.
  private func cell(_ name: String) -> CSVTable.Cell? {
    guard let number = table.specification.place(of: name), let place = table.columnPlaces[number] else { return nil }
    let cells = table.csv.rows[index].cells
    return place < cells.count ? cells[place] : nil
  }

  /// Whether a column has been filled in.
  func isFilled(_ name: String) -> Bool { cell(name).map { !$0.text.isEmpty } ?? false }

  /// Reports an error in a cell, with its value.
  func report(_ name: String, _ message: String, _ remedy: String) { add(.error, name, message, remedy) }

  /// Warns of a cell, with its value.
  func warn(_ name: String, _ message: String, _ remedy: String) { add(.warning, name, message, remedy) }

  private func add(_ severity: Finding.Severity, _ name: String, _ message: String, _ remedy: String) {
    let found = cell(name)
    let place = found.map(table.csv.place) ?? table.csv.place(of: table.csv.rows[index])
    table.log.add(
      severity, at: place, name: name, value: found.map { $0.patch?.written ?? $0.text }, message, remedy)
  }
}
