import Fleet

/// What is committed is paid for, used or not.
///
///     hour:    paid[l,t] >= used[l,t],  paid[l,t] >= share * held[l,t]                       (GPUs; per tranche, per slice)
///     window:  sum of price * H * used + top-up >= share * sum of price * H * held           (USD; per tranche, window and path)
///
/// Settled hour by hour, an hour not used is lost; over a window, use of one hour makes up for another, and what is
/// missing at its end is paid then. The sums run over the slices of the window on the whole path, those before a notice
/// included; a path without slices of its own in the window shares the row of the path that it leaves. After a reclaim
/// held is 0, unless the contract keeps the commitment: then GPUs taken count to the end of the window. Row units of
/// windows are thousands of USD. The dual is what one USD less of commitment would save. It is charged as
/// ``LeasePayments``, and written only for shares between 0 and 1, or where a
/// commitment outlasts a reclaim.
enum TakeOrPay: Rule {
  static let name = "take-or-pay"
  static let statement =
    "price * H * GPUs used + top-up >= take-or-pay share * price * H * GPUs held (USD, per tranche and window)"

  private static let rowUSD = 1000.0

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure("USD", rowUnits: 1 / rowUSD) }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for (index, tranche) in model.case.tranches.enumerated() {
      guard let lease = tranche.lease.map({ model.case[$0] }), lease.takeOrPayShare > 0,
        lease.takeOrPayShare < 1 || lease.onReclaim.keepsCommitment
      else { continue }
      if lease.window == .hour {
        for node in model.timeline.nodes { writeHour(Ref(index), lease, at: node, into: &draft, decisions, model) }
      } else {
        for settlement in model.settlements(of: Ref(index)) {
          write(settlement, lease, into: &draft, decisions, model)
        }
      }
    }
  }

  private static func writeHour(
    _ ref: Ref<Tranche>, _ lease: Lease, at node: Node, into draft: inout Draft, _ decisions: Decisions, _ model: Model
  ) {
    guard let used = decisions.used[ref.index][node.index] else { return }
    let rent = model.rent(of: ref, at: node)!
    let paid = draft.column("paid", Key(.tranche(ref), at: node), upper: model.stock.mostGPUs(ref, at: node))
    draft.row(name, Key(.tranche(ref), .part(.used), at: node), [(paid, 1), (used, -1)], lower: 0, isLimit: false)
    let held = decisions.held(ref, at: node, model)
    draft.row(
      name, Key(.tranche(ref), .part(.committed), at: node),
      [(paid, 1)] + held.terms.map { ($0, -lease.takeOrPayShare * $1) }, lower: lease.takeOrPayShare * held.constant,
      isLimit: false)
    draft.earn(.leasePayments, at: node, site: model.case[ref].site, paid, usd: -rent * node.hours)
  }

  private static func write(
    _ settlement: Settlement, _ lease: Lease, into draft: inout Draft, _ decisions: Decisions, _ model: Model
  ) {
    let ref = settlement.tranche
    let key = Key(.tranche(ref), .moment(settlement.nodes[0].start), .path(settlement.path))
    var used: Terms = [], committed = Amount(), most = 0.0
    for node in settlement.nodes {
      let usd = model.rent(of: ref, at: node)! * node.hours / rowUSD
      // Where all of it is committed, all of it is paid hour by hour.
      if lease.takeOrPayShare == 1 { continue }
      if let column = decisions.used[ref.index][node.index] { used.append((column, usd)) }
      committed.add(decisions.held(ref, at: node, model), times: lease.takeOrPayShare * usd)
      most += lease.takeOrPayShare * usd * model.stock.mostGPUs(ref, at: node)
    }
    if lease.onReclaim.keepsCommitment {
      let lost = model.lostHours(settlement) * lease.takeOrPayShare / rowUSD
      committed.add(decisions.taken(ref, on: settlement.path), times: lost)
      most += lost * model.mostGPUs(ref)
    }
    guard most > 0 else { return }
    let topUp = draft.column("top-up", key, upper: most)
    draft.row(name, key, used + [(topUp, 1)], lower: committed.constant, limitTerms: committed.terms)
    draft.earn(
      .leasePayments, at: settlement.nodes.last!, site: model.case[ref].site, topUp, usd: -rowUSD)
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    "one more USD committed for \(names.subject(key.first)!)"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "what is committed for \(names.subject(key.first)!) cannot be paid"
  }
}
