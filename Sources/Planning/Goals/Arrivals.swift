import Fleet

/// GPUs that come to work for a workload, slice by slice of the base path.
///
///     arrived[w,o,t] >= x[t] - x[t-1],  arrived >= 0          (GPUs; per workload and pool, per slice but the first)
enum Arrivals {
  static func columns(into draft: inout Draft, _ decisions: Decisions, _ model: Model) -> [Column] {
    var columns: [Column] = []
    for node in model.timeline.nodes(of: model.timeline.paths[0]) {
      guard let before = model.timeline.previous(node) else { continue }
      let then = Dictionary(grouping: decisions.assignments(at: before), by: Work.init)
      for (work, now) in Dictionary(grouping: decisions.assignments(at: node), by: Work.init).sorted(by: {
        $0.key < $1.key
      }) {
        let column = draft.column(
          "arrived", work.key(at: node), upper: model.stock.mostGPUs(model.pools.all[work.pool], at: node))
        let left: Terms = (then[work] ?? []).map { ($0.gpus.column, $0.gpus.perColumn) }
        draft.row(
          "arrived", work.key(at: node), [(column, 1)] + now.map { ($0.gpus.column, -$0.gpus.perColumn) } + left,
          lower: 0,
          isLimit: false)
        columns.append(column)
      }
    }
    return columns
  }

  /// GPUs in all that arrive, by a solution.
  static func sum(_ reading: Reading) -> Double {
    let formulation = reading.formulation, model = formulation.model
    return model.timeline.nodes(of: model.timeline.paths[0]).reduce(0) { sum, node in
      guard let before = model.timeline.previous(node) else { return sum }
      let now = gpus(reading, at: node), then = gpus(reading, at: before)
      return now.sorted { $0.key < $1.key }.reduce(sum) { $0 + max(0, $1.value - (then[$1.key] ?? 0)) }
    }
  }

  static func gpus(_ reading: Reading, at node: Node) -> [Work: Double] {
    reading.formulation.decisions.assignments(at: node).reduce(into: [:]) {
      $0[Work($1), default: 0] += reading.gpus($1)
    }
  }

  /// A workload on a pool.
  struct Work: Hashable, Comparable {
    let workload: Ref<Workload>, pool: Int

    init(workload: Ref<Workload>, pool: Int) {
      self.workload = workload
      self.pool = pool
    }

    init(_ assignment: Assignment) {
      workload = assignment.workload
      pool = assignment.pool
    }

    func key(at node: Node) -> Key { Key(.workload(workload), .pool(pool), at: node) }

    static func < (a: Work, b: Work) -> Bool { (a.workload.index, a.pool) < (b.workload.index, b.pool) }
  }
}
