import Foundation

/// A step of a tranche's delivery: from a moment on, so many units of those that it holds are there.
public struct Delivery: Hashable, Sendable {
  public let start: Instant
  /// Units in all from `start` on; for a tranche to sign, 1 or 0 of each unit signed.
  public let units: Int
}

extension PlanningCase {
  /// The stair in which a tranche arrives: weekly steps of whole units over its ramp, the last one holding all of it.
  ///
  /// Owned GPUs without a date or a ramp are always there. With a ramp of `d` days there are `d / 7` (rounded down) weekly
  /// steps after the first; step `j` brings the total to `(j + 1) / (steps + 1)` of the units, rounded down. Without a
  /// ramp there is one step. A tranche to sign has one step of one unit, not before its lead time has run from the day
  /// on which it is decided. GPUs that are ordered have none: when they arrive is decided.
  public func deliveries(_ tranche: Tranche) -> [Delivery] {
    if case .ordered = tranche.size { return [] }
    let zone = self[tranche.site].timeZone
    if tranche.lease == nil, tranche.availableFrom == nil, tranche.rampDays == 0,
      case .fixed(let gpus) = tranche.size
    {
      return [Delivery(start: start, units: gpus / self[tranche.gpuClass].unitGPUs)]
    }
    let first = firstDay(of: tranche)
    guard case .fixed(let gpus) = tranche.size else {
      return [Delivery(start: Instant(first, in: zone), units: 1)]
    }
    let units = gpus / self[tranche.gpuClass].unitGPUs
    let steps = tranche.rampDays / 7
    return (0...steps).map { step in
      Delivery(start: Instant(first + 7 * step, in: zone), units: units * (step + 1) / (steps + 1))
    }
  }

  /// The first day of a tranche's delivery; of one to sign, not before its lead time has run.
  public func firstDay(of tranche: Tranche) -> Day {
    let start = tranche.lease.map { self[$0].start } ?? periods[0].start
    let first = tranche.availableFrom.map { tranche.lease == nil ? $0 : max($0, start) } ?? start
    guard case .optional = tranche.size else { return first }
    return max(first, (tranche.decideBy ?? periods[0].start) + tranche.leadDays)
  }

  /// The moment from which a tranche is gone on a path: the last end of its lease, or the reclaim; nil for owned GPUs.
  public func end(of tranche: Tranche, on path: Path?) -> Instant? {
    tranche.lease.map { lease in
      Instant(path?.reclaimDays[lease] ?? self[lease].lastEnd, in: self[tranche.site].timeZone)
    }
  }

  /// Units of a tranche that are there throughout a node: for a tranche to sign, of each unit signed; as far as its lease
  /// is neither left nor, at its end, not renewed.
  public func units(of tranche: Tranche, at node: Node, on path: Path) -> Int {
    if let end = end(of: tranche, on: path), node.start >= end { return 0 }
    return deliveries(tranche).last { $0.start <= node.start }?.units ?? 0
  }

  /// Whether any GPU of a fallback may be there throughout a node.
  ///
  /// Not before an order of the first day has arrived. A standby replaces what was called back: not before a call after the
  /// first notice has arrived, and not after the term in which the leases were called.
  public func mayHold(_ fallback: Fallback, at node: Node, on path: Path) -> Bool {
    let decided = fallback.decided(for: node.start)
    guard fallback.kind == .standby else { return decided >= start }
    guard let notice = path.notices.first,
      let end = path.reclaimDays.map({ $1 < self[$0].end ? self[$0].end : self[$0].lastEnd }).max()
    else {
      return false
    }
    return decided >= Instant(notice.day) && node.start < Instant(end, in: self[fallback.site].timeZone)
  }

  /// Work units per second asked of a service at a node of a path, at the planning quantile, after what was called.
  public func demand(of ref: Ref<Workload>, at node: Node, on path: Path) -> Double {
    path.notices.flatMap(\.pools).reduce(self[ref].service?.demand[node.period] ?? 0) {
      $0 * (reclaimPools[$1].demandFactors[ref] ?? 1)
    }
  }

  /// Whether an event in our own demand has come on a path.
  public func hasEvent(on path: Path) -> Bool {
    path.notices.contains { $0.pools.contains { !reclaimPools[$0].demandFactors.isEmpty } }
  }

  /// Whether a job may run throughout a node.
  public func isOpen(_ job: Job, at node: Node) -> Bool {
    if let release = job.release, node.start < Instant(release) { return false }
    if let latest = job.latest, node.end > Instant(latest) { return false }
    return true
  }

  /// Whether a workload may run on a tranche: its tenant's sites, its own, and its classes all say so.
  public func allows(_ workload: Workload, tranche: Tranche) -> Bool {
    let tenant = self[workload.tenant]
    return (tenant.sites?.contains(tranche.site) ?? true) && (workload.sites?.contains(tranche.site) ?? true)
      && (workload.gpuClasses?.contains(tranche.gpuClass) ?? true)
  }
}
