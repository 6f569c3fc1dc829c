import Fleet
import Foundation

extension PlanningCase {
  /// Pools not called on a path whose call at the start of a period would end a lease earlier than it ends there, or
  /// change what is asked of a service, in order of their ids.
  func open(on course: Course, _ period: Int) -> [Int] {
    let called = course.poolsCalled
    return reclaimPools.indices.sorted { reclaimPools[$0].id < reclaimPools[$1].id }.filter { pool in
      !called.contains(pool) && isCall(pool, in: period, unless: course.gone)
    }
  }

  private func isCall(_ pool: Int, in period: Int, unless gone: [Ref<Lease>: Day] = [:]) -> Bool {
    !lastDays(of: pool, noticeOn: periods[period].start, unless: gone).isEmpty || changesDemand(pool, from: period)
  }

  /// The first days without the GPUs, by lease that notice on a day ends earlier than it would end anyway.
  ///
  /// Notice on day N leaves the GPUs for the `d` days after N: they are gone on N + 1 + d.
  func lastDays(of pool: Int, noticeOn day: Day, unless gone: [Ref<Lease>: Day] = [:]) -> [Ref<Lease>: Day] {
    var days: [Ref<Lease>: Day] = [:]
    for reference in reclaimPools[pool].leases {
      let lease = leases[reference.index]
      let first = Day(number: day.number + 1 + lease.noticeDays)
      let open = day >= lease.start && lease.noticeFrom.map { day >= $0 } ?? true
      let end = [lease.farthestEnd, periods[periods.count - 1].end, gone[reference]].compactMap { $0 }.min()!
      if mayReclaim(lease), open, first < end { days[reference] = first }
    }
    return days
  }

  /// Whether the lessor of a lease may call its GPUs back.
  func mayReclaim(_ lease: Lease) -> Bool { lease.reclaimHolder == .owner || lease.reclaimHolder == .both }

  /// By what right the lessee of a lease may give its GPUs back; nil where it is bound to the end of the term.
  func exitRight(_ lease: Lease) -> ExitRight? {
    lease.reclaimHolder == .lessee || lease.reclaimHolder == .both ? lease.exit : nil
  }

  /// h: the probability that a pool is called at the start of a period, given that it has not been called before.
  ///
  /// With a hazard p per month of 365/12 days, a period of D days carries h = 1 - (1 - p)^(12 D / 365); p may be another
  /// one once another pool has been called. A listed probability stands against what the list has left: 1 less those
  /// of earlier periods in which a call would have changed anything.
  ///
  /// - Parameter factor: what hazards and listed probabilities are multiplied by; neither a hazard nor the sum of a
  ///   list passes 1 by it.
  func hazard(_ index: Int, in period: Int, isFirst: Bool, times factor: Double) -> Double {
    let pool = reclaimPools[index]
    if let today = incumbent?.today, periods[period].start <= today {
      // What was called by then is listed as certain, whatever becomes of hazards.
      if case .listed(let listed) = pool.likelihood, listed[period] == 1 { return 1 }
      if periods[period].start < today { return 0 }
    }
    func throughout(_ monthly: Double) -> Double {
      let months = Double((periods[period].end - periods[period].start) * 12) / 365
      return -expm1(months * log1p(-min(1, factor * monthly)))
    }
    if !isFirst, let later = pool.hazardAfter { return throughout(later) }
    switch pool.likelihood {
    case .hazardPerMonth(let monthly): return throughout(monthly)
    case .listed(let listed):
      func sum(_ counts: (Int) -> Bool) -> Double {
        listed.sorted { $0.key < $1.key }.reduce(0) { counts($1.key) ? $0 + $1.value : $0 }
      }
      let scale = factor > 1 ? min(factor, max(1, 1 / sum { _ in true })) : factor
      let spent = sum { $0 < period && isCall(index, in: $0) }
      let left = 1 - scale * spent
      return left > 0 ? min(1, scale * (listed[period] ?? 0) / left) : 0
    }
  }

  /// `notice-2026-09`; where there are several pools, `notice-2026-09-a+b.2026-11-c`.
  func courseID(_ calls: [Call]) -> String {
    guard !calls.isEmpty else { return "base" }
    let parts = calls.map { call in
      let pools = call.pools.map { reclaimPools[$0].id }.joined(separator: "+")
      return periods[call.period].id + (reclaimPools.count > 1 ? "-" + pools : "")
    }
    return "notice-" + parts.joined(separator: ".")
  }

  /// Whether paths that no probability leads to are planned for all the same: a service is to outlast them by recourse.
  var coversEveryNotice: Bool {
    workloads.contains { $0.service.map { $0.cover.proof == .recourse && $0.coverShare != nil } ?? false }
  }
}
