import Fleet
import Planning

extension PlanSummary {
  /// What is to be decided, the most urgent first.
  func decisions(_ page: inout Page) {
    let rows = plan.decisions.filter { $0.amount != 0 && $0.decision != "hold" } + holds
    guard !rows.isEmpty else { return }
    page.heading("To decide", remark: "the day is the last on which it can still be done")
    var table = TextTable(titles: ["what", "", "how much", "unit", "by"])
    table.left = [0, 1, 3, 4]
    table.shrinks = 1
    let sorted = rows.enumerated().sorted { ($0.element.lastDate, $0.offset) < ($1.element.lastDate, $1.offset) }
    let today = plan.incumbent?.today
    for (_, row) in sorted.prefix(8) {
      let day = row.takesEffect?.day.description ?? "then"
      let unit =
        switch row.decision {
        case "exit": "lease, gone from \(day) on"
        case "reclaim": "lease, back on \(day)"
        case "build": "\(row.unit), in service on \(day)"
        default: row.unit
        }
      table.rows.append([
        .init(row.decision), .init(row.subject), .init(Figures.count(row.amount)), .init(unit),
        .init(today.map { row.lastDate < $0 } ?? false ? "decided" : row.lastDate.description),
      ])
    }
    page.table(table)
    if rows.count > 8 { page.line("  \(rows.count - 8) more in decisions.csv", .dim) }
  }

  /// One row for each fallback kept on standby: the most of it, by the first day with any.
  private var holds: [DecisionRow] {
    Dictionary(grouping: plan.decisions.filter { $0.decision == "hold" && $0.amount != 0 }, by: \.subject)
      .sorted { $0.key < $1.key }.map { _, rows in
        var most = rows.max { $0.amount < $1.amount }!
        most.lastDate = rows.map(\.lastDate).min()!
        most.unit = rows.count == 1 ? "GPU on standby" : "GPU at most, \(rows[0].period) to \(rows.last!.period)"
        return most
      }
  }
}
