import Fleet

/// What is still worth something when the plan ends: hours that are committed, and what has been bought.
///
///     max(share * v, v - (1 - share) * price) * hours beyond * held                    (USD; per tranche, in a path's last slice)
///     (1 - haircut) * capital * (1 - age / life)                                    (USD; per tranche bought, or module built, likewise)
///
/// v is what a GPU-hour is worth after the horizon, as the lease says or its price less the haircut; beyond what is
/// committed, more is used where it is worth more than it costs. Without it a plan would neither renew nor buy
/// anything towards its end.
enum EndValue: CostTerm {
  static let name = CostTermName.endValue
  static let statement =
    "value of committed GPU-hours after the horizon + (1 - haircut) * capital * remaining share of its life (USD)"

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for beyond in model.leasesBeyond {
      draft.earn(
        name, at: beyond.node, site: model.case[beyond.tranche].site,
        decisions.held(beyond.tranche, at: beyond.node, model), usd: beyond.worth)
    }
    for (index, tranche) in model.case.tranches.enumerated() {
      guard let capital = tranche.capital, case let left = model.case.remainingLife(of: tranche, capital), left > 0
      else { continue }
      let usd = model.case.options.endValueScale * (1 - model.case.options.endValueHaircut) * left
      for (number, path) in model.timeline.paths.enumerated() {
        guard let price = decisions.price(of: Ref(index), capital, on: number, model) else { continue }
        draft.earn(
          name, at: model.timeline.nodes[path.ownNodes.upperBound - 1], site: tranche.site, price, usd: usd)
      }
    }
    for (number, path) in model.timeline.paths.enumerated() {
      for (index, expansion) in model.case.expansions.enumerated() {
        for build in decisions.expansions.builds(of: Ref(index), on: number, model) {
          let worth = model.case.endValue(of: expansion, orderedIn: build.period)
          guard worth > 0 else { continue }
          draft.earn(
            name, at: model.timeline.nodes[path.ownNodes.upperBound - 1], site: expansion.site, build.column,
            usd: worth)
        }
      }
    }
  }
}

extension PlanningCase {
  /// Share of the life of what is bought that is left at the end of the horizon; 0 for what comes after it.
  func remainingLife(of tranche: Tranche, _ capital: Capital) -> Double {
    guard let delivery = deliveries(tranche).first?.start, delivery < end else { return 0 }
    return remainingShare(of: capital.lifeMonths, from: firstDay(of: tranche), at: tranche.site)
  }

  /// USD that a module is worth at the end of the horizon.
  func endValue(of expansion: Expansion, orderedIn period: Int) -> Double {
    guard let life = expansion.lifeMonths else { return 0 }
    let left = remainingShare(
      of: life, from: periods[period].start + expansion.leadDays, at: expansion.site,
      begun: service(of: expansion, orderedIn: period))
    return options.endValueScale * (1 - options.endValueHaircut) * expansion.capital * left
  }

  /// Share of a life in months that is left at the end of the horizon.
  private func remainingShare(of months: Int, from day: Day, at site: Ref<Site>, begun: Instant? = nil) -> Double {
    let zone = self[site].timeZone
    let begun = begun ?? Instant(day, in: zone), worn = Instant(day.adding(months: months), in: zone)
    return max(0, 1 - Double(end.seconds - begun.seconds) / Double(worn.seconds - begun.seconds))
  }
}
