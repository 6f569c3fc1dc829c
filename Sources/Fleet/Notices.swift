import Foundation

/// A notice that would end at least one lease early: when, which leases, and how likely.
struct Notice {
  let period: Int
  let day: Day
  let reclaimDays: [Ref<Lease>: Day]
  let probability: Double

  func reclaimInstants(_ planningCase: PlanningCase) -> Set<Instant> {
    Set(
      planningCase.tranches.compactMap { tranche in
        tranche.lease.flatMap { reclaimDays[$0] }.map { Instant($0, in: planningCase[tranche.site].timeZone) }
      })
  }
}

extension PlanningCase {
  /// The stopping times of the reclaim pool: one notice for each period at whose start it may be given and changes anything.
  ///
  /// prob(tau) = h[tau] * product over u < tau of (1 - h[u]), with h over d days = 1 - (1 - p)^(d / (365/12)) for a
  /// hazard p per month, and zero where notice may not be given. A notice too late to end any lease early counts as never.
  var notices: [Notice] {
    guard let pool = reclaimPools.first else { return [] }
    var survival = 1.0
    var notices: [Notice] = []
    for (index, period) in periods.enumerated() {
      let days = reclaimDays(pool, noticeOn: period.start)
      guard !days.isEmpty else { continue }
      let probability: Double
      switch pool.likelihood {
      case .hazardPerMonth(let hazard):
        let months = Double(period.end - period.start) / (365.0 / 12)
        probability = survival * (1 - pow(1 - hazard, months))
      case .listed(let byPeriod): probability = byPeriod[index] ?? 0
      }
      guard probability > 0 else { continue }
      survival -= probability
      notices.append(Notice(period: index, day: period.start, reclaimDays: days, probability: probability))
    }
    return notices
  }

  private func reclaimDays(_ pool: ReclaimPool, noticeOn day: Day) -> [Ref<Lease>: Day] {
    var days: [Ref<Lease>: Day] = [:]
    for ref in pool.leases {
      let lease = self[ref]
      let reclaim = lease.reclaimDay(noticeOn: day)
      guard lease.reclaimHolder.lessorMayReclaim, day >= max(lease.start, lease.noticeFrom ?? lease.start),
        reclaim < lease.end, reclaim < periods.last!.end
      else { continue }
      days[ref] = reclaim
    }
    return days
  }

  /// Every moment at which, on the base path, anything takes effect.
  var cuts: Set<Instant> {
    var cuts: Set<Instant> = []
    for tranche in tranches {
      cuts.formUnion(deliveries(tranche).map(\.start))
      if let end = end(of: tranche, on: nil) { cuts.insert(end) }
    }
    for job in workloads.compactMap(\.job) {
      cuts.formUnion([job.release, job.deadline].compactMap { $0.map { Instant($0) } })
    }
    return cuts
  }
}
