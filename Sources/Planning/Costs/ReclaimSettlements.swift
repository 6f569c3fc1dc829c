import Fleet

/// What a lessor pays when it has called GPUs back.
///
///     compensation * GPUs taken + refund share * what was paid ahead for hours that did not come
///                                            (USD; per tranche called, in the slice with which its GPUs go)
///
/// Hours that did not come: those of the first term after the GPUs are gone, and of the time of notice the share of the
/// rent that was not due. What is decided only after the notice is not settled.
enum ReclaimSettlements: CostTerm {
  static let name = CostTermName.reclaimSettlements
  static let statement = "compensation * GPUs taken + refund share * prepaid balance of GPUs taken (USD)"

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for (index, tranche) in model.case.tranches.enumerated() {
      guard let ref = tranche.lease, model.case[ref].settlesOnReclaim else { continue }
      for (number, path) in model.timeline.paths.enumerated() {
        guard let day = path.reclaimDays[ref], case let lease = model.case[ref],
          tranche.decideBy.map({ $0 < lease.noticeDay(reclaimedOn: day) }) ?? true,
          let node = model.firstOwnNode(of: path, from: Instant(day, in: model.case[tranche.site].timeZone))
        else { continue }
        let perGPU = lease.onReclaim.compensation + model.refund(Ref(index), at: node, on: path)
        draft.earn(name, at: node, site: tranche.site, decisions.taken(Ref(index), on: number), usd: perGPU)
      }
    }
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
