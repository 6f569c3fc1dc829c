import Fleet

extension Audit {
  /// commitments, end-value: what a path still owes when the horizon ends, and what it has then, in USD by site.
  ///
  ///     commitment = (1 - q) s p B held,  end value = max(s v, v - (1 - s) p) B held      (USD; per tranche, s > 0)
  ///
  /// B are the hours from the horizon's end to that of the term in which the last slice lies, or to the first day on which
  /// the lessee may be rid of the GPUs; q counts in the first term only. What was bought has its book value.
  func outlook(on course: Course) -> [(site: String, owed: Sum, worth: Sum)] {
    guard let last = course.slices.last else { return [] }
    return planningCase.tranches.compactMap { tranche in
      let site = planningCase.sites[tranche.site.index].id
      guard let lease = tranche.lease.map({ planningCase.leases[$0.index] }) else {
        return (site, Sum(), bookValue(tranche, on: course))
      }
      guard lease.takeOrPayShare > 0, let held = last.leases[tranche.id]?["held"] else { return nil }
      let isFirstTerm = last.start < Instant(lease.end, in: zone(tranche))
      let hours = hoursBeyond(lease, isFirstTerm ? lease.end : lease.farthestEnd, tranche)
      let price = planningCase.price(of: lease, at: Instant(planningCase.periods.last!.end), in: zone(tranche))
      let owed = Sum((isFirstTerm ? 1 - lease.prepaidShare : 1) * lease.takeOrPayShare, price, hours, held)
      return (site, owed, Sum(worth(lease, price), hours, held))
    }
  }

  /// USD of a committed GPU-hour: what it is worth if used, and if it is worth more to use than to leave, its price beside
  /// the commitment is due.
  private func worth(_ lease: Lease, _ price: Double) -> Double {
    let share = lease.takeOrPayShare
    let value = lease.endValue ?? (1 - planningCase.options.endValueHaircut) * price
    return max(share * value, value - (1 - share) * price)
  }

  private func hoursBeyond(_ lease: Lease, _ end: Day, _ tranche: Tranche) -> Double {
    let horizon = planningCase.periods.last!.end
    let left = planningCase.exitRight(lease).map { right in
      max(horizon, right.from ?? lease.start) + 1 + right.noticeDays
    }
    let until = Instant([end, left].compactMap { $0 }.min()!, in: zone(tranche))
    return max(0, Instant.hours(from: Instant(horizon), to: until))
  }
}
