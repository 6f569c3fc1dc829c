/// How GPUs are bought, in the words of those who sell them; the figures of the lease say the same.
public enum PurchaseMode: String, Sendable, CaseIterable {
  case onDemand = "on-demand"
  case reserved, spot
  case capacityBlock = "capacity-block"
}

/// Over what time the hours used are held against the hours committed.
public enum TakeOrPayWindow: String, Sendable, CaseIterable {
  /// Hour by hour: an hour not used cannot be made up for.
  case hour
  /// Calendar months and quarters of the site.
  case month, quarter
  /// Contract years, from the start of the lease.
  case year
  /// The first term, and the second.
  case term
}

/// A rent of its own while GPUs still arrive.
public struct RampPrice: Hashable, Sendable {
  /// First day of the full price.
  public var until: Day
  /// USD per GPU-hour before that day.
  public var usdPerGPUHour: Double

  public init(until: Day, usdPerGPUHour: Double) {
    self.until = until
    self.usdPerGPUHour = usdPerGPUHour
  }
}

/// What a contract says of the money when its lessor calls the GPUs back.
public struct ReclaimTerms: Hashable, Sendable {
  /// Share of the rent that is due from the notice until the GPUs go.
  public var noticeRentShare = 1.0
  /// Share of the prepaid balance that comes back.
  public var refundShare = 1.0
  /// USD per GPU taken, from the lessor.
  public var compensation = 0.0
  /// Whether the commitment of a window still counts the hours after the GPUs are gone.
  public var keepsCommitment = false

  public init() {}
}

/// GPUs that are taken away and given back one by one, at any time.
public struct Interruptions: Hashable, Sendable {
  /// Expected interruptions of one GPU in 730 hours.
  public var perMonth: Double
  /// Hours of work lost by each.
  public var restartHours: Double

  public init(perMonth: Double, restartHours: Double) {
    self.perMonth = perMonth
    self.restartHours = restartHours
  }

  /// Share of the hours that work: 1 / (1 + interruptions * hours lost / 730).
  public var productiveShare: Double { 1 / (1 + perMonth * restartHours / 730) }
}

/// What GPUs cost that are bought, and how long they last.
public struct Capital: Hashable, Sendable {
  /// USD per GPU.
  public var perGPU: Double
  /// USD once, if any unit is bought: a building.
  public var once: Double
  /// Months in which the value falls to nothing, in a straight line.
  public var lifeMonths: Int

  public init(perGPU: Double, once: Double, lifeMonths: Int) {
    self.perGPU = perGPU
    self.once = once
    self.lifeMonths = lifeMonths
  }
}

extension PlanningCase {
  /// Whether a node lies in the time between the lessor's notice and the day on which a lease's GPUs go.
  public func isInNotice(_ ref: Ref<Lease>, at node: Node, on path: Path) -> Bool {
    path.reclaimDays[ref].map { node.start >= Instant(self[ref].noticeDay(reclaimedOn: $0)) } ?? false
  }

  /// USD per GPU-hour of a tranche at a node, whoever calls it; nil for GPUs that are owned or ordered.
  public func rent(of tranche: Tranche, at node: Node) -> Double? {
    tranche.lease.map { ref in
      let lease = self[ref]
      if isAfterTerm(tranche, at: node) { return lease.renewal!.price[node.period] }
      return rent(of: lease, at: node, in: self[tranche.site])
    }
  }

  /// USD per GPU-hour in the first term of a lease.
  public func rent(of lease: Lease, at node: Node, in site: Site) -> Double {
    if let ramp = lease.ramp, node.start < Instant(ramp.until, in: site.timeZone) { return ramp.usdPerGPUHour }
    return lease.price[node.period]
  }

  /// USD per GPU-hour of a tranche at a node of a path: less than ``rent(of:at:)`` in the time of a notice.
  public func rent(of tranche: Tranche, at node: Node, on path: Path) -> Double? {
    rent(of: tranche, at: node).map { rent in
      isInNotice(tranche.lease!, at: node, on: path) ? rent * self[tranche.lease!].onReclaim.noticeRentShare : rent
    }
  }

  /// The moments inside the horizon at which windows of a tranche's lease begin, in rising order.
  public func windowStarts(of tranche: Tranche) -> [Instant] {
    guard let lease = tranche.lease.map({ self[$0] }), lease.window != .hour else { return [] }
    let zone = self[tranche.site].timeZone
    let ends = lease.renewal == nil ? [] : [lease.end]
    return Set((windowDays(of: lease) + ends).map { Instant($0, in: zone) }).sorted()
  }

  private func windowDays(of lease: Lease) -> [Day] {
    let last = periods.last!.end
    switch lease.window {
    case .hour, .term: return []
    case .month, .quarter:
      let months = lease.window == .month ? 1 : 3
      let first = periods[0].start.firstOfMonth(adding: -((periods[0].start.civil.month - 1) % months))
      return Array(sequence(first: first) { $0.firstOfMonth(adding: months) }.prefix { $0 <= last })
    case .year:
      return Array((1...).lazy.map { lease.start.adding(months: 12 * $0) }.prefix { $0 <= last })
    }
  }

}
