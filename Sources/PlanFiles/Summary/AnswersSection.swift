import Fleet
import Planning

extension StressSummary {
  /// What the new plan does in the worst notice of each pool.
  func answers(_ page: inout Page) {
    let worst = pools.compactMap { pool in
      singles.filter { $0.pools == [pool] }.max { $0.replanned?.loss ?? 0 < $1.replanned?.loss ?? 0 }
    }
    for scenario in worst {
      guard let held = scenario.held, let anew = scenario.replanned, isCostly(held),
        !scenario.actions.isEmpty
      else { continue }
      page.heading(
        "What deciding anew saves",
        remark: "\(pools.allSatisfy(isEvent) ? "" : "notice by ")\(names(scenario)) on \(scenario.noticeDay)")
      page.paragraph("First behind, held: \(behind(held)); decided anew: \(behind(anew))")
      page.paragraph("USD \(difference(held.loss - anew.loss)) of \(Figures.money(held.loss)) is saved by this:")
      for action in scenario.actions.prefix(6) {
        page.paragraph(sentence(action), label: "  - ")
      }
      if anew.penalty > 0 {
        page.paragraph(
          "\(Figures.money(anew.penalty)) of what is still lost is the case's penalty for floors missed, as paid.", .dim
        )
      }
    }
  }

  /// The first service that gets less than planned, and from when on.
  private func behind(_ outcome: StressOutcome) -> String {
    guard let first = outcome.firstBehind, let from = outcome.firstTrouble else { return "no service" }
    return "\(first), from \(from.day) on"
  }

  private func sentence(_ action: StressAction) -> String {
    let gpus = Figures.count(action.gpus)
    return switch action.kind {
    case .order:
      "order \(gpus) GPUs of \(action.subject) by \(action.by?.description ?? "then"), the first there on \(action.from.day)"
    case .call: "call \(gpus) GPUs of \(action.subject) from standby, the first there on \(action.from.day)"
    case .exit: "leave \(action.subject), so that \(gpus) GPUs are gone from \(action.from.day) on"
    case .renew: "renew \(action.subject), so that \(gpus) GPUs stay from \(action.from.day) on"
    case .reclaim: "call back \(gpus) GPUs let under \(action.subject), there from \(action.from.day) on"
    case .use: "work \(gpus) more GPUs of \(action.subject) from \(action.from.day) on"
    }
  }

  /// At which hazard each standby pays.
  func standby(_ page: inout Page) {
    guard planningCase.fallbacks.contains(where: { $0.kind == .standby }) else { return }
    page.heading("What to hold against it", remark: "hazards per month, given no notice before")
    for row in report.standbys {
      let periods = row.periods.count == 1 ? row.periods[0] : "\(row.periods.first!) to \(row.periods.last!)"
      page.paragraph(
        "the plan holds up to \(Figures.count(row.gpus)) GPUs of \(row.fallback) on standby, in \(periods)", hanging: 2)
    }
    if report.standbys.isEmpty { page.paragraph("the plan holds nothing on standby") }
    page.paragraph("a notice finds on standby what the period before it held; one on the first day finds nothing", .dim)
    for row in report.breakEvens {
      guard let hazard = row.hazard else {
        page.paragraph("\(row.fallback): a GPU on standby against \(row.pool) would not pay at any hazard", hanging: 2)
        continue
      }
      let verdict = row.stated >= hazard ? "it pays" : "it does not pay"
      page.paragraph(
        "\(row.fallback): the first GPU on standby against \(row.pool) pays from a hazard of "
          + "\(Figures.fraction(hazard)) (before a notice on \(row.noticeDay), when it would save "
          + "\(Figures.money(row.saving)) for each GPU); the case says \(Figures.fraction(row.stated)), so that \(verdict)",
        hanging: 2)
    }
  }
}
