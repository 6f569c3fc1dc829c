import Fleet

/// What is paid ahead of a lease's first term.
///
///     prepaid share * take-or-pay share * sum over the first term of price * H * GPUs contracted
///                                                    (USD; per tranche, in the slice with which its lease starts)
///
/// Hours beyond the horizon count at the price that holds there. A tranche to sign is paid for from the day on which it
/// is decided on, if its lease has begun then; of one that is there, what began before the case has been paid for. ``LeasePayments`` credits the same share of every hour's commitment, and
/// ``ReclaimSettlements`` says what a lessor pays back; a lessee that leaves gets nothing back.
enum Prepayments: CostTerm {
  static let name = CostTermName.prepayments
  static let statement = "prepaid share * take-or-pay share * price * H * GPUs contracted over the first term (USD)"

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for (index, tranche) in model.case.tranches.enumerated() {
      guard let start = model.case.prepaymentStart(of: tranche) else { continue }
      let base = model.timeline.paths[0]
      let usd = model.prepaid(Ref(index), from: start, on: base)
      for (number, path) in model.timeline.paths.enumerated() {
        guard let node = model.firstOwnNode(of: path, from: start) else { continue }
        draft.earn(
          name, at: node, site: tranche.site, decisions.contracted(Ref(index), on: number), usd: -usd)
      }
    }
  }
}

extension PlanningCase {
  /// The moment at which a tranche's first term is paid ahead; nil where nothing is, or has been before the case.
  func prepaymentStart(of tranche: Tranche) -> Instant? {
    guard let lease = tranche.lease.map({ self[$0] }), lease.prepaidShare > 0 else { return nil }
    let begun = Instant(lease.start, in: self[tranche.site].timeZone)
    guard case .fixed = tranche.size else {
      // What comes after the horizon is not paid for.
      return deliveries(tranche)[0].start < end ? max(begun, decided(tranche) ?? start) : nil
    }
    return lease.start >= periods[0].start ? begun : nil
  }

  /// GPU-hours of a tranche, or of one unit of it to sign, in its first term after the horizon, by its stair of delivery.
  func gpuHoursBeyond(_ tranche: Tranche) -> Double {
    let last = Instant(self[tranche.lease!].end, in: self[tranche.site].timeZone), steps = deliveries(tranche)
    return steps.indices.reduce(0) { sum, index in
      let until = index + 1 < steps.count ? min(steps[index + 1].start, last) : last
      let hours = max(0, Instant.hours(from: max(steps[index].start, end), to: until))
      return sum + hours * Double(steps[index].units * self[tranche.gpuClass].unitGPUs)
    }
  }

  /// GPUs of a tranche, or of one unit of it to sign, by its stair of delivery in the first term, whoever calls it.
  func contractedGPUs(_ tranche: Tranche, at node: Node) -> Double {
    guard let lease = tranche.lease.map({ self[$0] }),
      node.start < Instant(lease.end, in: self[tranche.site].timeZone)
    else { return 0 }
    let units = deliveries(tranche).last { $0.start <= node.start }?.units ?? 0
    return Double(units * self[tranche.gpuClass].unitGPUs)
  }
}

extension Model {
  /// USD paid ahead for a tranche, or for one unit of it to sign, for its first term from a moment on.
  func prepaid(_ ref: Ref<Tranche>, from moment: Instant, on path: Path) -> Double {
    let tranche = self.case[ref], lease = self.case[tranche.lease!]
    let nodes = path.nodes.map { timeline.nodes[$0] }
    let within = nodes.reduce(0) { sum, node in
      guard node.start >= moment, case let gpus = self.case.contractedGPUs(tranche, at: node), gpus > 0 else {
        return sum
      }
      return sum + self.case.rent(of: tranche, at: node)! * node.hours * gpus
    }
    let beyond = self.case.gpuHoursBeyond(tranche) * self.case.priceBeyond(lease)
    return lease.prepaidShare * lease.takeOrPayShare * (within + beyond)
  }

  /// The slice of a path's own with which something takes effect; nil where one of the paths before it owns that slice, or
  /// none does.
  func firstOwnNode(of path: Path, from moment: Instant) -> Node? {
    guard let index = path.nodes.first(where: { timeline.nodes[$0].start >= moment }), path.ownNodes.contains(index)
    else { return nil }
    return timeline.nodes[index]
  }
}
