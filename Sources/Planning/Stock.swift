import Fleet

/// What of each tranche is there, node by node.
struct Stock: Sendable {
  /// Whole units by tranche and node; for a tranche to sign, of each unit signed (1 or 0).
  private let units: [[Int]]
  private let unitGPUs: [Int]
  private let sizes: [Tranche.Size]
  /// The cap of each fallback, from the first moment at which an order may have arrived.
  private let ordered: [Int: [Double]]

  init(_ planningCase: PlanningCase, _ timeline: Timeline) {
    var ordered: [Int: [Double]] = [:]
    for (index, tranche) in planningCase.tranches.enumerated() {
      guard case .ordered(let ref) = tranche.size else { continue }
      let fallback = planningCase[ref]
      ordered[index] = timeline.nodes.map { node in
        planningCase.mayHold(fallback, at: node, on: timeline.paths[node.path]) ? Double(fallback.capGPUs) : 0
      }
    }
    self.ordered = ordered
    units = planningCase.tranches.map { tranche in
      timeline.nodes.map { planningCase.units(of: tranche, at: $0, on: timeline.paths[$0.path]) }
    }
    unitGPUs = planningCase.tranches.map { planningCase[$0.gpuClass].unitGPUs }
    sizes = planningCase.tranches.map(\.size)
  }

  /// GPUs of a fixed tranche, or of one unit signed of a tranche to sign.
  func gpus(_ tranche: Ref<Tranche>, at node: Node) -> Double {
    Double(units[tranche.index][node.index] * unitGPUs[tranche.index])
  }

  /// The most GPUs that a tranche may hold.
  func mostGPUs(_ tranche: Ref<Tranche>, at node: Node) -> Double {
    switch sizes[tranche.index] {
    case .fixed: gpus(tranche, at: node)
    case .optional(_, let maxUnits): gpus(tranche, at: node) * Double(maxUnits)
    case .ordered: ordered[tranche.index]?[node.index] ?? 0
    }
  }

  /// The most GPUs that a pool may hold.
  func mostGPUs(_ pool: Pool, at node: Node) -> Double {
    pool.tranches.reduce(0) { $0 + mostGPUs($1, at: node) }
  }
}
