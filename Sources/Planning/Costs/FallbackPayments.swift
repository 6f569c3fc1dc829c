import Fleet

/// What GPUs that are ordered or called cost, and what it costs to keep them on standby.
///
///     price * H * held[f,t] + premium * H * hold[f,period]          (USD; per fallback, per slice)
///
/// The premium ends with the notice; GPUs cost their price from arrival on, up to the end of the horizon.
enum FallbackPayments: CostTerm {
  static let name = CostTermName.fallback
  static let statement = "price * H * GPUs held of a fallback + premium * H * GPUs on standby (USD)"

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for (index, fallback) in model.case.fallbacks.enumerated() {
      for node in model.timeline.nodes {
        guard let held = decisions.fallbacks.held[index][node.index] else { continue }
        draft.earn(name, at: node, site: fallback.site, held, usd: -fallback.price[node.period] * node.hours)
      }
    }
    for standby in decisions.fallbacks.standbys {
      let fallback = model.case[standby.fallback]
      for node in model.timeline.nodes(of: model.timeline.paths[standby.path]) where node.period == standby.period {
        draft.earn(
          name, at: node, site: fallback.site, standby.column,
          usd: -fallback.premium[standby.period] * node.hours)
      }
    }
  }
}
