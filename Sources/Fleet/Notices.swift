import Foundation

/// A call at the start of a period: the pools whose leases are called back, and what that does.
public struct Notice: Hashable, Sendable {
  public let period: Int
  public let day: Day
  /// Indices into ``PlanningCase/reclaimPools``, in rising order.
  public let pools: [Int]
}

/// What the notices of one path lead to: which pools are spent, and when the leases that they end are gone.
struct Calls: Sendable {
  var notices: [Notice] = []
  /// The first day without the GPUs, by lease that ends early.
  var reclaimDays: [Ref<Lease>: Day] = [:]

  func hasCalled(_ pool: Int) -> Bool { notices.contains { $0.pools.contains(pool) } }
  var count: Int { notices.reduce(0) { $0 + $1.pools.count } }
}

extension PlanningCase {
  /// The calls that may come at the start of a period after some others, each with its probability given that none came
  /// since the last of them; and the probability of those that are more than the case prepares for.
  ///
  /// prob(S) = product of h over the pools of S * product of (1 - h) over the others that may still be called. A pool
  /// whose leases a call would not end any earlier counts as never called.
  func nextCalls(
    after calls: Calls, period: Int
  ) -> (covered: [(calls: Calls, probability: Double)], uncovered: Double) {
    let day = periods[period].start
    let open = callable(on: day, after: calls)
    let hazards = open.map { hazard($0, in: period, isFirst: calls.notices.isEmpty) }
    let quiet = hazards.reduce(1) { $0 * (1 - $1) }
    var left = 1 - quiet
    var covered: [(calls: Calls, probability: Double)] = []
    for chosen in combinations(open.count, most: options.mostNotices - calls.count) {
      let probability = open.indices.reduce(1) { $0 * (chosen.contains($1) ? hazards[$1] : 1 - hazards[$1]) }
      covered.append((adding(chosen.map { open[$0] }, on: day, period, to: calls), probability))
      left -= probability
    }
    return (covered, open.count > options.mostNotices - calls.count ? max(0, left) : 0)
  }

  /// Whether a pool takes no GPUs: an event in our own demand.
  public func isEvent(_ pool: String) -> Bool { reclaimPools.contains { $0.id == pool && $0.leases.isEmpty } }

  /// Whether, as far as leases say, a call that the case prepares for may come at the start of a period on a path.
  public func mayBeCalled(on path: Path, in period: Int) -> Bool {
    let calls = Calls(notices: path.notices, reclaimDays: path.reclaimDays)
    return calls.count < options.mostNotices && period < periods.count
      && !callable(on: periods[period].start, after: calls).isEmpty
  }

  /// Those of some pools whose call at the start of a period, before any other, would end a lease early.
  public func calledPools(_ pools: [Int], in period: Int) -> [Int] {
    callable(on: periods[period].start, after: Calls()).filter(pools.contains)
  }

  /// Some pools called at once, at the start of a period, before any other.
  func calls(of pools: [Int], in period: Int) -> Calls {
    adding(calledPools(pools, in: period), on: periods[period].start, period, to: Calls())
  }

  /// Whether a notice that has no probability still has a path, since a service must outlast it.
  var mustCoverEveryNotice: Bool {
    workloads.contains { $0.service.map { $0.coverShare != nil && $0.cover.proof == .recourse } ?? false }
  }

  /// Pools that may still be called on a day after some calls, so that a lease ends early.
  private func callable(on day: Day, after calls: Calls) -> [Int] {
    reclaimPools.indices.filter {
      !calls.hasCalled($0) && (!ends($0, on: day, after: calls).isEmpty || changesDemand($0, from: day))
    }
  }

  /// Whether the demand of a service is another one in any period from a day on once a pool has been called.
  private func changesDemand(_ pool: Int, from day: Day) -> Bool {
    reclaimPools[pool].demandFactors.contains { workload, factor in
      factor != 1 && periods.indices.contains { periods[$0].start >= day && self[workload].service!.demand[$0] > 0 }
    }
  }

  private func adding(_ pools: [Int], on day: Day, _ period: Int, to calls: Calls) -> Calls {
    var next = calls
    next.notices.append(Notice(period: period, day: day, pools: pools))
    for pool in pools { next.reclaimDays.merge(ends(pool, on: day, after: calls)) { min($0, $1) } }
    return next
  }

  /// The leases that a call of a pool on a day ends earlier than they would end, with the first day without the GPUs.
  private func ends(_ pool: Int, on day: Day, after calls: Calls) -> [Ref<Lease>: Day] {
    var days: [Ref<Lease>: Day] = [:]
    for ref in reclaimPools[pool].leases {
      let lease = self[ref]
      let reclaim = lease.reclaimDay(noticeOn: day)
      guard lease.mayBeCalled(on: day), reclaim < min(lease.lastEnd, periods.last!.end),
        reclaim < calls.reclaimDays[ref] ?? lease.lastEnd
      else { continue }
      days[ref] = reclaim
    }
    return days
  }

  /// h: probability that a pool is called at the start of a period, given that it has not been called before.
  ///
  /// 1 - (1 - p)^(days / (365/12)) for a hazard p per month; a listed probability over what the list leaves until then. What
  /// is past came, or did not.
  public func hazard(_ pool: Int, in period: Int, isFirst: Bool) -> Double {
    if hasCome(pool, in: period) { return 1 }
    if isPast(period) { return 0 }
    let months = Double(periods[period].end - periods[period].start) / (365.0 / 12)
    if !isFirst, let hazard = reclaimPools[pool].hazardAfter { return 1 - pow(1 - hazard, months) }
    switch reclaimPools[pool].likelihood {
    case .hazardPerMonth(let hazard): return 1 - pow(1 - hazard, months)
    case .listed(let byPeriod):
      let before = byPeriod.reduce(0) { sum, entry in
        entry.key < period && !calledPools([pool], in: entry.key).isEmpty ? sum + entry.value : sum
      }
      let left = 1 - before
      return left > 0 ? min(1, (byPeriod[period] ?? 0) / left) : 0
    }
  }

  /// Every moment at which, on the base path, anything takes effect.
  var cuts: Set<Instant> {
    var cuts: Set<Instant> = []
    for tranche in tranches {
      cuts.formUnion(deliveries(tranche).map(\.start))
      let lease = tranche.lease.map { self[$0] }
      for day in [lease?.end, lease?.lastEnd, lease?.ramp?.until, lease?.prepaidShare == 0 ? nil : lease?.start] {
        if let day { cuts.insert(Instant(day, in: self[tranche.site].timeZone)) }
      }
      cuts.formUnion(windowStarts(of: tranche))
    }
    for workload in workloads {
      guard let letting = workload.letting, case let lease = self[letting.lease] else { continue }
      for day in [lease.start, lease.end, lease.ramp?.until] {
        if let day { cuts.insert(Instant(day, in: self[workload.sites!.first!].timeZone)) }
      }
    }
    for lease in leases.indices { cuts.formUnion(exitDays(of: Ref(lease)).keys) }
    // What the incumbent did and ordered has its own dates.
    if let incumbent { cuts.formUnion(incumbent.slices.map(\.lowerBound)) }
    for job in workloads.compactMap(\.job) {
      cuts.formUnion([job.release, job.deadline, job.latest].compactMap { $0.map { Instant($0) } })
    }
    return cuts.union(siteCuts)
  }

  /// The moments at which the leases that calls end are gone.
  func cuts(of calls: Calls) -> Set<Instant> {
    Set(
      tranches.compactMap { tranche in
        tranche.lease.flatMap { calls.reclaimDays[$0] }.map { Instant($0, in: self[tranche.site].timeZone) }
      })
  }
}

/// Sets of up to `most` of the first `count` numbers, in order of size, then of their members; the empty set apart.
private func combinations(_ count: Int, most: Int) -> [[Int]] {
  var all: [[Int]] = [], last: [[Int]] = [[]]
  for _ in 0..<max(0, min(count, most)) {
    last = last.flatMap { chosen in ((chosen.last ?? -1) + 1..<count).map { chosen + [$0] } }
    all += last
  }
  return all
}
