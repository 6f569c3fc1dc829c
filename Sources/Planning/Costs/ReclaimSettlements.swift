import Fleet

/// What a lessor pays when it has called GPUs back.
///
///     compensation * GPUs taken + refund share * what was paid ahead for hours that did not come
///                                            (USD; per tranche called, in the slice with which its GPUs go)
///
/// Hours that did not come: those of the first term after the GPUs are gone, and of the time of notice the share of the
/// rent that was not due. Taken is what the call found, as far as it goes by the call: not what is left or not renewed
/// after the notice, before it has run.
enum ReclaimSettlements: CostTerm {
  static let name = CostTermName.reclaimSettlements
  static let statement = "compensation * GPUs taken + refund share * prepaid balance of GPUs taken (USD)"

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for (index, tranche) in model.case.tranches.enumerated() {
      guard let ref = tranche.lease, model.case[ref].settlesOnReclaim else { continue }
      for (number, path) in model.timeline.paths.enumerated() {
        guard let day = path.reclaimDays[ref],
          let node = model.firstOwnNode(of: path, from: Instant(day, in: model.case[tranche.site].timeZone))
        else { continue }
        let perGPU = model.case[ref].onReclaim.compensation + model.refund(Ref(index), at: node, on: path)
        let gone = gone(Ref(index), at: node, on: number, into: &draft, decisions, model)
        draft.earn(name, at: node, site: tranche.site, gone, usd: perGPU)
      }
    }
  }

  /// GPUs that the call found and takes: the same, unless the path itself may still leave or renew before they go.
  private static func gone(
    _ ref: Ref<Tranche>, at node: Node, on path: Int, into draft: inout Draft, _ decisions: Decisions, _ model: Model
  ) -> Amount {
    let taken = decisions.taken(ref, on: path), most = model.mostGPUs(ref)
    let own = decisions.leases.share(of: ref, at: node.start, on: model.timeline.paths[path], model)
    guard !taken.isNothing, !own.isOne, !taken.isTimes(own, most) else { return taken }
    let column = draft.column("settled", Key(.tranche(ref), .path(path)), upper: most)
    let key = Key(.tranche(ref), .path(path))
    draft.row(name.rawValue, key, [(column, 1)], upper: taken.constant, limitTerms: taken.terms, isLimit: false)
    draft.row(
      name.rawValue, Key(.tranche(ref), .path(path), .part(.left)), [(column, 1)], upper: most * own.constant,
      limitTerms: own.terms.map { ($0.column, most * $0.coefficient) }, isLimit: false)
    return Amount(terms: [(column, 1)])
  }
}

extension Lease {
  fileprivate var settlesOnReclaim: Bool { onReclaim.compensation > 0 || prepaidShare * onReclaim.refundShare > 0 }
}

extension Model {
  /// USD refunded for each GPU taken of a tranche whose GPUs go with a node.
  fileprivate func refund(_ ref: Ref<Tranche>, at gone: Node, on path: Path) -> Double {
    let tranche = self.case[ref], lease = self.case[tranche.lease!]
    guard lease.prepaidShare > 0 else { return 0 }
    let waived = path.nodes.map { timeline.nodes[$0] }.reduce(0) { sum, node in
      guard node.start < gone.start, self.case.isInNotice(tranche.lease!, at: node, on: path) else { return sum }
      let due = self.case.rent(of: tranche, at: node)! * node.hours * self.case.contractedGPUs(tranche, at: node)
      return sum + (1 - lease.onReclaim.noticeRentShare) * due
    }
    let balance =
      prepaid(ref, from: gone.start, on: path) + lease.prepaidShare * lease.takeOrPayShare * waived
    let gpus = if case .fixed(let gpus) = tranche.size { gpus } else { self.case[tranche.gpuClass].unitGPUs }
    return lease.onReclaim.refundShare * balance / Double(gpus)
  }
}
