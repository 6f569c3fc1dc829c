import Fleet

/// What it costs that a gang runs again after a pause.
///
///     cost[w] * again[w,t],  again >= run[t] - run[t-1] + begun[t-1] - 1          (USD; per gang, per slice)
///     begun[t] >= begun[t-1],  begun[t] >= run[t]                                 (run: the sum over its arrangements)
///
/// The first start is no pause. After a notice the slice before is the base path's last one.
enum Pauses: CostTerm {
  static let name = CostTermName.pauses
  static let statement = "pause cost * times that a gang runs again after it had stopped (USD)"

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for (index, workload) in model.case.workloads.enumerated() {
      for node in model.timeline.nodes {
        guard let begun = decisions.pauses.begun[index][node.index] else { continue }
        let key = Key(.workload(Ref(index)), at: node), run = decisions.runs(of: Ref(index), at: node)
        draft.row("begun", key, [(begun, 1)] + run.map { ($0, -1) }, lower: 0, isLimit: false)
        guard let before = model.timeline.previous(node), let again = decisions.pauses.again[index][node.index],
          let earlier = decisions.pauses.begun[index][before.index]
        else { continue }
        let ran = decisions.runs(of: Ref(index), at: before)
        draft.row("begun-before", key, [(begun, 1), (earlier, -1)], lower: 0, isLimit: false)
        draft.row(
          "again", key, [(again, 1), (earlier, -1)] + run.map { ($0, -1) } + ran.map { ($0, 1) }, lower: -1,
          isLimit: false)
        draft.earn(name, at: node, tenant: workload.tenant, again, usd: -workload.gang!.pauseCost)
      }
    }
  }
}

extension Decisions {
  /// Whether a gang runs at a node: the sum of these.
  fileprivate func runs(of gang: Ref<Workload>, at node: Node) -> [Column] {
    gangRuns(at: node, of: gang).map(\.run)
  }
}
