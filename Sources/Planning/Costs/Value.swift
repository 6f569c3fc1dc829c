import Fleet

/// What work earns.
///
///     value[w,period] * 3600 * H * mean served          (USD; per tenant and site, per slice)
///
/// Jobs earn as they are worked on. Capacity that nobody asks for earns nothing.
enum Value: CostTerm {
  static let name = CostTermName.value
  static let statement = "value per work unit * 3600 * H * mean work done (USD)"

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for load in decisions.loads {
      let node = model.timeline.nodes[load.node], workload = model.case[load.workload]
      draft.earn(
        name, at: node, tenant: workload.tenant, site: load.place.site, load.column,
        usd: workload.value[node.period] * node.seconds)
    }
    for run in decisions.gangRuns {
      let node = model.timeline.nodes[run.node], workload = model.case[run.workload]
      let place = decisions.arrangements[run.workload.index][run.arrangement]
      draft.earn(
        name, at: node, tenant: workload.tenant, site: place.site, run.pace,
        usd: workload.value[node.period] * node.seconds)
    }
  }
}
