import Fleet

/// A scalar of `case.yaml` as it is written, with its place.
struct Scalar: Sendable {
  var text: String
  var place: Place
}

/// A case after `extends`, as texts: what patches change, what is written to `inputs/`, what is then understood.
struct RawCase: Sendable {
  /// The keys at the top of `case.yaml`.
  var scalars: [String: Scalar] = [:]
  /// The keys under `options`.
  var options: [String: Scalar] = [:]
  /// The list under `goals`.
  var goals: [Scalar] = []
  /// Tables by name.
  var tables: [String: CSVTable] = [:]
  /// Tables that could not be read, or not to their end: what is missing in them is not reported.
  var unread: Set<String> = []
}

extension RawCase {
  /// Takes out the row `tranche.colossus-1-h200` names, and what other tables say by date about that row.
  ///
  /// Rows of `demand.csv`, `prices.csv` and `reclaim.csv` that are about it go too; a tranche of a lease taken out does
  /// not, so that what becomes of it is decided by whoever removes the lease.
  mutating func remove(_ written: Scalar, log: FindingLog) {
    let parts = written.text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let singulars = TableSpecification.all.filter { $0.name != "prices" && !$0.key.isEmpty }.map(\.singular)
    func refuse(_ message: String, _ remedy: String) {
      log.add(at: written.place, name: "remove", value: written.text, message, remedy)
    }
    guard parts.count == 2, let table = TableSpecification.all.first(where: { $0.singular == parts[0] }),
      singulars.contains(parts[0])
    else {
      return refuse(
        "this names no row",
        suggestion(parts.first ?? "", among: singulars)
          + "Write the table's singular and the id, as in tranche.colossus-1-h200; singulars are \(listed(singulars)).")
    }
    guard !unread.contains(table.name) else { return }
    let ids = tables[table.name]?.texts(of: table.idColumn.name) ?? []
    guard ids.contains(parts[1]) else {
      return refuse("\(table.fileName) has no \(parts[1])", suggestion(parts[1], among: ids) + "Write the id of a row.")
    }
    drop(from: table.name, column: table.idColumn.name) { $0 == parts[1] }
    drop(from: "prices", column: "parameter") { $0.hasPrefix(written.text + ".") }
    if parts[0] == "workload" { drop(from: "demand", column: "workload") { $0 == parts[1] } }
    if parts[0] == "lease" { drop(from: "reclaim", column: "lease") { $0 == parts[1] } }
  }

  mutating func drop(from table: String, column: String, where matches: (String) -> Bool) {
    guard let place = tables[table]?.index(of: column) else { return }
    tables[table]?.rows.removeAll { place < $0.cells.count && matches($0.cells[place].text) }
  }
}

extension CSVTable {
  /// The place of a column, which is added where the file lacks it.
  mutating func place(ofColumn name: String) -> Int {
    if let place = index(of: name) { return place }
    let width = header.count
    header.append(Cell(name, line: 1, column: 1))
    for row in rows.indices where rows[row].cells.count == width {
      rows[row].cells.append(Cell("", line: rows[row].line, column: 1))
    }
    return width
  }

  /// Puts a text into a column of every row that fits, and says whether there was one.
  mutating func set(_ column: String, to text: String, patch: Patch, where fits: (Row) -> Bool) -> Bool {
    let place = place(ofColumn: column)
    var isFound = false
    for row in rows.indices where place < rows[row].cells.count && fits(rows[row]) {
      let old = rows[row].cells[place]
      rows[row].cells[place] = Cell(text, line: old.line, column: old.column, patch: patch)
      isFound = true
    }
    return isFound
  }

  /// Adds a row with these texts; other columns stay empty.
  mutating func append(_ texts: [(column: String, text: String)], patch: Patch) {
    let places = texts.map { place(ofColumn: $0.column) }
    var cells = header.map { _ in Cell("", line: 1, column: 1, patch: patch) }
    for (place, text) in zip(places, texts) { cells[place].text = text.text }
    rows.append(Row(line: 1, cells: cells, patch: patch))
  }
}
