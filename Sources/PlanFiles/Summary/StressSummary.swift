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
  var joint: [StressScenario] { report.scenarios.filter { $0.pools.count > 1 } }

  private func header(_ page: inout Page) {
    let span = Calendar.span(planningCase.periods)
    page.line(
      [
        (report.caseName.shortened(to: 40), .bold),
        ("  \(planningCase.reclaimPools.allSatisfy { isEvent($0.id) } ? "put to the test" : "called back")", .plain),
      ], right: span)
    page.line(String(repeating: "─", count: Page.width), .dim)
    page.paragraph(
      "\(Figures.money(report.withoutNotice)) if no notice comes, discounted to the start", label: "Plan   ")
    guard report.isComplete else {
      return page.paragraph("not known: some notices were not decided anew in time", label: "Worst  ", .bad)
    }
    guard let worst = report.worst, let anew = worst.replanned else {
      return page.paragraph(
        planningCase.reclaimPools.isEmpty
          ? "the case has no reclaim.csv, so that there is no notice to put to the plan"
          : "no notice of a pool in reclaim.csv would end any lease early", label: "Worst  ")
    }
    page.paragraph(
      isCostly(anew)
        ? "\(names(worst)) on \(worst.noticeDay): \(Figures.money(anew.loss)) less, after deciding anew"
          + "\(share(anew.loss))\(penalty(anew))\(likelihood(worst))"
        : "once everything is decided anew, no notice costs the plan anything", label: "Worst  ")
    page.paragraph(
      "USD \(difference(report.expectedLoss)) on average over what reclaim.csv holds to be likely, "
        + "USD \(difference(report.lossCVaR)) in \(Figures.tail(report.riskLevel))\(beyond)",
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

  /// A difference of two plans: 0 within the rounding of their values, ~0 within what they are known to.
  func difference(_ usd: Double) -> String {
    if abs(usd) <= rounding { return "0" }
    return abs(usd) <= report.uncertainty ?? 0 ? "~0" : Figures.short(usd)
  }

  func isCostly(_ outcome: StressOutcome) -> Bool { outcome.loss > max(rounding, report.uncertainty ?? 0) }

  var rounding: Double { 1e-7 * abs(report.withoutNotice) }

  /// Whether a pool is an event in our own demand, and takes no GPUs.
  func isEvent(_ pool: String) -> Bool { planningCase.isEvent(pool) }

  func comes(_ pool: String) -> String { isEvent(pool) ? "comes" : "gives notice" }

  func names(_ scenario: StressScenario) -> String { scenario.pools.joined(separator: " and ") }
}
