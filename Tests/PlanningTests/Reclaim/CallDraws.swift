import Fleet
import Foundation

/// What may be called when, stated anew from the definitions: each period, each pool that may still be called tosses a
/// coin of its own.
///
/// What is known is for each pool the period of its call. More calls at once than the plan prepares for count as none.
struct CallDraws {
  /// The period in which each pool was called; nil where it was not.
  typealias Known = [Int?]

  let `case`: PlanningCase

  var nothing: Known { .init(repeating: nil, count: self.case.reclaimPools.count) }

  func count(_ known: Known) -> Int { known.count { $0 != nil } }

  /// The first day without the GPUs of a lease: the day after the notice, and so many days of notice on; or its end.
  func gone(_ lease: Ref<Lease>, _ known: Known) -> Day {
    let days = self.case.reclaimPools.indices.compactMap { pool -> Day? in
      guard let period = known[pool], self.case.reclaimPools[pool].leases.contains(lease) else { return nil }
      return reclaim(lease, calledIn: period)
    }
    return (days + [lastDay(of: lease)]).min()!
  }

  /// The end of a lease, or of its second term where it can be renewed.
  func lastDay(of ref: Ref<Lease>) -> Day {
    let lease = self.case[ref]
    return lease.end.adding(months: lease.renewal?.months ?? 0)
  }

  /// The coins that are tossed at the start of a period, given what was known before.
  func coins(_ known: Known, _ period: Int) -> [(pool: Int, hazard: Double)] {
    self.case.reclaimPools.indices.filter { pool in
      known[pool] == nil
        && self.case.reclaimPools[pool].leases.contains { lease in
          reclaim(lease, calledIn: period).map { $0 < gone(lease, known) } ?? false
        }
    }.map { ($0, hazard($0, period, first: count(known) == 0)) }
  }

  /// What is known after the coins have fallen; nil where more pools were called than the plan prepares for.
  func known(_ before: Known, calling pools: [Int], in period: Int) -> Known? {
    guard count(before) + pools.count <= self.case.options.mostNotices else { return nil }
    var after = before
    for pool in pools { after[pool] = period }
    return after
  }

  /// Everything that may be known in the end, with its probability: histories with the same calls so far are one.
  func histories() -> [(known: Known, probability: Double)] {
    var now = [nothing: 1.0]
    for period in self.case.periods.indices {
      var next: [Known: Double] = [:]
      for (known, probability) in now {
        for toss in tosses(coins(known, period)) {
          next[self.known(known, calling: toss.pools, in: period) ?? known, default: 0] +=
            probability * toss.probability
        }
      }
      now = next
    }
    return now.sorted { $0.key.map { $0 ?? 99 }.lexicographicallyPrecedes($1.key.map { $0 ?? 99 }) }
      .map { ($0.key, $0.value) }
  }

  /// Probability that at some time more pools have been called than the plan prepares for.
  func tooMany() -> Double {
    var now = [nothing: 1.0], beyond = 0.0
    for period in self.case.periods.indices {
      var next: [Known: Double] = [:]
      for (known, probability) in now {
        for toss in tosses(coins(known, period)) {
          if let after = self.known(known, calling: toss.pools, in: period) {
            next[after, default: 0] += probability * toss.probability
          } else {
            beyond += probability * toss.probability
          }
        }
      }
      now = next
    }
    return beyond
  }

  /// Every way in which coins may fall; one of no probability does not.
  private func tosses(_ coins: [(pool: Int, hazard: Double)]) -> [(pools: [Int], probability: Double)] {
    coins.filter { $0.hazard > 0 }.reduce([([], 1)]) { ways, coin in
      ways.flatMap { [($0.0, $0.1 * (1 - coin.hazard)), ($0.0 + [coin.pool], $0.1 * coin.hazard)] }
    }
  }

  /// The first day without a lease's GPUs after a call at the start of a period; nil where the call does not end it.
  private func reclaim(_ ref: Ref<Lease>, calledIn period: Int) -> Day? {
    let lease = self.case[ref], day = self.case.periods[period].start
    guard lease.reclaimHolder == .owner || lease.reclaimHolder == .both, lease.start <= day,
      lease.noticeFrom.map({ $0 <= day }) ?? true
    else { return nil }
    let gone = day + 1 + lease.noticeDays
    return gone < lastDay(of: ref) && gone < self.case.periods.last!.end ? gone : nil
  }

  private func hazard(_ pool: Int, _ period: Int, first: Bool) -> Double {
    let days = self.case.periods[period].end - self.case.periods[period].start
    let likelihood =
      first ? nil : self.case.reclaimPools[pool].hazardAfter.map { ReclaimPool.Likelihood.hazardPerMonth($0) }
    switch likelihood ?? self.case.reclaimPools[pool].likelihood {
    case .hazardPerMonth(let hazard): return 1 - pow(1 - hazard, Double(days) / (365 / 12.0))
    case .listed(let listed):
      let before = (0..<period).filter { earlier in
        self.case.reclaimPools[pool].leases.contains { reclaim($0, calledIn: earlier) != nil }
      }
      let left = 1 - before.reduce(0) { $0 + (listed[$1] ?? 0) }
      return left > 0 ? min(1, (listed[period] ?? 0) / left) : 0
    }
  }
}
