import Fleet
import Planning

extension PlanSummary {
  /// Money by term: as paid if nobody calls notice, and as expected over all paths.
  func money(_ page: inout Page) {
    page.heading("Money, USD over the horizon")
    let mayCome = plan.paths.dropFirst().contains { $0.probability > 0 }
    let paid = mayCome || !hasCome && plan.paths.count > 1 ? "as paid, no notice" : "as paid"
    var table = TextTable(titles: ["term", paid, "expected, discounted"])
    let ofTerm = Dictionary(totals.money.map { ($0.term, $0.usd) }) { $0 + $1 }
    let expected = Dictionary(totals.expected.map { ($0.term, $0.usd) }) { $0 + $1 }
    var terms = totals.money.map(\.term)
    terms += totals.expected.map(\.term).filter { !terms.contains($0) }
    for term in terms {
      table.rows.append([
        .init(term), .init(Figures.short(ofTerm[term] ?? 0)), .init(Figures.short(expected[term] ?? 0)),
      ])
    }
    let sums = [totals.money, totals.expected].map { Figures.short($0.reduce(0) { $0 + $1.usd }) }
    table.rows.append([.init("in all", .bold)] + sums.map { TextTable.Entry($0, .bold) })
    page.table(table)
    if let remark = riskRemark { page.paragraph(remark, .dim) }
  }

  /// How the expected money becomes the plan's value, and which term is no money.
  private var riskRemark: String? {
    let weight = plan.risk.riskWeight
    var text = ""
    if let cvar = plan.risk.cvar, weight > 0 {
      text =
        "the value of \(Figures.money(plan.objective)) is \(Figures.percent(1 - weight)) of what is expected in all and "
        + "\(Figures.percent(weight)) of the mean of the worst cases, \(Figures.money(-cvar))"
    }
    if totals.expected.contains(where: { $0.term == CostTermName.floorPenalty.rawValue && $0.usd != 0 }) {
      text += (text.isEmpty ? "" : "; ") + "floor-penalty is a stated weight on floors missed, and nobody is paid it"
    }
    if totals.expected.contains(where: { $0.term == CostTermName.endValue.rawValue && $0.usd != 0 }) {
      text +=
        (text.isEmpty ? "" : "; ")
        + "commitments fall due after the plan's end, and end-value is what is held then: no money of these periods"
    }
    return text.isEmpty ? nil : text
  }
}
