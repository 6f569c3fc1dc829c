import Fleet

/// A service's capacity is what its GPUs can do, and its mean served work is what that capacity lets through.
///
///     serve[w,t] <= D[w,t],  serve[w,t] <= sum of rate * x[w,o,t]             (work units per second; per service, per slice)
///     served[w,t] = sum of load <= a_j * serve[w,t] + b_j * D[w,t]            (for each line j of the load curve)
///     load[w,s,g,t] <= rate * sum of x[w,o,t] over the pools of g at s
///
/// E[min(load, serve)] is concave in capacity and, for a stair of load levels, exactly the lower envelope of its lines.
/// The rates of a service that several classes may serve hold its mix efficiency. The first bound on serve is the
/// column's own. The dual of the capacity row is USD per work unit per second over the
/// slice: what one more unit per second of capacity earns.
enum DemandCover: Rule {
  static let name = "demand-cover"
  static let statement =
    "capacity answering a service <= sum of rate * GPUs; mean served <= what its load curve lets through (units/s, per slice)"
  static let isMootOnceLeft = true

  static func measure(_ key: Key, _ model: Model) -> Measure {
    guard case .workload(let ref) = key.first else { return Measure("unit/s") }
    return Measure("\(model.case[ref].unit)/s")
  }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for node in model.timeline.nodes {
      for (index, workload) in model.case.workloads.enumerated() where workload.gang == nil {
        let ref = Ref<Workload>(index)
        let own = decisions.assignments(at: node) { $0.workload == ref }
        let loads = decisions.loads(at: node, of: ref)
        writeLoads(loads, own, node, into: &draft, model)
        guard let service = workload.service, let serve = decisions.serve[index][node.index] else { continue }
        draft.row(
          name, Key(.workload(ref), at: node),
          [(serve, 1)], upper: 0, limitTerms: own.map { ($0.gpus.column, $0.rate * $0.gpus.perColumn) })
        let demand = model.demand(ref, at: node)
        for (number, line) in service.loadCurve.segments.enumerated() {
          draft.row(
            name, Key(.workload(ref), .ordinal(number), at: node),
            loads.map { ($0.column, 1) } + [(serve, -line.slope)], upper: line.offset * demand, isLimit: false)
        }
      }
    }
  }

  private static func writeLoads(
    _ loads: [Load], _ own: [Assignment], _ node: Node, into draft: inout Draft, _ model: Model
  ) {
    for load in loads {
      let here = own.filter { $0.place == load.place }
      draft.row(
        name, model.key(load.workload, load.place, at: node),
        [(load.column, 1)] + here.map { ($0.gpus.column, -$0.rate * $0.gpus.perColumn) }, upper: 0, isLimit: false)
    }
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    "one more unit per second of capacity for \(names.subject(key.first)!) \(names.when(key))"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "the GPUs that may serve \(names.subject(key.first)!) do too little \(names.when(key))"
  }
}
