import Fleet
import Planning

extension PlanSummary {
  /// What the plan assumes of the time after its end, and what hangs on it.
  func horizon(_ page: inout Page) {
    let facts = plan.horizon
    guard !facts.holdings.isEmpty || facts.isDecisive else { return }
    page.heading(
      "After \(planningCase.periods.last!.end + -1)",
      remark: "a committed GPU-hour counts at its price less \(Figures.percent(facts.haircut))")
    var table = TextTable(titles: ["held then", "GPUs", "days on", "USD/GPUh", "counts at", "USD owed", "USD worth"])
    for row in facts.holdings {
      let isLeased = row.hours > 0
      table.rows.append([
        .init(row.tranche), .init(Figures.count(row.gpus)), .init(isLeased ? Figures.count(row.hours / 24) : ""),
        .init(isLeased ? Figures.cents(row.price) : ""), .init(isLeased ? Figures.cents(row.value) : ""),
        .init(isLeased ? Figures.short(-row.owedUSD) : "bought"), .init(Figures.short(row.worthUSD)),
      ])
    }
    page.table(table)
    guard facts.isDecisive else { return }
    for (name, times, answer) in [("half", 0.5, facts.half), ("double", 2, facts.double)] {
      let share = Figures.percent(times * (1 - facts.haircut))
      page.paragraph(
        "were every such value \(name), \(share) of the price: "
          + (answer.map(sentence) ?? "not worked out, no plan being proved within the limits of its search"))
    }
  }

  private func sentence(_ answer: EndValueAnswer) -> String {
    guard !answer.changes.isEmpty else {
      return "the first decisions are as good, within \(Figures.fraction(answer.gap))"
    }
    let changes = answer.changes.prefix(4).map {
      "\($0.decision) \($0.subject) \(Figures.count($0.other)) instead of \(Figures.count($0.planned))"
    }
    let more = answer.changes.count > 4 ? ", and \(answer.changes.count - 4) more" : ""
    return changes.joined(separator: ", ") + more + "; to keep to the plan would lose \(Figures.money(answer.lossUSD))"
  }
}
