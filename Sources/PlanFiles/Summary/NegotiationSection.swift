import Fleet
import Planning

extension StressSummary {
  /// What clauses are worth, in a form to carry into the room.
  func clauses(_ page: inout Page) {
    guard !report.clauses.isEmpty else { return }
    page.heading("What a clause is worth", remark: "USD of value, planned anew with nothing else changed")
    var table = TextTable(titles: ["lease and clause", "better", "", "worse", ""])
    table.left = [0, 1, 3]
    var lease = ""
    for row in report.clauses {
      if row.lease != lease {
        lease = row.lease
        table.rows.append([.init(lease, .bold)] + [TextTable.Entry](repeating: .init(""), count: 4))
      }
      table.rows.append(
        [.init("  " + row.clause)]
          + [row.up, row.down].flatMap { side in
            [TextTable.Entry(side?.change ?? "-"), .init(side.map(worth) ?? "")]
          })
    }
    page.table(table)
    if report.clauses.contains(where: { $0.up?.worth?.isOpen ?? false || $0.down?.worth?.isOpen ?? false }) {
      page.paragraph(
        "~ within the gaps of the two plans compared, so that it may be nothing; --gap makes them smaller", .dim)
    }
  }

  private func worth(_ side: ClauseValue.Side) -> String {
    side.worth.map { ($0.isOpen ? "~" : "") + Figures.change($0.value) } ?? "no plan"
  }

  func frontier(_ page: inout Page) {
    guard !report.frontier.isEmpty else { return }
    page.heading("Mean against worst cases", remark: "the best plan at each weight of risk")
    var table = TextTable(
      titles: ["risk weight", "mean, USD", "worst \(Figures.percent(1 - report.riskLevel)), USD", "status"])
    table.left = [3]
    for point in report.frontier {
      table.rows.append([
        .init(Figures.percent(point.riskWeight)), .init(Figures.short(point.expectedValue)),
        .init(Figures.short(point.tailValue)), .init(point.status.rawValue),
      ])
    }
    page.table(table)
  }
}
