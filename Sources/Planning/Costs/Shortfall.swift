import Fleet

/// What work that was asked for and not done costs.
///
///     shortfall cost * 3600 * H * (mean demand - mean served)          (USD; per service, per slice)
///     shortfall cost * missing                                         (USD; per job, in the last slice in which it may run)
enum Shortfall: CostTerm {
  static let name = CostTermName.shortfall
  static let statement = "shortfall cost * work asked and not done (USD)"

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for node in model.timeline.nodes {
      for (index, workload) in model.case.workloads.enumerated() {
        guard let service = workload.service else { continue }
        let usd = workload.shortfallCost[node.period] * node.seconds
        let asked = model.demand(Ref(index), at: node) * service.loadCurve.mean
        draft.earn(name, at: node, tenant: workload.tenant, nil, usd: -usd * asked)
        for load in decisions.loads(at: node, of: Ref(index)) {
          draft.earn(name, at: node, tenant: workload.tenant, load.column, usd: usd)
        }
      }
    }
    for missing in decisions.missing {
      let workload = model.case[missing.workload]
      let path = model.timeline.paths[missing.path]
      guard let last = model.timeline.nodes(of: path).last(where: { model.case.isOpen(workload.job!, at: $0) })
      else { continue }
      draft.earn(
        name, at: last, tenant: workload.tenant, missing.column,
        usd: -workload.shortfallCost[last.period] * model.openSeconds(missing.workload))
    }
  }
}
