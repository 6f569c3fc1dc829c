/// What a table of a case holds: the one place from which reader, errors, writer and pages are made.
public struct TableSpecification: Sendable {
  /// The name in `tables:` and of the file: `gpu-classes`.
  public let name: String
  /// The first part of the names of its parameters, and of `remove:`: `gpu-class`.
  public let singular: String
  /// Whether a case must have it.
  public let isRequired: Bool
  /// What it is, in whole sentences.
  public let meaning: String
  /// Its columns in the order in which they are written, those that every table may carry last.
  public let columns: [Column]
  /// The columns that no two rows may have alike; empty where rows need only not be the same.
  public let key: [String]

  /// The columns that are of this table alone.
  let ownColumns: [Column]
  private let places: [String: Int]

  init(
    _ name: String, singular: String, required: Bool, key: [String], meaning: String, columns: [Column]
  ) {
    self.name = name
    self.singular = singular
    self.isRequired = required
    self.key = key
    self.meaning = meaning
    self.ownColumns = columns
    self.columns = columns + TableSpecification.common.filter { extra in !columns.contains { $0.name == extra.name } }
    self.places = Dictionary(uniqueKeysWithValues: self.columns.enumerated().map { ($1.name, $0) })
  }

  /// `gpu-classes.csv`.
  public var fileName: String { name + ".csv" }

  /// The place of a column in ``columns``.
  func place(of column: String) -> Int? { places[column] }

  /// The column by which `remove:` and parameters name a row, or a group of rows.
  var idColumn: Column { columns[0] }

  /// Every table, in the order in which a case is best read.
  public static let all: [TableSpecification] = [
    sites, gpuClasses, leases, tranches, tenants, workloads, demand, loadCurves, prices, reclaim, fallback,
    measurements, models, marketPrices, coolingModes, powerSteps, outages, expansions, operatingPoints,
  ]

  /// The table of a name, `sites`.
  public static func named(_ name: String) -> TableSpecification? { all.first { $0.name == name } }

  /// What every table may carry: kept and shown, never used in the arithmetic.
  static let common: [Column] = [
    Column("name", .text, .blank("none"), "a name for people"),
    Column("source", .text, .blank("none"), "where the figures come from"),
    Column("confidence", .text, .blank("none"), "how far the figures are to be trusted"),
    Column("note", .text, .blank("none"), "anything else"),
  ]
}

extension CSVTable {
  /// Whether the first line names any column of a table; one finding where it does not, instead of one for each cell.
  func hasHeader(of table: TableSpecification, log: FindingLog) -> Bool {
    guard header.count > 1, !header.contains(where: { $0.isReported || table.place(of: $0.text) != nil }) else {
      return true
    }
    log.add(
      at: place(of: header[0]), value: header[0].text,
      "the first line is the header, and it names no column of this table",
      "Write the columns' names above the rows: \(table.ownColumns.map(\.name).joined(separator: ", ")).")
    return false
  }
}
