import Fleet
import Planning

extension PlanSummary {
  /// What it would cost if the GPUs were called back, by date of notice.
  func reclaim(_ page: inout Page) {
    let notices = plan.paths.dropFirst().filter { $0.probability > 0 }
    guard !notices.isEmpty else { return }
    page.heading(heading, remark: "shares: mean served from then on")
    let services = worstServices(4)
    // 42 columns stand before the first service.
    let room = 38 / max(1, services.count) - 2
    var table = TextTable(
      titles: ["notice", "first gone", "likely", "loss, USD"] + services.map { $0.shortened(to: room) })
    table.left = [0, 1]
    if planningCase.reclaimPools.count > 1 {
      table.titles[0] = "called"
      table.shrinksTo = 10
    }
    let shown = costliest(Array(notices), 12)
    for path in shown {
      let loss = plan.risk.valueWithoutReclaim.map { $0 - path.value }
      table.rows.append(
        [
          .init(call(of: path)),
          .init(path.reclaimDay?.description ?? "-"),
          .init(Figures.percent(path.probability)), .init(loss.map(Figures.short) ?? "?"),
        ] + services.map { TextTable.Entry(share($0, path).map(Figures.percent) ?? "-") })
    }
    page.table(table)
    if shown.count < notices.count {
      page.paragraph("the costliest; \(notices.count - shown.count) more in recourse.csv", .dim)
    }
    page.paragraph(outlook(Array(notices)))
    cover(shown, &page)
  }

  private var hasEvents: Bool { planningCase.reclaimPools.contains { planningCase.isEvent($0.id) } }

  private var heading: String {
    let isAll = planningCase.reclaimPools.allSatisfy { planningCase.isEvent($0.id) }
    return isAll
      ? "If own demand changes"
      : hasEvents ? "If GPUs are called back, or demand changes" : "If the GPUs are called back"
  }

  /// What stands in for the GPUs that are gone: by notice, what is ordered or called, and from when it is there.
  private func cover(_ notices: [PathTables], _ page: inout Page) {
    let covers = notices.compactMap { path -> (String, String)? in
      let bySubject = Dictionary(
        grouping: path.decisions.filter { $0.decision != "hold" && $0.amount > 0 }, by: \.subject)
      let parts = bySubject.sorted { $0.key < $1.key }.map { measure($1, path) }
      return parts.isEmpty ? nil : (call(of: path), parts.joined(separator: "; "))
    }
    for (day, text) in covers.prefix(4) { page.paragraph(text, label: "  after \(day): ", .dim) }
    if covers.count > 4 { page.line("  and after \(covers.count - 4) more, in recourse/decisions.csv", .dim) }
  }

  /// What is done with one fallback or lease.
  private func measure(_ rows: [DecisionRow], _ path: PathTables) -> String {
    let subject = rows[0].subject, from = rows.compactMap(\.takesEffect).min()?.day ?? rows[0].lastDate
    return switch rows[0].decision {
    case "exit": "\(subject) left on \(from)"
    case "renew": "\(subject) renewed from \(from) on"
    case "reclaim":
      "the \(Figures.count(gpusLet(under: subject))) GPUs let under \(subject) called back by \(rows[0].lastDate), there "
        + "from \(from) on"
    case "sign": "\(Figures.count(rows[0].amount)) \(rows[0].unit) of \(subject) signed by \(from)"
    case "build":
      "\(Figures.count(rows.reduce(0) { $0 + $1.amount })) modules of \(subject) built, the first in service on \(from)"
    case let decision:
      "up to \(Figures.count(path.mostHeld(of: subject))) GPUs of \(subject) "
        + "\(decision == "call" ? "called from standby" : "ordered"), the first there on \(from)"
    }
  }

  /// GPUs of ours let under a lease.
  private func gpusLet(under lease: String) -> Double {
    let ids = planningCase.lettings(underLease: lease)
    return plan.decisions.reduce(0) { $1.decision == "let" && ids.contains($1.subject) ? $0 + $1.amount : $0 }
  }

  /// What tells a path from others: its day of notice, or the pools called where there are several.
  private func call(of path: PathTables) -> String {
    planningCase.reclaimPools.count > 1 ? path.called.joined(separator: " ") : path.noticeDay?.description ?? ""
  }

  /// The paths of least value, in order of their notice.
  private func costliest(_ notices: [PathTables], _ count: Int) -> [PathTables] {
    let worst = notices.indices.sorted { (notices[$0].value, $0) < (notices[$1].value, $1) }.prefix(count)
    return worst.sorted().map { notices[$0] }
  }

  /// The services that notice hurts most: in rising order of their lowest share.
  private func worstServices(_ count: Int) -> [String] {
    let services = planningCase.workloads.filter { $0.service != nil }.map(\.id)
    let lowest = services.map { id in plan.paths.dropFirst().compactMap { share(id, $0) }.min() ?? 1 }
    let worst = services.indices.sorted { (lowest[$0], $0) < (lowest[$1], $1) }.prefix(count)
    return worst.sorted().map { services[$0] }
  }

  private func share(_ service: String, _ path: PathTables) -> Double? {
    PlanSummary.servedShare(path.service.filter { $0.workload == service })
  }

  private func words(_ cost: Double) -> String {
    cost >= 0 ? "costs \(Figures.money(cost))" : "is worth \(Figures.money(-cost))"
  }

  private func outlook(_ notices: [PathTables]) -> String {
    let risk = plan.risk
    let likely = notices.reduce(0) { $0 + $1.probability }
    var text = "Some \(hasEvents ? "of it" : "notice") is \(Figures.percent(likely)) likely."
    if let without = risk.valueWithoutReclaim {
      let cost = without - risk.expectedValue
      text += " Without \(hasEvents ? "it" : "the right to call") a plan would be worth USD \(Figures.short(without)): "
      text += "\(hasEvents ? "what may come" : "the right") \(words(cost)) on average"
      if let cvar = risk.cvar { text += " and \(words(without + cvar)) in \(Figures.tail(risk.riskLevel))" }
      text += "."
    }
    if let gap = plan.gap, let without = risk.valueWithoutReclaim {
      let unsure = gap * abs(plan.objective)
      let least = notices.map { abs(without - $0.value) }.min() ?? .infinity
      if unsure > least / 10 {
        text += " A loss is known to about \(Figures.money(unsure)), the gap of the plans compared."
      }
    }
    if let half = risk.hazardHalf, let double = risk.hazardDouble {
      text +=
        " Were every hazard half, this plan would be worth \(Figures.money(half.expectedValue)) on average; were it "
        + "double, \(Figures.money(double.expectedValue))."
    }
    if risk.uncovered > 0 {
      text +=
        " That more are called than the plan prepares for (most_notices) is \(Figures.percent(risk.uncovered)) likely; "
        + "such cases count as if the further calls had not come."
    }
    let penalty = notices.map(\.floorPenalty).max() ?? 0
    if penalty > 0 { text += " Of a loss, up to \(Figures.money(penalty)) is the case's penalty for floors missed." }
    return text
  }
}
