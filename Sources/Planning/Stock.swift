import Fleet

/// What of each tranche is there, node by node.
struct Stock: Sendable {
  /// Whole units by tranche and node; for a tranche to sign, of each unit signed (1 or 0).
  private let units: [[Int]]
  private let unitGPUs: [Int]
  private let sizes: [Tranche.Size]

  init(_ planningCase: PlanningCase, _ timeline: Timeline) {
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
    }
  }

  /// The most GPUs that a pool may hold.
  func mostGPUs(_ pool: Pool, at node: Node) -> Double {
    pool.tranches.reduce(0) { $0 + mostGPUs($1, at: node) }
  }
}
