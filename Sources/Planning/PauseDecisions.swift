import Fleet

/// begun[w,t], again[w,t]: whether a gang whose pauses cost has run by a slice, and whether it runs there again after one.
struct PauseDecisions: Sendable {
  /// By workload, then node; nil for work whose pauses cost nothing, and `again` where nothing comes before.
  private(set) var begun: [[Column?]], again: [[Column?]]

  init(_ model: Model, into draft: inout Draft) {
    begun = .init(
      repeating: .init(repeating: nil, count: model.timeline.nodes.count), count: model.case.workloads.count)
    again = begun
    for (index, workload) in model.case.workloads.enumerated() where workload.gang?.pauseCost ?? 0 > 0 {
      for node in model.timeline.nodes {
        let key = Key(.workload(Ref(index)), at: node)
        begun[index][node.index] = draft.column("begun", key, upper: 1)
        if node.previous != nil { again[index][node.index] = draft.column("again", key, upper: 1) }
      }
    }
  }
}
