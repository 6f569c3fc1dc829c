import Fleet

extension Audit {
  /// rent: what tenants pay on a path for what is let, in USD.
  ///
  ///     rent = (1 - q) s p H let                                          in the slices in which GPUs are let
  ///          + q s sum over the term inside the horizon of p H let                           in the slice that begins with the term
  ///          - (compensation_usd_per_gpu + refund_share q s sum over the rest of the term of p H) let
  ///                                                                       in the slice from which they are called back
  func rents(on course: Course) -> [(slice: Slice, letting: Let, usd: Sum)] {
    lettings.flatMap { letting in
      let first = firstSlice(of: course, from: letting.term.lowerBound)
      return course.slices.compactMap { slice in
        let usd = rent(letting, slice, on: course, isFirst: first?.start == slice.start)
        return usd.size > 0 ? (slice, letting, usd) : nil
      }
    }
  }

  private func rent(_ letting: Let, _ slice: Slice, on course: Course, isFirst: Bool) -> Sum {
    let lease = letting.lease, zone = letting.site.timeZone, back = letting.ends(on: course)
    let prepaid = lease.prepaidShare * lease.takeOrPayShare
    var usd = Sum()
    if letting.term.lowerBound <= slice.start, slice.start < back {
      let price = planningCase.price(of: lease, at: slice.start, in: zone)
      usd.add(1 - lease.prepaidShare, lease.takeOrPayShare, price, slice.hours, letting.gpus)
    }
    if isFirst, lease.start >= planningCase.periods[0].start {
      usd.add(scaled(planningCase.due(under: lease, in: zone, inside(letting.term)), prepaid * letting.gpus))
    }
    if slice.start == back, back < letting.term.upperBound {
      let rest = planningCase.due(under: lease, in: zone, inside(back..<letting.term.upperBound))
      usd.add(scaled(rest, -lease.onReclaim.refundShare * prepaid * letting.gpus))
      usd.add(-lease.onReclaim.compensation, letting.gpus)
    }
    return usd
  }

  /// What of a time lies inside the horizon: hours let after it are still to be given.
  private func inside(_ time: Range<Instant>) -> Range<Instant> {
    time.clamped(to: Instant(planningCase.periods[0].start)..<Instant(planningCase.periods.last!.end))
  }
}
