import Fleet

/// What lessors are paid.
///
///     price * H * max(used, take_or_pay_share * held)          (USD; per tranche, per slice)
///
/// Share 1 pays every GPU held, share 0 every GPU used. In between, a column paid stands above both. Take-or-pay is
/// settled slice by slice. Rent runs until the GPUs are gone, through the notice time; a renewed term has a price of its own.
enum LeasePayments: CostTerm {
  static let name = CostTermName.leasePayments
  static let statement = "price * H * max(GPUs used, take-or-pay share * GPUs held) (USD)"

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for node in model.timeline.nodes {
      for (index, tranche) in model.case.tranches.enumerated() {
        guard let lease = tranche.lease.map({ model.case[$0] }), let rent = model.case.rent(of: tranche, at: node)
        else { continue }
        let gpus = model.stock.gpus(Ref(index), at: node)
        guard gpus > 0 else { continue }
        write(Ref(index), lease, gpus, usd: -rent * node.hours, at: node, into: &draft, decisions, model)
      }
    }
  }

  private static func write(
    _ ref: Ref<Tranche>, _ lease: Lease, _ gpus: Double, usd: Double, at node: Node, into draft: inout Draft,
    _ decisions: Decisions, _ model: Model
  ) {
    let site = model.case[ref].site
    // GPUs to one of the column of which they are a share; all of them where nothing is decided.
    let held = decisions.leases.held[ref.index][node.index]
    let decided = held ?? decisions.sign[ref], perColumn = held == nil ? gpus : 1
    if lease.takeOrPayShare == 1 {
      draft.earn(name, at: node, site: site, decided, usd: usd * perColumn)
      return
    }
    guard let used = decisions.used[ref.index][node.index] else { return }
    guard lease.takeOrPayShare > 0 else {
      draft.earn(name, at: node, site: site, used, usd: usd)
      return
    }
    let paid = draft.column("paid", Key(.tranche(ref), at: node), upper: model.stock.mostGPUs(ref, at: node))
    draft.row(
      "take-or-pay", Key(.tranche(ref), .part(.used), at: node), [(paid, 1), (used, -1)], lower: 0, isLimit: false)
    let key = Key(.tranche(ref), .part(.committed), at: node)
    let committed = lease.takeOrPayShare * perColumn
    if let decided {
      draft.row("take-or-pay", key, [(paid, 1), (decided, -committed)], lower: 0, isLimit: false)
    } else {
      draft.row("take-or-pay", key, [(paid, 1)], lower: committed, isLimit: false)
    }
    draft.earn(name, at: node, site: site, paid, usd: usd)
  }
}
