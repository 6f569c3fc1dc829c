import Fleet
import Planning

extension PlanSummary {
  /// What it would cost if the GPUs were called back, by date of notice.
  func reclaim(_ page: inout Page) {
    let notices = plan.paths.dropFirst()
    guard !notices.isEmpty else { return }
    page.heading("If the GPUs are called back", remark: "shares: mean served from the notice on")
    let services = worstServices(4)
    // 42 columns stand before the first service.
    let room = 38 / max(1, services.count) - 2
    var table = TextTable(
      titles: ["notice", "first gone", "likely", "loss, USD"] + services.map { $0.shortened(to: room) })
    table.left = [0, 1]
    let shown = costliest(Array(notices), 12)
    for path in shown {
      let loss = plan.risk.valueWithoutReclaim.map { $0 - path.value }
      table.rows.append(
        [
          .init(path.noticeDay?.description ?? ""), .init(path.reclaimDay?.description ?? "-"),
          .init(Figures.percent(path.probability)), .init(loss.map(Figures.short) ?? "?"),
        ] + services.map { TextTable.Entry(share($0, path).map(Figures.percent) ?? "-") })
    }
    page.table(table)
    if shown.count < notices.count {
      page.paragraph("the costliest; \(notices.count - shown.count) more in recourse.csv", .dim)
    }
    page.paragraph(outlook(Array(notices)))
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

  private func outlook(_ notices: [PathTables]) -> String {
    let risk = plan.risk
    let likely = notices.reduce(0) { $0 + $1.probability }
    var text = "Some notice is \(Figures.percent(likely)) likely."
    if let without = risk.valueWithoutReclaim {
      text += " The right to call costs \(Figures.money(without - risk.expectedValue)) on average"
      if let cvar = risk.cvar {
        text += " and \(Figures.money(without + cvar)) in the worst \(Figures.percent(1 - risk.riskLevel)) of cases"
      }
      text += ", against USD \(Figures.short(without)) if nobody could."
    }
    if let gap = plan.gap, let without = risk.valueWithoutReclaim {
      let unsure = gap * abs(plan.objective)
      let least = notices.map { abs(without - $0.value) }.min() ?? .infinity
      if unsure > least / 10 {
        text += " A loss is known to about \(Figures.money(unsure)), the gap of the plans compared."
      }
    }
    let penalty = notices.map(floorPenalty).max() ?? 0
    if penalty > 0 { text += " Of a loss, up to \(Figures.money(penalty)) is the case's penalty for floors missed." }
    return text
  }

  /// USD that a path books for floors missed, as paid: no money that changes hands.
  private func floorPenalty(_ path: PathTables) -> Double {
    -path.money.reduce(0) { $1.term == CostTermName.floorPenalty.rawValue ? $0 + $1.usd : $0 }
  }
}
