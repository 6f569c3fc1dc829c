import Fleet
import Planning

extension PlanSummary {
  /// How far each of several goals was met, and what it gave up for those before it.
  func goals(_ page: inout Page) {
    guard plan.goals.count > 1 else { return }
    page.heading("Goals", remark: "each as far as those before it leave room; alone: without those")
    var table = TextTable(titles: ["goal", "best", "proved", "slack", "in the plan", "alone"])
    for goal in plan.goals {
      table.rows.append([
        .init(goal.goal), .init(goal.figure(goal.best)), .init(goal.bound.map(goal.figure) ?? "not"),
        .init(goal.slack > 0 ? goal.figure(goal.slack) : "nothing"), .init(goal.figure(goal.final), .bold),
        .init(goal.better),
      ])
    }
    page.table(table)
    if plan.goals.contains(where: { $0.unit == "share" }) {
      page.paragraph("  a shortfall is the largest share missing of any service in any slice, or of any job", .dim)
    }
  }
}

extension GoalFacts {
  func figure(_ value: Double) -> String {
    switch unit {
    case "share": Figures.percent(value)
    case "USD": Figures.short(value)
    default: Figures.count(value) + (Figures.count(value) == "1" ? " GPU" : " GPUs")
    }
  }

  /// `2.1 % better`; `as good` where the goals before it cost nothing.
  fileprivate var better: String {
    guard let gaveUp else { return "not found" }
    return gaveUp <= 1e-6 * max(1, abs(best)) ? "as good" : "\(figure(gaveUp)) better"
  }
}
