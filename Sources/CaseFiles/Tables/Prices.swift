import Fleet

extension TableSpecification {
  static let prices = TableSpecification(
    "prices", singular: "price", required: false, key: ["parameter", "period"],
    meaning: """
      Values of parameters that differ by period: prices, limits, floors. A value here holds in its period instead of \
      the one in the parameter's own table. Rows after the last period are not used.
      """,
    columns: [
      Column("parameter", .parameter, .required, "the parameter", more: "Such as `site.colossus-1.power`."),
      Column("period", .period, .required, "the period"),
      Column(
        "value", .number(.none, .any), .required, "the value",
        more: "In the unit of the column that the parameter names, MW for `site.colossus-1.power`."),
    ])
}

extension CaseBuilder {
  /// Values by parameter and index of the period, each checked against the column that the parameter names.
  func readPrices() {
    guard let table = tables["prices"] else { return }
    var hasLater = false
    for row in table.records {
      guard row.isWhole, let name = row.text("parameter"), !isUnread(name) else { continue }
      let column: Column
      switch catalogue.find(name) {
      case .failure(let refusal):
        row.report("parameter", refusal.message, refusal.remedy)
        continue
      case .success(let target):
        guard case .cell(_, _, let found) = target.subject, found.variesByPeriod, target.period == nil else {
          reportFixed(row, target)
          continue
        }
        column = found
      }
      if let text = row.number("value").map(\.shortest), case .failure(let refusal) = column.decode(text) {
        row.report("value", refusal.message, refusal.remedy)
      }
      guard let value = row.number("value"), let period = row.text("period"),
        let index = self.period(period, row, "period", hasLater: &hasLater)
      else { continue }
      overrides[name, default: [:]][index] = value
    }
  }

  /// Whether the table that a parameter is of could not be read, so that nothing can be said about it.
  private func isUnread(_ name: String) -> Bool {
    let singular = name.prefix { $0 != "." }
    return TableSpecification.all.contains { $0.singular == singular && unread.contains($0.name) }
  }

  private func reportFixed(_ row: Record, _ target: ParameterTarget) {
    switch target.subject {
    case .demand: row.report("parameter", "demand by period stands in demand.csv", "Write it there.")
    case _ where target.period != nil:
      row.report("parameter", "the period stands in its own column", "Take it out of the parameter's name.")
    default:
      row.report("parameter", "this parameter has one value for all periods", "Write it in its own table.")
    }
  }
}
