/// A named figure of a case that `set:`, `--set` and sweeps may change.
public struct Parameter: Hashable, Sendable {
  /// The name without a period: `site.colossus-1.power`.
  public let name: String
  /// The unit of ``value``: `MW`; empty for a plain number, a date or a word.
  public let unit: String
  /// What stands in the case for all periods, as text; empty where it is left blank or differs by period.
  public let value: String
  /// Whether a period may follow the name.
  public let variesByPeriod: Bool
  /// What it is, in words: `a site's power limit`.
  public let meaning: String
}

extension CaseFolder {
  /// Every parameter of the case, in order of name.
  public var parameters: [Parameter] {
    var all: [Parameter] = []
    func add(_ name: String, _ column: Column, _ value: String, varies: Bool) {
      all.append(
        Parameter(
          name: name, unit: column.unit?.name ?? "", value: value, variesByPeriod: varies, meaning: column.noun))
    }
    for specification in TableSpecification.all {
      guard let table = raw.tables[specification.name], let place = table.index(of: specification.idColumn.name)
      else { continue }
      for column in specification.columns {
        guard let parameter = column.parameter else { continue }
        let cell = table.index(of: column.name)
        var seen: Set<String> = []
        for row in table.rows where seen.insert(row.cells[place].text).inserted {
          add(
            "\(specification.singular).\(row.cells[place].text).\(parameter)", column,
            cell.map { row.cells[$0].text } ?? "", varies: column.variesByPeriod)
        }
      }
    }
    let demand = TableSpecification.demand.columns[2]
    for service in raw.tables["demand"]?.texts(of: "workload") ?? [] {
      add("demand.\(service)", demand, "", varies: true)
    }
    for column in CaseKeys.options {
      add("option.\(column.name)", column, raw.options[column.name]?.text ?? "", varies: false)
    }
    for column in CaseKeys.settable {
      add("case.\(column.name)", column, raw.scalars[column.name]?.text ?? "", varies: false)
    }
    return all.sorted { $0.name < $1.name }
  }
}
