import Fleet

/// What it costs to put GPUs to work where the incumbent plan does not have them.
///
///     price * changed[w,o,t] * hours of the slice / hours of its period          (USD; GPUs; per workload and pool)
///
/// In every slice of the path that came about: a GPU that moves costs once for each period, however that is cut.
enum Changes: CostTerm {
  static let name = CostTermName.changes
  static let statement =
    "price of a change * GPUs at work where the incumbent plan does not have them, once for each period (USD)"

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for change in decisions.changes.all {
      draft.earn(
        name, at: model.timeline.nodes[change.node], tenant: model.case[change.work.workload].tenant,
        site: model.pools.all[change.work.pool].site, change.column,
        usd: -model.case.options.changePrice * change.weight)
    }
  }
}
