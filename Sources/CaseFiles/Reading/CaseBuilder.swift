import Fleet

/// Makes the nouns of a case from its tables, and checks what ties rows to each other.
///
/// Each noun's columns and checks stand together in a file of `Tables/`. Rows are taken in order of id, so that their
/// order in the file changes nothing.
final class CaseBuilder {
  let log: FindingLog
  let tables: [String: DecodedTable]
  let periods: [Period]
  let catalogue: ParameterCatalogue
  /// Values of `prices.csv` by parameter and index of the period.
  var overrides: [String: [Int: Double]] = [:]
  private let periodPlaces: [String: Int]
  /// Place in order of id, by the singular of the table.
  private let ids: [String: [String: Int]]
  /// Tables that could not be read, or not to their end, so that not all ids in them are known.
  let unread: Set<String>

  init(_ raw: RawCase, unread: Set<String>, periods: [Period], log: FindingLog) {
    self.log = log
    self.periods = periods
    self.periodPlaces = Dictionary(uniqueKeysWithValues: periods.enumerated().map { ($1.id, $0) })
    self.catalogue = ParameterCatalogue(tables: raw.tables, periods: periods.map(\.id))
    var tables: [String: DecodedTable] = [:]
    var ids: [String: [String: Int]] = [:]
    for specification in TableSpecification.all {
      guard let csv = raw.tables[specification.name] else { continue }
      let table = DecodedTable(csv, as: specification, log: log)
      tables[specification.name] = table
      let names = Set(table.records.compactMap(\.id)).sorted()
      ids[specification.singular] = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    }
    self.tables = tables
    self.ids = ids
    self.unread = unread.union(tables.values.filter { log.isFull($0.csv.file) }.map(\.specification.name))
  }

  /// First day of the first period and first day after the last.
  var horizon: (start: Day, end: Day) {
    guard let first = periods.first, let last = periods.last else {
      return (Day(number: -100_000), Day(number: 100_000))
    }
    return (first.start, last.end)
  }

  /// The noun of each sound row of a table, in order of id; `make` reports what is wrong with a row.
  func nouns<Noun>(_ specification: TableSpecification, _ make: (Record) -> Noun?) -> [Noun] {
    let records = tables[specification.name]?.records ?? []
    return records.filter(\.isWhole).sorted { ($0.id ?? "", $0.line) < ($1.id ?? "", $1.line) }.compactMap(make)
  }

  /// The first row of each id.
  func first(byID records: [Record]) -> [String: Record] {
    Dictionary(records.compactMap { record in record.id.map { ($0, record) } }) { first, _ in first }
  }

  // MARK: References

  /// Reports every id that names no row.
  func checkReferences() {
    for table in TableSpecification.all.compactMap({ tables[$0.name] }) {
      for column in table.specification.columns {
        switch column.kind {
        case .reference(let singular):
          for row in table.records where !log.isFull(table.csv.file) {
            check(row.text(column.name).map { [$0] } ?? [], of: singular, row, column)
          }
        case .references(let singular):
          for row in table.records where !log.isFull(table.csv.file) {
            check(row.list(column.name) ?? [], of: singular, row, column)
          }
        default: break
        }
      }
    }
  }

  private func check(_ names: [String], of singular: String, _ row: Record, _ column: Column) {
    guard row.isWhole, !names.isEmpty, let target = TableSpecification.all.first(where: { $0.singular == singular }),
      !unread.contains(target.name)
    else { return }
    let known = ids[singular] ?? [:]
    for name in names where known[name] == nil && !(singular == "load-curve" && name == "flat") {
      guard tables[target.name] != nil else {
        row.report(
          column.name, "there is no \(target.fileName), and so no \(singular) \(name)",
          "Write \(target.fileName) with a row for it, or leave the cell empty if it may be.")
        continue
      }
      row.report(
        column.name, "\(target.fileName) has no \(singular) \(name)",
        suggestion(name, among: known.keys) + "Write an id that stands there, or add the row.")
    }
  }

  /// The noun that a cell names; nil where the cell is empty or the id unknown, which ``checkReferences()`` reports.
  func ref<Noun>(_ row: Record, _ column: String) -> Ref<Noun>? {
    row.text(column).flatMap { place(of: $0, row, column) }.map { Ref($0) }
  }

  /// The nouns that a cell names; nil where the cell is empty.
  func refs<Noun>(_ row: Record, _ column: String) -> Set<Ref<Noun>>? {
    row.list(column).map { Set($0.compactMap { self.place(of: $0, row, column) }.map { Ref($0) }) }
  }

  private func place(of id: String, _ row: Record, _ column: String) -> Int? {
    switch row.table.specification.columns.first(where: { $0.name == column })?.kind {
    case .reference(let singular), .references(let singular): ids[singular]?[id]
    default: nil
    }
  }

  // MARK: Values by period

  /// A cell with what `prices.csv` says about it; nil for an empty cell.
  ///
  /// - Parameters:
  ///   - times: the factor from the column's unit to the noun's, 1000 from MW to kW.
  ///   - whenBlank: what an empty cell counts as in periods that `prices.csv` leaves out; nil reports it.
  func value(_ row: Record, _ column: String, times: Double = 1, whenBlank: Double? = nil) -> PeriodValue? {
    guard let parameter = row.table.specification.columns.first(where: { $0.name == column })?.parameter,
      let id = row.id
    else { return nil }
    let name = "\(row.table.specification.singular).\(id).\(parameter)"
    let overrides = (overrides[name] ?? [:]).mapValues { $0 * times }
    if let base = row.number(column) { return PeriodValue(base * times, overrides: overrides) }
    guard !overrides.isEmpty, !row.isFilled(column) else { return nil }
    if let whenBlank { return PeriodValue(whenBlank, overrides: overrides) }
    if overrides.count == periods.count { return PeriodValue(overrides[0]!, overrides: overrides) }
    row.report(
      column, "prices.csv gives \(name) in some periods, and nothing holds in the others",
      "Write the value for the other periods here.")
    return nil
  }

  /// The index of a period that a row names, or nil: after the last one with one warning a table, otherwise reported.
  func period(_ name: String, _ row: Record, _ column: String, hasLater: inout Bool) -> Int? {
    if let place = periodPlaces[name] { return place }
    guard let first = periods.first, let last = periods.last, let period = PeriodName(name) else { return nil }
    if period.step != PeriodName(first.id)?.step {
      row.report(column, "the periods of the case are named as \(first.id)", "Name this one so too.")
    } else if period.start < first.start {
      row.report(column, "the period lies before the first one, \(first.id)", "Take the row out, or start earlier.")
    } else if !hasLater {
      hasLater = true
      row.warn(
        column, "this and later periods lie after the last one, \(last.id), and are not used",
        "Take the rows out, or plan more periods.")
    }
    return nil
  }
}
