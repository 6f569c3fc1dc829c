import Fleet

/// What work costs that is done after its deadline.
///
///     cost[w] * days after the deadline * 3600 * H * pace          (USD; per job, per slice after the deadline)
///
/// Days are counted to the middle of the slice: work that runs throughout it is so late in the mean.
enum LatePenalty: CostTerm {
  static let name = CostTermName.lateness
  static let statement = "lateness cost * days after the deadline * work units done (USD)"

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for (index, workload) in model.case.workloads.enumerated() {
      guard let job = workload.job, let lateness = job.lateness, let deadline = job.deadline else { continue }
      for node in model.timeline.nodes where node.start >= Instant(deadline) {
        let days = Instant.hours(from: Instant(deadline), to: node.start) / 24 + node.hours / 48
        let usd = -lateness.cost * days * node.seconds
        for load in decisions.loads(at: node, of: Ref(index)) {
          draft.earn(name, at: node, tenant: workload.tenant, site: load.place.site, load.column, usd: usd)
        }
        for run in decisions.gangRuns(at: node, of: Ref(index)) {
          let site = decisions.arrangements[index][run.arrangement].site
          draft.earn(name, at: node, tenant: workload.tenant, site: site, run.pace, usd: usd)
        }
      }
    }
  }
}
