import Fleet
import Foundation

/// A value for a parameter, from `set:` or `--set`.
struct Setting {
  let name: String
  let value: Scalar

  /// `--set name=value`, or nil after a finding.
  init?(argument: String, log: FindingLog) {
    let place = Place(file: "--set")
    guard let equals = argument.firstIndex(of: "="), equals > argument.startIndex else {
      log.add(
        at: place, value: argument, "a setting is written name=value", "Write --set site.colossus-1.power=250MW.")
      return nil
    }
    self.init(
      name: String(argument[..<equals]),
      value: Scalar(text: String(argument[argument.index(after: equals)...]), place: place))
  }

  init(name: String, value: Scalar) {
    self.name = name
    self.value = value
  }
}

extension RawCase {
  /// Settings of `case.*` and `option.*`: these come first, since the periods depend on them.
  mutating func applyKeys(_ settings: [Setting], log: FindingLog) {
    let catalogue = ParameterCatalogue(tables: [:], periods: [])
    for setting in settings where setting.name.hasPrefix("case.") || setting.name.hasPrefix("option.") {
      guard let target = target(of: setting, in: catalogue, log: log),
        let text = text(for: setting, column: target.column, log: log),
        case .key(let column, let inOptions) = target.subject
      else { continue }
      let scalar = text.isEmpty ? nil : setting.value
      if inOptions { options[column.name] = scalar } else { scalars[column.name] = scalar }
    }
  }

  /// Settings of everything in tables, in their order; a later one of the same name wins.
  mutating func applyCells(_ settings: [Setting], periods: [Period], log: FindingLog) {
    let settings = settings.filter { !$0.name.hasPrefix("case.") && !$0.name.hasPrefix("option.") }
    guard !settings.isEmpty else { return }
    let catalogue = ParameterCatalogue(tables: tables, periods: periods.map(\.id))
    for setting in settings where !log.isFull(setting.value.place.file) {
      guard let target = target(of: setting, in: catalogue, log: log) else { continue }
      let patch = CSVTable.Patch(place: setting.value.place, written: setting.value.text)
      if let factor = setting.factor {
        multiply(setting, by: factor, target, patch: patch, log: log)
        continue
      }
      guard let text = text(for: setting, column: target.column, log: log) else { continue }
      switch target.subject {
      case .cell(let table, let id, let column):
        if table.name == "reclaim", !makeWay(for: column, in: id, to: text, setting, patch, log) { continue }
        set(table, id: id, column, to: text, period: target.period, patch: patch)
      case .demand(let workload):
        let names = target.period.map { [$0] } ?? periods.map(\.id)
        for name in names {
          upsert("demand", [("workload", workload), ("period", name)], "units_per_s", text, patch: patch)
        }
      case .key: break
      }
    }
  }

  private func target(of setting: Setting, in catalogue: ParameterCatalogue, log: FindingLog) -> ParameterTarget? {
    switch catalogue.find(setting.name) {
    case .success(let target): return target
    case .failure where isUnread(setting.name): return nil
    case .failure(let refusal):
      log.add(
        at: setting.value.place, name: setting.name, value: setting.value.text, refusal.message, refusal.remedy)
      return nil
    }
  }

  /// Whether the table that a parameter is of could not be read, so that nothing can be said about it.
  func isUnread(_ name: String) -> Bool {
    let singular = name.prefix { $0 != "." }
    if singular == "demand" { return unread.contains("workloads") }
    return TableSpecification.all.contains { $0.singular == singular && unread.contains($0.name) }
  }

  /// The text for a cell: the value in the column's unit, empty for `none` where a cell may be empty.
  private func text(for setting: Setting, column: Column, log: FindingLog) -> String? {
    let written = setting.value.text
    if written == "none", case .blank = column.presence, !"none".isAccepted(by: column) { return "" }
    switch column.decode(written, measured: true) {
    case .success(.number(let number)): return number.shortest
    case .success(.whole(let number)): return String(number)
    case .success: return written
    case .failure(let refusal):
      log.add(at: setting.value.place, name: setting.name, value: written, refusal.message, refusal.remedy)
      return nil
    }
  }

  private mutating func set(
    _ table: TableSpecification, id: String, _ column: Column, to text: String, period: String?, patch: CSVTable.Patch
  ) {
    let name = "\(table.singular).\(id).\(column.parameter!)"
    if let period {
      upsert("prices", [("parameter", name), ("period", period)], "value", text, patch: patch)
      return
    }
    guard let csv = tables[table.name], let place = csv.index(of: table.idColumn.name),
      !column.isRequired || csv.index(of: column.name) != nil
    else { return }
    _ = tables[table.name]?.set(column.name, to: text, patch: patch) { $0.cells[place].text == id }
    drop(from: "prices", column: "parameter") { $0 == name }
  }

  /// Writes a value into the row with a key, or adds that row, and the table where there is none.
  mutating func upsert(
    _ table: String, _ key: [(column: String, text: String)], _ column: String, _ text: String, patch: CSVTable.Patch
  ) {
    // Taken out, so that it is changed in place and not copied for each row.
    let columns = key.map(\.column) + [column]
    // A file that lacks one of them is reported, and mended there and not here.
    if let csv = tables[table], columns.contains(where: { csv.index(of: $0) == nil }) { return }
    var csv = tables.removeValue(forKey: table) ?? CSVTable(file: table + ".csv", columns: columns)
    let places = key.map { csv.place(ofColumn: $0.column) }
    let isFound = csv.set(column, to: text, patch: patch) { row in
      zip(places, key).allSatisfy { $0 < row.cells.count && row.cells[$0].holds($1.text) }
    }
    if !isFound { csv.append(key + [(column, text)], patch: patch) }
    tables[table] = csv
  }

  /// Makes way in a pool for a hazard: the one per year gives way to one per month and the other way round, while
  /// probabilities by period are more than a setting may replace.
  private mutating func makeWay(
    for column: Column, in pool: String, to text: String, _ setting: Setting, _ patch: CSVTable.Patch, _ log: FindingLog
  ) -> Bool {
    let hazards = ["hazard_per_month", "hazard_per_year"]
    guard hazards.contains(column.name), let csv = tables["reclaim"], let place = csv.index(of: "pool") else {
      return true
    }
    guard csv.texts(of: "period", where: "pool", is: pool).allSatisfy(\.isEmpty) else {
      log.add(
        at: setting.value.place, name: setting.name, value: setting.value.text,
        "the pool has probabilities by period, not a hazard", "Give it a hazard in reclaim.csv first.")
      return false
    }
    for other in hazards where !text.isEmpty && other != column.name && csv.index(of: other) != nil {
      _ = tables["reclaim"]?.set(other, to: "", patch: patch) { $0.cells[place].text == pool }
    }
    return true
  }
}

extension CSVTable.Cell {
  /// Whether this is its text; spaces around it are reported elsewhere.
  fileprivate func holds(_ wanted: String) -> Bool {
    text == wanted
      || (text.hasSuffix(" ") || text.hasPrefix(" ")) && text.trimmingCharacters(in: .whitespaces) == wanted
  }
}

extension String {
  fileprivate func isAccepted(by column: Column) -> Bool {
    if case .success = column.decode(self, measured: true) { true } else { false }
  }
}
