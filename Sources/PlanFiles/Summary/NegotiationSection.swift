import Fleet
import Planning

extension StressSummary {
  /// What clauses are worth, in a form to carry into the room.
  func clauses(_ page: inout Page) {
    guard !report.clauses.isEmpty else { return }
    page.heading("What a clause is worth", remark: "USD of value, planned anew with nothing else changed")
    page.paragraph(meaningOfValue)
    for lease in planningCase.leases {
      let rows = report.clauses.filter { $0.lease == lease.id }
      guard !rows.isEmpty else { continue }
      page.paragraph(terms(of: lease), hanging: 4, .bold)
      page.table(table(rows))
    }
    if report.clauses.contains(where: { [$0.up, $0.down].contains { $0?.worth?.isOpen ?? false } }) {
      page.paragraph(
        "±: known only so far, by the gaps of the two plans compared, so that it may be nothing; --gap makes it smaller",
        .dim)
    }
    if report.clauses.contains(where: { [$0.up, $0.down].contains { $0?.isImpossible ?? false } }) {
      page.paragraph("no plan: the limits of the case cannot all be kept then", .dim)
    }
  }

  private var meaningOfValue: String {
    let weight = planningCase.options.riskWeight
    let value =
      weight == 0
      ? "the mean over all futures"
      : "\(Figures.percent(1 - weight)) the mean over all futures and \(Figures.percent(weight)) the mean of "
        + "\(Figures.tail(planningCase.options.riskLevel)), as the plan weighs them"
    return "Value is \(value); prices are in USD per GPU-hour."
  }

  /// `colossus-1, of spacex: 90 days of notice from 2026-07-01 on, ends 2027-01-01`
  private func terms(of lease: Lease) -> String {
    let notice =
      lease.reclaimHolder.lessorMayReclaim ? "\(lease.noticeDays) days of notice from \(lease.firstNotice) on, " : ""
    return "\(lease.id), of \(lease.lessor): \(notice)ends \(lease.end)"
  }

  /// Of the same widths for every lease, so that tables stand under each other.
  private func table(_ rows: [ClauseValue]) -> TextTable {
    var table = TextTable(titles: ["", "", "", "", ""], indent: 4)
    table.left = [0, 1, 3]
    for row in rows {
      func cells(_ side: ClauseValue.Side?) -> [TextTable.Entry] {
        [.init((side?.change ?? "").padded(to: 17)), .init((side.map(worth) ?? "").leftPadded(to: 8))]
      }
      table.rows.append([.init(row.clause.padded(to: 13))] + cells(row.up) + cells(row.down))
    }
    return table
  }

  private func worth(_ side: ClauseValue.Side) -> String {
    guard let worth = side.worth else { return side.isImpossible ? "no plan" : "unknown" }
    return worth.isOpen ? "±" + Figures.short(max(-worth.low, worth.high)) : Figures.change(worth.value)
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
