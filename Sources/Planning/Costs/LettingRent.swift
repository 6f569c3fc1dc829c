import Fleet

/// What our tenants pay for GPUs that are let to them, and what we pay to have them back.
///
///     share * price * H * GPUs let - prepaid share of it, and all of that ahead, when the term starts
///     - (compensation + refund share * prepaid balance per GPU) * GPUs called back      (USD; per letting, per slice)
///
/// share is what the tenant is committed to; rent beyond it is not counted on. What is paid ahead counts for the hours
/// inside the horizon, since those after it are still to be given. What began before the case has been paid ahead then.
enum LettingRent: CostTerm {
  static let name = CostTermName.rent
  static let statement =
    "take-or-pay share * price * H * GPUs let, some of it ahead - compensation and refunds for GPUs called back (USD)"

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for (index, workload) in model.case.workloads.enumerated() {
      guard let letting = workload.letting, case let lease = model.case[letting.lease] else { continue }
      let ref = Ref<Workload>(index), site = workload.sites!.first!
      let committed = lease.takeOrPayShare, credited = lease.prepaidShare * committed
      for node in model.timeline.nodes {
        guard let held = decisions.lettings.held[index][node.index] else { continue }
        let price = model.case.rent(of: lease, at: node, in: model.case[site]) * node.hours
        draft.earn(
          name, at: node, tenant: workload.tenant, site: site, held.column,
          usd: (committed - credited) * price * held.perColumn)
        if decisions.leases.leaving(letting.lease, at: node) != nil {
          let perGPU =
            lease.onReclaim.compensation
            + lease.onReclaim.refundShare * credited * model.rentLeft(ref, lease, from: node.start)
          charge(perGPU, for: ref, at: node, site, into: &draft, decisions, model)
        }
      }
      advance(ref, lease, site, credited, into: &draft, decisions, model)
    }
  }

  /// GPUs called back are those let before the node and not in it.
  private static func charge(
    _ usd: Double, for ref: Ref<Workload>, at node: Node, _ site: Ref<Site>, into draft: inout Draft,
    _ decisions: Decisions, _ model: Model
  ) {
    let before = model.timeline.previous(node).flatMap { decisions.lettings.held[ref.index][$0.index] }
    for (held, sign) in [(before, -1.0), (decisions.lettings.held[ref.index][node.index], 1.0)] {
      guard let held, before != nil else { continue }
      draft.earn(
        name, at: node, tenant: model.case[ref].tenant, site: site, held.column, usd: sign * usd * held.perColumn)
    }
  }

  private static func advance(
    _ ref: Ref<Workload>, _ lease: Lease, _ site: Ref<Site>, _ credited: Double, into draft: inout Draft,
    _ decisions: Decisions, _ model: Model
  ) {
    guard credited > 0, lease.start >= model.case.periods[0].start, let signed = decisions.lettings.signed[ref] else {
      return
    }
    let start = Instant(lease.start, in: model.case[site].timeZone)
    for path in model.timeline.paths {
      guard let node = model.firstOwnNode(of: path, from: start) else { continue }
      draft.earn(
        name, at: node, tenant: model.case[ref].tenant, site: site, signed.column,
        usd: credited * model.rentLeft(ref, lease, from: start) * signed.perColumn)
    }
  }
}

extension Model {
  /// price * H of one GPU let over the rest of its term inside the horizon (USD per GPU).
  fileprivate func rentLeft(_ ref: Ref<Workload>, _ lease: Lease, from moment: Instant) -> Double {
    let workload = self.case[ref], site = self.case[workload.sites!.first!]
    return timeline.nodes(of: timeline.paths[0]).reduce(0) { sum, node in
      guard node.start >= moment, self.case.isInTerm(workload.letting!, workload, at: node) else { return sum }
      return sum + self.case.rent(of: lease, at: node, in: site) * node.hours
    }
  }
}
