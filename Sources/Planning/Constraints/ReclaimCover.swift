import Fleet

/// Whatever one lessor calls back, a stated share of a service is still covered.
///
///     sum of rate * x[w,o,t] over the pools that the lessor cannot call >= cover_share[w] * D[w,t]
///                                                     (work units per second; per service and lessor, per slice)
///
/// Sufficient: it counts on no re-allocation and no later signing. Written on the base path, for every lessor that
/// may reclaim anything there.
enum ReclaimCover: Rule {
  static let name = "reclaim-cover"
  static let statement =
    "capacity of a service without the GPUs that one lessor may call back >= its covered share * demand (units/s, per slice)"

  static func measure(_ key: Key, _ model: Model) -> Measure { DemandCover.measure(key, model) }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for node in model.timeline.nodes where node.path == 0 {
      for (index, workload) in model.case.workloads.enumerated() {
        guard let service = workload.service, let share = service.coverShare?[node.period], share > 0 else { continue }
        let own = decisions.assignments(at: node) { $0.workload == Ref(index) }
        for lessor in model.pools.lessors.indices {
          func isCalled(_ assignment: Assignment) -> Bool {
            let pool = model.pools.all[assignment.pool]
            return pool.isReclaimable && pool.lessor == lessor
          }
          guard own.contains(where: isCalled) else { continue }
          draft.row(
            name, Key(.workload(Ref(index)), .lessor(lessor), at: node),
            own.filter { !isCalled($0) }.map { ($0.gpus.column, $0.rate * $0.gpus.perColumn) },
            lower: share * service.demand[node.period])
        }
      }
    }
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    "one more unit per second of \(names.subject(key.first)!) kept safe from \(names.subject(key.second)!) \(names.when(key))"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "\(names.subject(key.first)!) cannot be covered if \(names.subject(key.second)!) reclaims \(names.when(key))"
  }
}
