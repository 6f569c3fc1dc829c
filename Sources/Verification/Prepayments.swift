import Fleet

extension Audit {
  /// prepayments: what a path pays ahead of the committed rent of first terms, in USD, by slice and site.
  ///
  ///     prepayment = q s sum over the first term of p H * (GPUs contracted, as they are delivered)
  ///
  /// It is due in the slice that begins with the lease; of a tranche to sign, in the first from the day on which it is
  /// decided, and of what is left of the term. What is there and began before the case has been paid. Beyond the horizon p is the last period's. A tranche to sign whose
  /// GPUs come after the horizon pays nothing.
  func prepayments(on course: Course) -> [(slice: Slice, site: String, usd: Sum)] {
    planningCase.tranches.compactMap { tranche in
      guard let lease = tranche.lease.map({ planningCase.leases[$0.index] }), lease.prepaidShare > 0,
        let term = firstTerm(tranche), comesInTime(tranche), let slice = firstPaid(tranche, lease, on: course)
      else { return nil }
      var usd = due(tranche, max(slice.start, term.lowerBound)..<max(slice.start, term.upperBound), on: course)
      usd.scale(by: lease.prepaidShare)
      usd.scale(by: lease.takeOrPayShare)
      return (slice, planningCase.sites[tranche.site.index].id, usd)
    }
  }

  private func firstPaid(_ tranche: Tranche, _ lease: Lease, on course: Course) -> Slice? {
    let begun = Instant(lease.start, in: zone(tranche)), start = planningCase.periods[0].start
    if case .optional = tranche.size {
      let decided = tranche.decideBy.map { Instant($0, in: zone(tranche)) } ?? Instant(start)
      return firstSlice(of: course, from: max(begun, decided))
    }
    return lease.start >= start ? firstSlice(of: course, from: begun) : nil
  }

  /// The first slice along a path from a moment on; nil where it is one of the paths before.
  func firstSlice(of course: Course, from moment: Instant) -> Slice? {
    let first = wholePath(course).first { $0.start >= moment }
    return first.flatMap { $0.start >= course.from ? $0 : nil }
  }

  /// Whether anything of a tranche to sign can be there within the case, so that it has to be paid for.
  func comesInTime(_ tranche: Tranche) -> Bool {
    guard case .optional = tranche.size, let first = planningCase.firstDay(of: tranche) else { return true }
    return Instant(first, in: zone(tranche)) < Instant(planningCase.periods.last!.end)
  }

  /// What the lessor credits of it in a slice, USD: q s p H held, in the first term.
  func credit(_ tranche: Tranche, _ lease: Lease, _ slice: Slice, rent: Double, held: Double) -> Sum {
    guard let term = firstTerm(tranche), slice.start < term.upperBound else { return Sum() }
    return Sum(lease.prepaidShare, lease.takeOrPayShare, rent, slice.hours, held)
  }
}
