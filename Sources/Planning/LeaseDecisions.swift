import Fleet

/// What is decided of leases that are signed: leaving them before their end, and keeping them for a second term.
///
/// GPUs go with the start of a period, the same on every path; a lease that is paid for as it is used is not left, since
/// that would change nothing. Whoever knows of the last notice by a lessor
/// before the lessee's own notice, or before the day by which a renewal is decided, decides it.
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
    let days = model.case.leases.indices.map {
      model.case.leases[$0].takeOrPayShare > 0 ? model.case.exitDays(of: Ref($0)) : [:]
    }
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
    guard let decideBy = model.case[lease].renewal?.decideBy else { return nil }
    let decider = model.timeline.path(deciding: Instant(decideBy), on: path)
    return renewals.first { $0.lease == lease && $0.path == decider }?.column
  }

  private mutating func addExit(
    _ ref: Ref<Lease>, on day: Day?, at node: Node, _ model: Model, _ draft: inout Draft
  ) {
    let there = model.case.tranches.indices.filter {
      model.case.tranches[$0].lease == ref && model.stock.gpus(Ref($0), at: node) > 0
    }
    guard !there.isEmpty else { return }
    let isAfterTerm = there.allSatisfy { model.case.isAfterTerm(model.case.tranches[$0], at: node) }
    let before = model.timeline.previous(node).flatMap { left[ref.index][$0.index] }
    let leaving = day.flatMap { choice(ref, on: $0, at: node, isAfterTerm: isAfterTerm, model, &draft) }
    leaves[ref.index][node.index] = leaving
    left[ref.index][node.index] =
      leaving == nil ? before : draft.column("left", Key(.lease(ref), at: node), upper: 1, integer: true)
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
    guard renewal(ref, on: path, model) == nil else { return }
    let decider = model.timeline.path(deciding: Instant(model.case[ref].renewal!.decideBy), on: path)
    let column = draft.column("renew", Key(.lease(ref), .path(decider)), upper: 1, integer: true)
    renewals.append(Renewed(lease: ref, path: decider, column: column))
  }
}

extension Decisions {
  /// GPUs of a tranche that a call takes, with what is decided of them.
  struct Taken {
    /// GPUs to one of the column; the GPUs themselves where there is none.
    let gpus: Double
    let column: Column?
    /// The least that is taken of them, if any is.
    let least: Double
  }

  /// What the calls along a path take: all that was to come of each tranche, if on the path that the call leaves its lease
  /// is neither left by then nor, after its term, not renewed.
  func taken(on path: Path, _ model: Model) -> [Taken] {
    model.case.tranches.indices.compactMap { index in
      let tranche = model.case.tranches[index]
      guard let lease = tranche.lease, let day = path.reclaimDays[lease],
        let parent = parent(of: path, calling: lease, model)
      else { return nil }
      let gone = Instant(day, in: model.case[tranche.site].timeZone)
      let there = parent.nodes.map { model.timeline.nodes[$0] }.last { $0.start <= gone }!
      if let held = leases.held[index][there.index] {
        return Taken(gpus: 1, column: held, least: model.stock.gpus(Ref(index), at: there))
      }
      let unit = Double(model.case[tranche.gpuClass].unitGPUs)
      let all = if case .fixed(let gpus) = tranche.size { Double(gpus) } else { unit }
      return Taken(gpus: all, column: sign[Ref(index)], least: all)
    }
  }

  /// The path that the last call leaves that ended a lease on a path.
  private func parent(of path: Path, calling lease: Ref<Lease>, _ model: Model) -> Path? {
    guard let parent = path.parent.map({ model.timeline.paths[$0] }) else { return nil }
    return parent.reclaimDays[lease] == path.reclaimDays[lease]
      ? self.parent(of: parent, calling: lease, model) : parent
  }
}
