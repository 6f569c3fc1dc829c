import Fleet

/// What is decided of leases that are signed: leaving them before their end, and keeping them for a second term.
///
/// GPUs go with the start of a period, the same on every path; a lease that is paid for as it is used is not left, since
/// that would change nothing. Whoever knows of the last notice by a lessor before the lessee's own notice, or before the
/// day by which a renewal is decided, decides it.
struct LeaseDecisions: Sendable {
  /// leave[l,t]: all GPUs of a lease are given up at the start of a node; 0 or 1 since left is.
  struct Exit: Sendable {
    let lease: Ref<Lease>
    /// Who decides: index of the path.
    let path: Int
    /// Index of the node of that path with which the GPUs go.
    let node: Int
    let moment: Instant
    /// Last day on which notice can be given.
    let noticeDay: Day
    /// Whether it is the second term that is left.
    let isAfterTerm: Bool
    let column: Column
  }

  /// renew[l] in {0, 1}: a lease goes on for its second term.
  struct Renewed: Sendable {
    let lease: Ref<Lease>
    let path: Int
    let column: Column
  }

  private(set) var exits: [Exit] = []
  private(set) var renewals: [Renewed] = []
  /// left[l,t] in {0, 1}: whether a lease has been left, by lease, then node; nil where it cannot have been.
  private(set) var left: [[Column?]]
  /// held[l,t]: GPUs held of a tranche, by tranche, then node; nil where neither an exit nor a renewal has a say.
  private(set) var held: [[Column?]]
  private var leaves: [[Column?]]

  init(_ model: Model, into draft: inout Draft) {
    let empty = [Column?](repeating: nil, count: model.timeline.nodes.count)
    left = .init(repeating: empty, count: model.case.leases.count)
    leaves = left
    held = .init(repeating: empty, count: model.case.tranches.count)
    let days = model.case.leases.indices.map { model.case.exitDays(of: Ref($0)) }
    for node in model.timeline.nodes {
      for index in model.case.leases.indices where !days[index].isEmpty {
        addExit(Ref(index), on: days[index][node.start], at: node, model, &draft)
      }
      for index in model.case.tranches.indices { addHeld(Ref(index), at: node, model, &draft) }
    }
  }

  /// The choice to leave a lease at the start of a node; nil where nobody can.
  func leaving(_ lease: Ref<Lease>, at node: Node) -> Column? { leaves[lease.index][node.index] }

  /// The choice to renew a lease, as it binds on a path; nil where there is none.
  func renewal(_ lease: Ref<Lease>, on path: Int, _ model: Model) -> Column? {
    guard let decider = decider(of: lease, on: path, model) else { return nil }
    return renewals.first { $0.lease == lease && $0.path == decider }?.column
  }

  /// Whether a lease has been left by the slice before a node; nil where it cannot have been.
  func left(_ lease: Ref<Lease>, before node: Node, _ model: Model) -> Column? {
    model.timeline.previous(node).flatMap { left[lease.index][$0.index] }
  }

  /// Index of the path that decides whether a lease is renewed; nil for one that cannot be.
  private func decider(of lease: Ref<Lease>, on path: Int, _ model: Model) -> Int? {
    model.case[lease].renewal.map { model.timeline.path(deciding: Instant($0.decideBy), on: path) }
  }

  private mutating func addExit(
    _ ref: Ref<Lease>, on day: Day?, at node: Node, _ model: Model, _ draft: inout Draft
  ) {
    let path = model.timeline.paths[node.path]
    let there = model.case.tranches.indices.filter { index in
      let tranche = model.case.tranches[index]
      return tranche.lease == ref && model.case.end(of: tranche, on: path).map { node.start < $0 } ?? false
    }
    let isLet = model.case.lettings(under: ref).contains { workload in
      model.case.isInTerm(model.case[workload].letting!, model.case[workload], at: node)
    }
    left[ref.index][node.index] = left(ref, before: node, model)
    guard !there.isEmpty || isLet else { return }
    let isAfterTerm = !isLet && there.allSatisfy { model.case.isAfterTerm(model.case.tranches[$0], at: node) }
    let leaving = day.flatMap { choice(ref, on: $0, at: node, isAfterTerm: isAfterTerm, model, &draft) }
    leaves[ref.index][node.index] = leaving
    guard leaving != nil else { return }
    left[ref.index][node.index] = draft.column("left", Key(.lease(ref), at: node), upper: 1, integer: true)
  }

  /// Of a second term notice can be given only once that has been decided.
  private mutating func choice(
    _ ref: Ref<Lease>, on day: Day, at node: Node, isAfterTerm: Bool, _ model: Model, _ draft: inout Draft
  ) -> Column? {
    let lease = model.case[ref]
    guard let noticeDay = lease.lastExitNotice(leaving: day), !isAfterTerm || noticeDay >= lease.renewal!.decideBy
    else { return nil }
    let path = model.timeline.path(deciding: Instant(noticeDay), on: node.path)
    guard path == node.path else {
      return exits.first { $0.lease == ref && $0.path == path && $0.moment == node.start }?.column
    }
    let column = draft.column("leave", Key(.lease(ref), at: node), upper: 1)
    exits.append(
      Exit(
        lease: ref, path: path, node: node.index, moment: node.start, noticeDay: noticeDay, isAfterTerm: isAfterTerm,
        column: column))
    return column
  }

  private mutating func addHeld(_ ref: Ref<Tranche>, at node: Node, _ model: Model, _ draft: inout Draft) {
    let tranche = model.case[ref]
    guard let lease = tranche.lease, model.stock.gpus(ref, at: node) > 0 else { return }
    let isAfterTerm = model.case.isAfterTerm(tranche, at: node)
    guard isAfterTerm || left[lease.index][node.index] != nil else { return }
    if isAfterTerm { addRenewal(lease, on: node.path, model, &draft) }
    held[ref.index][node.index] = draft.column(
      "held", Key(.tranche(ref), at: node), upper: model.stock.mostGPUs(ref, at: node))
  }

  private mutating func addRenewal(_ ref: Ref<Lease>, on path: Int, _ model: Model, _ draft: inout Draft) {
    guard renewal(ref, on: path, model) == nil, let decider = decider(of: ref, on: path, model) else { return }
    let column = draft.column("renew", Key(.lease(ref), .path(decider)), upper: 1, integer: true)
    renewals.append(Renewed(lease: ref, path: decider, column: column))
  }
}
