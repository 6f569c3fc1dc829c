import Fleet

/// What is still owed for leases when the plan ends.
///
///     (1 - prepaid share) * take-or-pay share * price * hours beyond * held          (USD; per tranche, in a path's last slice)
///
/// Hours beyond run to the end of the term in which the plan ends, or, where the lessee may leave, to the first day on which
/// it could be rid of the GPUs. The price is that of the last period; of a fee, that of a month of 730 h. Against it
/// stands ``EndValue``.
enum Commitments: CostTerm {
  static let name = CostTermName.commitments
  static let statement =
    "(1 - prepaid share) * take-or-pay share * price * hours after the horizon * GPUs held (USD)"

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for beyond in model.leasesBeyond {
      draft.earn(
        name, at: beyond.node, site: model.case[beyond.tranche].site,
        decisions.held(beyond.tranche, at: beyond.node, model), usd: -beyond.owed)
    }
  }
}

/// A tranche that a path still holds when the plan ends.
struct LeaseBeyond {
  let tranche: Ref<Tranche>
  let node: Node
  /// Hours after the horizon for which it is committed.
  let hours: Double
  /// USD per GPU-hour.
  let price: Double
  let takeOrPayShare: Double
  /// Of the first term; 0 in a second one.
  let prepaidShare: Double
  /// USD that a GPU-hour after the horizon is worth.
  let value: Double

  /// USD still to be paid for each GPU held.
  var owed: Double { (1 - prepaidShare) * takeOrPayShare * price * hours }
  /// USD that the hours of each GPU held are worth: those committed, and more where that is worth more than it costs.
  var worth: Double { max(takeOrPayShare * value, value - (1 - takeOrPayShare) * price) * hours }
}

extension Model {
  /// Every tranche that is committed beyond the horizon, on each path that holds it to the end.
  var leasesBeyond: [LeaseBeyond] {
    timeline.paths.flatMap { path -> [LeaseBeyond] in
      let node = timeline.nodes[path.ownNodes.upperBound - 1]
      return self.case.tranches.enumerated().compactMap { index, tranche in
        guard let lease = tranche.lease.map({ self.case[$0] }), lease.takeOrPayShare > 0,
          stock.gpus(Ref(index), at: node) > 0
        else { return nil }
        let isAfterTerm = self.case.isAfterTerm(tranche, at: node)
        let hours = self.case.committedHoursBeyond(tranche, isAfterTerm: isAfterTerm)
        guard hours > 0 else { return nil }
        let price =
          isAfterTerm ? lease.renewal!.price[self.case.periods.count - 1] : self.case.priceBeyond(lease)
        return LeaseBeyond(
          tranche: Ref(index), node: node, hours: hours, price: price, takeOrPayShare: lease.takeOrPayShare,
          prepaidShare: isAfterTerm ? 0 : lease.prepaidShare,
          value: self.case.options.endValueScale
            * (lease.endValue ?? (1 - self.case.options.endValueHaircut) * price))
      }
    }
  }
}

extension PlanningCase {
  /// USD per GPU-hour of a lease after the horizon, in its first term.
  func priceBeyond(_ lease: Lease) -> Double {
    lease.monthlyFee == nil ? lease.price[periods.count - 1] : lease.price.base
  }

  /// Hours after the horizon for which a tranche that is held at its end is committed.
  func committedHoursBeyond(_ tranche: Tranche, isAfterTerm: Bool) -> Double {
    let lease = self[tranche.lease!]
    var last = isAfterTerm ? lease.lastEnd : lease.end
    if let exit = lease.exit {
      last = min(last, max(periods.last!.end, exit.from ?? lease.start) + 1 + exit.noticeDays)
    }
    return max(0, Instant.hours(from: end, to: Instant(last, in: self[tranche.site].timeZone)))
  }
}
