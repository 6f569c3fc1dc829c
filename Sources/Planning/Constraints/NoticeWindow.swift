import Fleet

/// A lease once left stays left, and is left no sooner than the lessee's notice allows.
///
///     left[l,t] = left[l,t-1] + leave[l,t]                    (share of a lease; per lease with an exit, per slice)
///     left[l,t] in {0, 1}; none leaves where t starts before the first notice day + 1 + notice days
///     leave[l,t] <= renew[l] in the second term, and notice not before decide_by
///     renew[l] <= 1 - left[l,t] in the last slice of the first term
///
/// All GPUs of a lease go at once, with the start of a period. It has no limit of its own to price: what the right is worth
/// is told by the price of the clause. Whether it has been left by a time is what a search branches on, since that
/// divides the dates evenly.
enum NoticeWindow: Rule {
  static let name = "notice-window"
  static let statement =
    "a lease is left once, whole, and no sooner than the lessee's notice has run (share of a lease, per slice)"

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure("lease") }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for exit in decisions.leases.exits { bindToRenewal(exit, into: &draft, decisions, model) }
    for node in model.timeline.nodes {
      for index in model.case.leases.indices {
        forbidRenewal(ofLeft: Ref(index), from: node, into: &draft, decisions, model)
        guard let left = decisions.leases.left[index][node.index],
          let leaving = decisions.leases.leaving(Ref(index), at: node)
        else { continue }
        let before = decisions.leases.left(Ref(index), before: node, model)
        let terms: Terms = [(left, 1), (leaving, -1)] + (before.map { [($0, -1)] } ?? [])
        draft.row(name, Key(.lease(Ref(index)), at: node), terms, lower: 0, upper: 0, isLimit: false)
      }
    }
  }

  private static func bindToRenewal(
    _ exit: LeaseDecisions.Exit, into draft: inout Draft, _ decisions: Decisions, _ model: Model
  ) {
    guard exit.isAfterTerm, let renew = decisions.leases.renewal(exit.lease, on: exit.path, model) else { return }
    let key = Key(.lease(exit.lease), .part(.renewed), at: model.timeline.nodes[exit.node])
    draft.row(name, key, [(exit.column, 1), (renew, -1)], upper: 0, isLimit: false)
  }

  private static func forbidRenewal(
    ofLeft ref: Ref<Lease>, from node: Node, into draft: inout Draft, _ decisions: Decisions, _ model: Model
  ) {
    let tranches = model.case.tranches.filter { $0.lease == ref }
    func isAfterTerm(_ node: Node) -> Bool { tranches.allSatisfy { model.case.isAfterTerm($0, at: node) } }
    guard let before = model.timeline.previous(node), isAfterTerm(node), !isAfterTerm(before),
      let left = decisions.leases.left[ref.index][before.index],
      let renew = decisions.leases.renewal(ref, on: node.path, model)
    else { return }
    draft.row(
      name, Key(.lease(ref), .part(.signed), at: node), [(renew, 1), (left, 1)], upper: 1, isLimit: false)
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    "leaving \(names.subject(key.first)!) sooner \(names.when(key))"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "\(names.subject(key.first)!) cannot be left in time \(names.when(key))"
  }
}
