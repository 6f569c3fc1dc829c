import Fleet

/// What it costs to bring work to GPUs that did not run it in the slice before.
///
///     cost[w] * moved[w,o,t],  moved >= x[t] - x[t-1],  moved >= 0          (USD; GPUs; per workload and pool, per slice)
///
/// Arrivals only: a move is counted once. The first slice has no arrivals. After a notice the slice before is the base
/// path's last one.
enum Migration: CostTerm {
  static let name = CostTermName.migration
  static let statement = "migration cost per GPU * GPUs that arrive at a pool (USD)"

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for node in model.timeline.nodes {
      guard let before = model.timeline.previous(node) else { continue }
      for (index, workload) in model.case.workloads.enumerated() where workload.migrationCost > 0 {
        for (number, pool) in model.pools.all.enumerated() {
          func isHere(_ assignment: Assignment) -> Bool {
            assignment.workload == Ref(index) && assignment.pool == number
          }
          let now = decisions.assignments(at: node, where: isHere)
          guard !now.isEmpty else { continue }
          let then = decisions.assignments(at: before, where: isHere)
          let key = Key(.workload(Ref(index)), .pool(number), at: node)
          let moved = draft.column("moved", key, upper: model.stock.mostGPUs(pool, at: node))
          draft.row(
            "arrivals", key,
            [(moved, 1)] + now.map { ($0.gpus.column, -$0.gpus.perColumn) }
              + then.map { ($0.gpus.column, $0.gpus.perColumn) },
            lower: 0, isLimit: false)
          draft.earn(
            name, at: node, tenant: workload.tenant, site: pool.site, moved, usd: -workload.migrationCost)
        }
      }
    }
  }
}
