import Fleet
import Planning

/// A plan on one terminal page: what it is worth and how far that is proved, where it runs, who gets what, what binds,
/// and what a reclaim would cost.
///
/// At most 80 columns. Numbers are rounded for people; the plan folder has them in full.
public struct PlanSummary {
  let plan: Plan
  let planningCase: PlanningCase
  let findings: [Finding]
  let colour: Bool
  let totals: PlanTotals

  /// - Parameters:
  ///   - findings: what was found in the case; warnings are shown.
  ///   - colour: whether to write ANSI colour: only to a terminal, and never under NO_COLOR.
  public init(plan: Plan, planningCase: PlanningCase, findings: [Finding] = [], colour: Bool = false) {
    let came = plan.asItCame(planningCase)
    self.plan = came ?? plan
    self.planningCase = planningCase
    self.findings = findings
    self.colour = colour
    var totals = PlanTotals(plan: plan, planningCase: planningCase)
    if let came {
      // What is expected stays that of all paths, at the probabilities that they have.
      let expected = totals.expected
      totals = PlanTotals(plan: came, planningCase: planningCase)
      totals.expected = expected
    }
    self.totals = totals
  }

  /// The page, each line ended by a newline.
  public var text: String {
    var page = Page(colour: colour)
    header(&page)
    goals(&page)
    incumbent(&page)
    sites(&page)
    utilities(&page)
    tenants(&page)
    calendar(&page)
    prices(&page)
    decisions(&page)
    money(&page)
    market(&page)
    horizon(&page)
    reclaim(&page)
    warnings(&page)
    return page.lines.map { $0 + "\n" }.joined()
  }

  /// The tables of the base path, or of the path that came about.
  var base: PathTables? { plan.paths.first }

  private func header(_ page: inout Page) {
    let span = Calendar.span(planningCase.periods)
    let ink: Ink = plan.status == .optimal ? .good : plan.status == .feasible ? .doubtful : .bad
    let name = plan.caseName.shortened(to: Page.width - span.count - plan.status.rawValue.count - 4)
    page.line([(name, .bold), ("  ", .plain), (plan.status.rawValue, ink)], right: span)
    page.line(String(repeating: "─", count: Page.width), .dim)
    page.paragraph("\(Figures.money(plan.objective)), \(valueMeaning)", label: "Value  ")
    page.paragraph(proof, label: "Proof  ")
  }

  /// Whether a notice is the past.
  var hasCome: Bool { plan.incumbent.map { !$0.called.isEmpty } ?? false }

  private var valueMeaning: String {
    let risk = plan.risk
    if plan.paths.count == 1 || hasCome && plan.paths.count(where: { $0.probability > 0 }) <= 1 {
      return "earnings less costs, discounted to the start"
    }
    let notices = plan.paths.dropFirst()
    let when = notices.count == 1 ? notices.first?.noticeDay?.description ?? "" : "one of \(notices.count) dates"
    let hasEvents = planningCase.reclaimPools.contains { planningCase.isEvent($0.id) }
    let mean =
      hasEvents
      ? "the mean over \(plan.paths.count) paths (nothing comes, or what may come does)"
      : "the mean over \(plan.paths.count) paths (no notice, or notice on \(when))"
    if risk.riskWeight == 0 { return "discounted to the start: \(mean)" }
    return
      "discounted to the start: \(Figures.percent(1 - risk.riskWeight)) \(mean), \(Figures.percent(risk.riskWeight)) "
      + (risk.riskLevel < 1 ? "the mean of the worst \(Figures.percent(1 - risk.riskLevel))" : "the worst case")
  }

  private var proof: String {
    if let gap = plan.gap, plan.boundCertified != nil {
      let asked = "asked \(Figures.fraction(plan.askedGap))"
      return gap <= 1e-12
        ? "no plan can be better (certified bound; \(asked))"
        : "no plan can be better by more than \(Figures.fraction(gap)) (certified bound; \(asked))"
    }
    if let bound = plan.boundClaimed {
      return "branch and cut claims that none is above \(Figures.money(bound)); that is not certified"
    }
    return "none: how much better another plan could be is not known"
  }

  private func warnings(_ page: inout Page) {
    let warnings = findings.filter { $0.severity == .warning }
    guard !warnings.isEmpty else { return }
    page.heading("Warnings")
    for warning in warnings { page.paragraph(warning.description, hanging: 2, .doubtful) }
  }
}

/// Periods as people name them.
enum Calendar {
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// `months`, `weeks`, `quarters`, or `periods` for other calendars.
  static func noun(_ periods: [Period], _ count: Int) -> String {
    let id = periods.first?.id ?? ""
    let noun = id.contains("W") ? "week" : id.contains("Q") ? "quarter" : Day(id + "-01") != nil ? "month" : "period"
    return count == 1 ? noun : noun + "s"
  }

  /// `2026-07 to 2026-12, 6 months`
  static func span(_ periods: [Period]) -> String {
    "\(periods.first!.id) to \(periods.last!.id), \(periods.count) \(noun(periods, periods.count))"
  }

  /// `Jul`, `W27`, `Q3`; the last four characters of any other id.
  static func short(_ id: String) -> String {
    if let day = Day(id + "-01") { return months[day.civil.month - 1] }
    let last = id.split(separator: "-").last ?? ""
    return String(last.suffix(4))
  }

  /// `2026` of `2026-07`; empty where the id does not begin with a year.
  static func year(_ id: String) -> String {
    let first = id.split(separator: "-").first ?? ""
    return first.count == 4 && first.allSatisfy(\.isNumber) ? String(first) : ""
  }

  /// `Jul 26`, `W27 26`.
  static func long(_ id: String) -> String {
    year(id).isEmpty ? short(id) : "\(short(id)) \(year(id).suffix(2))"
  }
}
