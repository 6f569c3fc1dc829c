import Fleet

/// What lessors are paid.
///
///     price * H * max(used, take_or_pay_share * held)          (USD; per tranche, per slice)
///
/// less what was paid ahead: prepaid_share * take_or_pay_share * price * H * held in the first term. Share 1 pays every
/// GPU held, share 0 every GPU used; what lies between is charged by ``TakeOrPay``, hour by hour or over a window. Rent
/// runs until the GPUs are gone, through the notice time, in which the contract may ask for a share of it; a ramp and a
/// renewed term have prices of their own.
enum LeasePayments: CostTerm {
  static let name = CostTermName.leasePayments
  static let statement = "price * H * max(GPUs used, take-or-pay share * GPUs held) (USD)"

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for node in model.timeline.nodes {
      for (index, tranche) in model.case.tranches.enumerated() {
        guard let lease = tranche.lease.map({ model.case[$0] }), let rent = model.rent(of: Ref(index), at: node),
          model.stock.gpus(Ref(index), at: node) > 0
        else { continue }
        write(Ref(index), lease, usd: rent * node.hours, at: node, into: &draft, decisions, model)
      }
    }
  }

  private static func write(
    _ ref: Ref<Tranche>, _ lease: Lease, usd: Double, at node: Node, into draft: inout Draft, _ decisions: Decisions,
    _ model: Model
  ) {
    let site = model.case[ref].site, share = lease.takeOrPayShare
    let held = decisions.held(ref, at: node, model)
    if share == 1 {
      draft.earn(name, at: node, site: site, held, usd: -usd)
    } else if share == 0 || lease.window != .hour, let used = decisions.used[ref.index][node.index] {
      draft.earn(name, at: node, site: site, used, usd: -usd)
    }
    guard lease.prepaidShare > 0, !model.case.isAfterTerm(model.case[ref], at: node) else { return }
    draft.earn(name, at: node, site: site, held, usd: lease.prepaidShare * share * usd)
  }
}
