import Fleet

/// A service gets at least its promised share of the demand.
///
///     serve[w,t] >= min_share[w] * D[w,t]                      (work units per second; per service, per slice)
///
/// Hard on the base path: no plan keeps it, no plan is written. After a notice that takes GPUs what is missing is paid
/// for at ``FloorPenalty``, so that every state has a recourse. The dual is what one unit per second less of the promise
/// would save.
enum ServiceFloor: Rule {
  static let name = "service-floor"
  static let statement =
    "capacity answering a service >= its least share * demand (units/s, per slice); hard before a notice"
  static let isMootOnceLeft = true

  static func measure(_ key: Key, _ model: Model) -> Measure { DemandCover.measure(key, model) }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for node in model.timeline.nodes {
      for (index, workload) in model.case.workloads.enumerated() {
        guard let service = workload.service, let share = service.minShare, share[node.period] > 0,
          let serve = decisions.serve[index][node.index]
        else { continue }
        let key = Key(.workload(Ref(index)), at: node)
        let least = share[node.period] * model.demand(Ref(index), at: node)
        var terms: Terms = [(serve, 1)]
        if node.path != 0 {
          let short = draft.column("floor-short", key, upper: least)
          terms.append((short, 1))
          FloorPenalty.bind(short, most: least, Self.self, key, at: node, into: &draft, decisions, model)
          FloorPenalty.charge(short, for: Ref<Workload>(index), at: node, into: &draft, model)
        }
        draft.row(name, key, terms, lower: least, isLimit: node.path == 0)
      }
    }
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    "one more unit per second promised to \(names.subject(key.first)!) \(names.when(key))"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "\(names.subject(key.first)!) cannot get its least share of the demand \(names.when(key))"
  }
}
