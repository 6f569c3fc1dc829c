import Fleet

/// What is decided of our own GPUs that others may lease: how many are let, and when they are called back.
///
/// How many is decided at the start of the case, the same on every path. They are called back by the same right with
/// which a lessee leaves a lease: whole, for the start of a period, by whoever knows what has been called by then.
struct LettingDecisions: Sendable {
  /// let[w]: whole units let.
  private(set) var signed: [Ref<Workload>: GPUs] = [:]
  /// GPUs let in a node, by workload, then node; nil outside the term.
  private(set) var held: [[GPUs?]]

  init(_ model: Model, _ leases: LeaseDecisions, into draft: inout Draft) {
    held = model.case.workloads.map { _ in [GPUs?](repeating: nil, count: model.timeline.nodes.count) }
    for (index, workload) in model.case.workloads.enumerated() {
      guard let letting = workload.letting else { continue }
      let unit = model.case.unitGPUs(of: letting, workload)
      signed[Ref(index)] = GPUs(
        column: draft.column(
          "let", Key(.workload(Ref(index))), lower: Double(letting.minGPUs) / unit,
          upper: Double(letting.maxGPUs) / unit, integer: true),
        perColumn: unit)
      for node in model.timeline.nodes where model.case.isInTerm(letting, workload, at: node) {
        held[index][node.index] = held(Ref(index), letting, at: node, leases, &draft)
      }
    }
  }

  private func held(
    _ ref: Ref<Workload>, _ letting: Letting, at node: Node, _ leases: LeaseDecisions, _ draft: inout Draft
  ) -> GPUs? {
    guard leases.left[letting.lease.index][node.index] != nil else { return signed[ref] }
    let column = draft.column("let", Key(.workload(ref), at: node), upper: Double(letting.maxGPUs))
    return GPUs(column: column, perColumn: 1)
  }
}

extension PlanningCase {
  /// GPUs in a unit of what is let.
  func unitGPUs(of letting: Letting, _ workload: Workload) -> Double {
    Double(self[workload.gpuClasses!.first!].unitGPUs)
  }

  /// Whether a node lies in the term of a letting.
  func isInTerm(_ letting: Letting, _ workload: Workload, at node: Node) -> Bool {
    let zone = self[workload.sites!.first!].timeZone, lease = self[letting.lease]
    return node.start >= Instant(lease.start, in: zone) && node.start < Instant(lease.end, in: zone)
  }
}
