import Fleet
import Planning

extension StressSummary {
  /// Every notice of one pool.
  func calls(of pool: String, _ page: inout Page) {
    page.heading("If \(pool) \(comes(pool))", remark: "USD of value lost, discounted")
    page.table(table(singles.filter { $0.pools == [pool] }))
    page.paragraph(
      "Loss: what less the same plan is worth than if no notice comes. Held: it goes on with the GPUs that are left; anew: "
        + "everything is decided anew from the notice on. Regret: by how much a plan made for this notice from the start, "
        + "cover and risk aside, would do better than that. Trouble, decided anew: a service gets at least 0.5 % less "
        + "than planned\(unsure).", .dim)
  }

  private var unsure: String {
    report.uncertainty.map { $0 > rounding ? ". ~0: within \(Figures.money($0)), the plan's own gap" : "" }
      ?? ""
  }

  private func table(_ scenarios: [StressScenario]) -> TextTable {
    var table = TextTable(
      titles: ["notice on", "gone from", "likely", "held", "anew", "regret", "trouble", "over by"])
    table.left = [0, 1, 6, 7]
    for scenario in scenarios {
      let anew = scenario.replanned
      let likely = scenario.probability.map { $0 > 0 ? Figures.percent($0) : "-" } ?? "-"
      table.rows.append([
        .init(scenario.noticeDay.description), .init(scenario.reclaimDay?.description ?? "-"), .init(likely),
        .init(scenario.held.map { difference($0.loss) } ?? "?"), .init(anew.map { difference($0.loss) } ?? "?"),
        .init(scenario.regret.map(difference) ?? "?"),
        .init(anew.map { $0.firstTrouble?.day.description ?? "none" } ?? "?"), .init(anew.map(recovery) ?? "?"),
      ])
    }
    return table
  }

  private func recovery(_ outcome: StressOutcome) -> String {
    guard outcome.firstTrouble != nil else { return "-" }
    return outcome.recovery?.day.description ?? "later"
  }

  func harmless(_ page: inout Page) {
    for notice in report.harmless {
      let ends = notice.leaseEnd < planningCase.periods.last!.end
      page.paragraph(
        "\(isEvent(notice.pool) ? "" : "A notice by ")\(notice.pool) from \(notice.from) on costs nothing: "
          + (ends ? "its leases end by \(notice.leaseEnd) anyway." : "it takes effect after the last period."))
    }
    if !report.unpooled.isEmpty {
      page.paragraph(
        "\(report.unpooled.joined(separator: ", ")) may be called back too, but in no pool of reclaim.csv: no notice here "
          + "is for it.", .doubtful)
    }
  }

  /// The costliest of the joint notices.
  func pairs(_ page: inout Page) {
    guard !joint.isEmpty else { return }
    page.heading("If several give notice at once", remark: "the costliest of \(joint.count)")
    let worst = joint.sorted { $0.replanned?.loss ?? 0 > $1.replanned?.loss ?? 0 }.prefix(6)
    for scenario in worst {
      let loss = scenario.replanned.map { Figures.money($0.loss) } ?? "?"
      page.paragraph("\(loss) on \(scenario.noticeDay): \(names(scenario))", hanging: 2)
    }
  }
}
