import Fleet

/// What the name of a parameter points at.
struct ParameterTarget {
  enum Subject {
    /// A column of the row with an id, or of all rows of a reclaim pool.
    case cell(TableSpecification, id: String, Column)
    /// The demand of a service.
    case demand(workload: String)
    /// A key of `case.yaml`, under `options` or at the top.
    case key(Column, inOptions: Bool)
  }

  let subject: Subject
  /// The period at the end of the name; nil for all of them.
  let period: String?

  /// The column that says type, unit and range.
  var column: Column {
    switch subject {
    case .cell(_, _, let column), .key(let column, _): column
    case .demand: TableSpecification.demand.columns[2]
    }
  }
}

/// The names of all parameters of a case: `site.colossus-1.power`, `demand.claude-inference`, `option.gap`.
struct ParameterCatalogue {
  /// Ids by the singular of their table.
  private let ids: [String: [String]]
  private let services: [String]
  private let periods: [String]

  private static let tables = TableSpecification.all.filter { table in table.columns.contains { $0.parameter != nil } }
  private static let kinds = tables.map(\.singular) + ["demand", "option", "case"]

  init(tables: [String: CSVTable], periods: [String]) {
    var ids: [String: [String]] = [:]
    for table in ParameterCatalogue.tables { ids[table.singular] = tables[table.name]?.texts(of: table.idColumn.name) }
    self.ids = ids
    self.services = tables["workloads"]?.texts(of: "workload", where: "kind", is: "service") ?? []
    self.periods = periods
  }

  /// What a name points at, or what is wrong with it and which name is near.
  func find(_ name: String) -> Result<ParameterTarget, Refusal> {
    var parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 1, !parts.contains("") else {
      return .failure(
        Refusal("this is no parameter", "Write a name such as site.colossus-1.power, or demand.claude-inference."))
    }
    guard ParameterCatalogue.kinds.contains(parts[0]) else {
      return unknown(parts, at: 0, among: ParameterCatalogue.kinds, "parameters start with")
    }
    if parts[0] == "option" || parts[0] == "case" { return key(parts) }
    let length = parts[0] == "demand" ? 2 : 3
    var period: String?
    if parts.count == length + 1 { period = parts.removeLast() }
    guard parts.count == length else {
      return .failure(
        Refusal(
          "this is no parameter",
          "Write \(length == 2 ? "demand.workload" : "\(parts[0]).id.name"), and a period behind it where it varies."))
    }
    if let period, !periods.isEmpty, !periods.contains(period) {
      return .failure(
        Refusal("the case has no period \(period)", horizon))
    }
    return subject(parts).flatMap { subject in
      let target = ParameterTarget(subject: subject, period: period)
      if period != nil, !isDated(subject) {
        return .failure(
          Refusal(
            "this parameter has one value for all periods", "Take the period off: \(parts.joined(separator: "."))."))
      }
      return .success(target)
    }
  }

  private var horizon: String { "Its periods run from \(periods.first ?? "") to \(periods.last ?? "")." }

  private func isDated(_ subject: ParameterTarget.Subject) -> Bool {
    switch subject {
    case .cell(_, _, let column): column.variesByPeriod
    case .demand: true
    case .key: false
    }
  }

  private func subject(_ parts: [String]) -> Result<ParameterTarget.Subject, Refusal> {
    switch parts[0] {
    case "demand":
      guard services.contains(parts[1]) else { return unknown(parts, at: 1, among: services, "the services are") }
      return .success(.demand(workload: parts[1]))
    default:
      let table = ParameterCatalogue.tables.first { $0.singular == parts[0] }!
      let known = ids[parts[0]] ?? []
      guard known.contains(parts[1]) else { return unknown(parts, at: 1, among: known, "\(table.fileName) has") }
      let columns = table.columns.filter { $0.parameter != nil }
      if let column = columns.first(where: { $0.parameter == parts[2] }) {
        return .success(.cell(table, id: parts[1], column))
      }
      if let column = table.columns.first(where: { $0.name == parts[2] }), let parameter = column.parameter {
        return .failure(
          Refusal("a parameter is named without its unit", "Write \(parts[0]).\(parts[1]).\(parameter)."))
      }
      return unknown(parts, at: 2, among: columns.map { $0.parameter! }, "of a \(table.idColumn.name) there are")
    }
  }

  private func key(_ parts: [String]) -> Result<ParameterTarget, Refusal> {
    let columns = parts[0] == "option" ? CaseKeys.options : CaseKeys.settable
    guard parts.count == 2, let column = columns.first(where: { $0.name == parts[1] }) else {
      return unknown(Array(parts.prefix(2)), at: 1, among: columns.map(\.name), "there are")
    }
    return .success(ParameterTarget(subject: .key(column, inOptions: parts[0] == "option"), period: nil))
  }

  private func unknown<Found>(
    _ parts: [String], at place: Int, among names: [String], _ introduction: String
  ) -> Result<Found, Refusal> {
    var remedy: String
    if let near = nearest(parts[place], among: names) {
      var whole = parts
      whole[place] = near
      remedy = "Did you mean \"\(whole.joined(separator: "."))\"?"
    } else if names.isEmpty {
      remedy = "The case has none of that kind."
    } else {
      let first = names.sorted().prefix(12)
      remedy = "Here \(introduction) \(first.joined(separator: ", "))\(names.count > 12 ? " and more" : "")."
    }
    return .failure(Refusal("there is no parameter \(parts.prefix(place + 1).joined(separator: "."))", remedy))
  }
}

extension CSVTable {
  /// Every text of a column, once, in the order of the file.
  func texts(of column: String, where other: String? = nil, is wanted: String = "") -> [String] {
    guard let place = index(of: column) else { return [] }
    let condition = other.flatMap { index(of: $0) }
    if other != nil, condition == nil { return [] }
    var seen: Set<String> = []
    return rows.compactMap { row in
      guard place < row.cells.count else { return nil }
      if let condition, condition >= row.cells.count || row.cells[condition].text != wanted { return nil }
      return seen.insert(row.cells[place].text).inserted ? row.cells[place].text : nil
    }
  }
}
