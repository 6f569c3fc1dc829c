import Fleet

extension Audit {
  /// reclaim-settlements: what lessors owe on a path when their calls take GPUs, in USD, by slice and site.
  ///
  ///     refund = refund_share q s (sum of p H over the first term from then on, horizon and beyond
  ///              + (1 - notice_rent_share) sum of p H from the notice until then) * (GPUs contracted, as delivered)
  ///     compensation = compensation_usd_per_gpu * GPUs taken
  ///
  /// What is signed only after the notice is not settled.
  func settledReclaims(on course: Course) -> [(slice: Slice, site: String, usd: Sum)] {
    planningCase.tranches.compactMap { tranche in
      guard let lease = tranche.lease.map({ planningCase.leases[$0.index] }),
        let gone = planningCase.called(tranche, on: course), gone >= course.from,
        goesByCall(tranche, on: course)
      else { return nil }
      var usd = balance(tranche, lease, at: gone, on: course)
      usd.scale(by: lease.onReclaim.refundShare)
      usd.add(lease.onReclaim.compensation, gpusTaken(of: tranche, on: course))
      guard usd.value != 0 else { return nil }
      let slice = course.slices.first { $0.start == gone }
      ledger.require("slices", slice != nil, key: "\(course.id),\(tranche.id)") {
        "\(course.id): no slice starts on \(gone), when \(tranche.id) is called back and its lessor pays."
      }
      return slice.map { ($0, planningCase.sites[tranche.site.index].id, usd) }
    }
  }

  /// Whether it is the call that ends a tranche on a path: it was not left before, and its term was not over.
  private func goesByCall(_ tranche: Tranche, on course: Course) -> Bool {
    gpusTaken(of: tranche, on: course) > 0 && wasSigned(tranche, on: course)
      && planningCase.gone(tranche, on: course) == planningCase.called(tranche, on: course)
  }

  func wasSigned(_ tranche: Tranche, on course: Course) -> Bool {
    guard let day = tranche.decideBy, let lease = tranche.lease else { return true }
    return planningCase.noticed(lease, on: course).map { Instant(day, in: zone(tranche)) < $0 } ?? true
  }

  /// What is prepaid and not credited yet when the GPUs go.
  private func balance(_ tranche: Tranche, _ lease: Lease, at gone: Instant, on course: Course) -> Sum {
    guard lease.prepaidShare > 0, comesInTime(tranche), let reference = tranche.lease, let term = firstTerm(tranche),
      let noticed = planningCase.noticed(reference, on: course)
    else { return Sum() }
    let notice = max(noticed, term.lowerBound)..<max(noticed, term.lowerBound, min(gone, term.upperBound))
    var balance = due(tranche, notice, on: course)
    balance.scale(by: 1 - lease.onReclaim.noticeRentShare)
    balance.add(due(tranche, gone..<max(gone, term.upperBound), on: course))
    balance.scale(by: lease.prepaidShare)
    balance.scale(by: lease.takeOrPayShare)
    return balance
  }
}
