import Fleet
import Planning

/// A stress on one terminal page: what each notice would cost, where it shows, what saves it, and what to hold against it.
///
/// At most 80 columns. Numbers are rounded for people; `stress.json` has them in full.
public struct StressSummary {
  let report: StressReport
  let planningCase: PlanningCase
  let colour: Bool

  public init(report: StressReport, planningCase: PlanningCase, colour: Bool = false) {
    self.report = report
    self.planningCase = planningCase
    self.colour = colour
  }

  /// The page, each line ended by a newline.
  public var text: String {
    var page = Page(colour: colour)
    header(&page)
    for pool in pools { calls(of: pool, &page) }
    harmless(&page)
    pairs(&page)
    heatMap(&page)
    answers(&page)
    standby(&page)
    clauses(&page)
    frontier(&page)
    return page.lines.map { $0 + "\n" }.joined()
  }

  var singles: [StressScenario] { report.scenarios.filter { $0.pools.count == 1 } }
  /// Each pool once, as it first stands.
  var pools: [String] {
    var seen: Set<String> = []
    return singles.map(\.pools[0]).filter { seen.insert($0).inserted }
  }
  private var joint: [StressScenario] { report.scenarios.filter { $0.pools.count > 1 } }

  private func header(_ page: inout Page) {
    let span = Calendar.span(planningCase.periods)
    page.line([(report.caseName.shortened(to: 40), .bold), ("  called back", .plain)], right: span)
    page.line(String(repeating: "─", count: Page.width), .dim)
    page.paragraph(
      "\(Figures.money(report.withoutNotice)) if no notice comes, discounted to the start", label: "Plan   ")
    guard report.isComplete else {
      return page.paragraph("not known: some notices were not decided anew in time", label: "Worst  ", .bad)
    }
    guard let worst = report.worst, let anew = worst.replanned else {
      return page.paragraph("no notice of a pool in reclaim.csv would end any lease early", label: "Worst  ")
    }
    page.paragraph(
      "\(names(worst)) on \(worst.noticeDay): \(Figures.money(anew.loss)) less, after deciding anew"
        + "\(share(anew.loss))\(penalty(anew))\(likelihood(worst))", label: "Worst  ")
    page.paragraph(
      "\(Figures.money(report.expectedLoss)) on average over what reclaim.csv holds to be likely, "
        + "\(Figures.money(report.lossCVaR)) in \(Figures.tail(report.riskLevel))\(beyond)",
      label: "Mean   ")
  }

  /// What of a loss is a stated weight and no money.
  private func penalty(_ outcome: StressOutcome) -> String {
    outcome.penalty > 0 ? "; up to \(Figures.money(outcome.penalty)) of it is the case's penalty for floors missed" : ""
  }

  private func likelihood(_ scenario: StressScenario) -> String {
    scenario.probability.map { $0 > 0 ? "" : "; reclaim.csv holds it to be impossible" } ?? ""
  }

  private var beyond: String {
    report.uncovered > 0
      ? "; that more are called than most_notices allows for is \(Figures.percent(report.uncovered)) likely, and left out"
      : ""
  }

  /// ` (54 % of the plan)`
  private func share(_ loss: Double) -> String {
    report.withoutNotice > 0 ? " (\(Figures.percent(loss / report.withoutNotice)) of the plan)" : ""
  }

  func names(_ scenario: StressScenario) -> String { scenario.pools.joined(separator: " and ") }

  /// Every notice of one pool.
  private func calls(of pool: String, _ page: inout Page) {
    page.heading("If \(pool) gives notice", remark: "USD of value lost, discounted")
    page.table(table(singles.filter { $0.pools == [pool] }))
    page.paragraph(
      "held: the plan goes on with the GPUs that are left; anew: everything is decided anew from the notice on. Regret: by "
        + "how much a plan made for this notice from the start would have done better. Trouble: "
        + "a service gets at least 0.5 % less than planned\(unsure).", .dim)
  }

  private var unsure: String {
    report.uncertainty.map { $0 > 0 ? "; losses are known to about \(Figures.money($0)), the plan's own gap" : "" }
      ?? ""
  }

  private func table(_ scenarios: [StressScenario]) -> TextTable {
    var table = TextTable(
      titles: ["notice on", "first gone", "likely", "loss: held", "anew", "regret", "trouble from", "over by"])
    table.left = [0, 1, 6, 7]
    for scenario in scenarios {
      let anew = scenario.replanned
      let likely = scenario.probability.map { $0 > 0 ? Figures.percent($0) : "-" } ?? "-"
      table.rows.append([
        .init(scenario.noticeDay.description), .init(scenario.reclaimDay.description), .init(likely),
        .init(scenario.held.map { Figures.short($0.loss) } ?? "?"), .init(anew.map { Figures.short($0.loss) } ?? "?"),
        .init(scenario.regret.map(Figures.short) ?? "?"),
        .init(anew.map { $0.firstTrouble?.day.description ?? "none" } ?? "?"), .init(anew.map(recovery) ?? "?"),
      ])
    }
    return table
  }

  private func recovery(_ outcome: StressOutcome) -> String {
    guard outcome.firstTrouble != nil else { return "-" }
    return outcome.recovery?.day.description ?? "never"
  }

  private func harmless(_ page: inout Page) {
    for notice in report.harmless {
      let ends = notice.leaseEnd < planningCase.periods.last!.end
      page.paragraph(
        "A notice by \(notice.pool) from \(notice.from) on costs nothing: "
          + (ends ? "its leases end by \(notice.leaseEnd) anyway." : "it takes effect after the last period."))
    }
    if !report.unpooled.isEmpty {
      page.paragraph(
        "\(report.unpooled.joined(separator: ", ")) may be called back too, but in no pool of reclaim.csv: no notice here "
          + "is for it.", .doubtful)
    }
  }

  /// The costliest of the joint notices.
  private func pairs(_ page: inout Page) {
    guard !joint.isEmpty else { return }
    page.heading("If several give notice at once", remark: "the costliest of \(joint.count)")
    let worst = joint.sorted { $0.replanned?.loss ?? 0 > $1.replanned?.loss ?? 0 }.prefix(6)
    for scenario in worst {
      let loss = scenario.replanned.map { Figures.money($0.loss) } ?? "?"
      page.paragraph("\(loss) on \(scenario.noticeDay): \(names(scenario))", hanging: 2)
    }
  }

  /// Mean served of mean asked from the notice on, by service and date of notice.
  private func heatMap(_ page: inout Page) {
    let services = report.scenarios.first?.replanned.map { ($0.services + $0.jobs).map(\.workload) } ?? []
    guard !services.isEmpty else { return }
    for pool in pools {
      let scenarios = singles.filter { $0.pools == [pool] }
      for first in stride(from: 0, to: scenarios.count, by: 12) {
        let part = Array(scenarios[first..<min(first + 12, scenarios.count)])
        if first == 0 {
          page.heading("Served after a notice by \(pool)", remark: "of what is asked; by notice, decided anew")
        }
        heat(services, part, &page)
      }
    }
  }

  private func heat(_ services: [String], _ scenarios: [StressScenario], _ page: inout Page) {
    let titles = scenarios.map { Calendar.short($0.period).leftPadded(to: 4) }
    var table = TextTable(titles: [Calendar.year(scenarios[0].period).padded(to: 22)] + titles, gap: 1)
    table.shrinksTo = 22
    for service in services {
      let shares = scenarios.map { scenario in
        scenario.replanned.flatMap { ($0.services + $0.jobs).first { $0.workload == service } }
      }
      table.rows.append(
        [.init(service)]
          + shares.map { share in
            guard let share else { return TextTable.Entry("?".leftPadded(to: 4)) }
            let drop = share.planned - share.share
            return .init(
              Figures.shortPercent(share.share).leftPadded(to: 4), drop < 0.01 ? .good : drop < 0.1 ? .doubtful : .bad)
          })
      table.rows.append(
        [.init("  as planned", .dim)]
          + shares.map { .init($0.map { Figures.shortPercent($0.planned) } ?? "?", .dim) })
    }
    page.table(table)
  }
}
