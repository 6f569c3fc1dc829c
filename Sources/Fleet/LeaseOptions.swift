/// Our right to end a lease early by notice: the lessee's, or the lessor's where GPUs of ours are let.
public struct ExitRight: Hashable, Sendable {
  /// Calendar days of notice, counted from the day after notice is given.
  public var noticeDays: Int
  /// Earliest day on which notice may be given; nil for the first day of the term.
  public var from: Day?
  /// USD, paid once when the GPUs go.
  public var fee: Double

  public init(noticeDays: Int, from: Day? = nil, fee: Double = 0) {
    self.noticeDays = noticeDays
    self.from = from
    self.fee = fee
  }
}

/// The lessee's right to keep every GPU of a lease for a second term.
public struct Renewal: Hashable, Sendable {
  /// Months from the end of the first term to the end of the second.
  public var months: Int
  /// USD per GPU-hour in the second term.
  public var price: PeriodValue
  /// Last day on which it can be decided.
  public var decideBy: Day

  public init(months: Int, price: PeriodValue, decideBy: Day) {
    self.months = months
    self.price = price
    self.decideBy = decideBy
  }
}

extension Lease {
  /// The first day after everything that the lease allows: its term, and a second one if it can be renewed.
  public var lastEnd: Day { renewal.map { end.adding(months: $0.months) } ?? end }

  /// The last day on which the lessee can give notice so as to be rid of the GPUs on a day; nil where that is too early.
  ///
  /// 90 days' notice on 2 July runs from 3 July through 30 September; the GPUs may go on 1 October.
  public func lastExitNotice(leaving day: Day) -> Day? {
    guard let exit else { return nil }
    let notice = day + (-1 - exit.noticeDays)
    return notice >= max(start, exit.from ?? start) ? notice : nil
  }
}

extension PlanningCase {
  /// The moments at which a day begins at the sites of a lease, the first and the last; nil for a lease of nothing.
  public func starts(of day: Day, under lease: Ref<Lease>) -> ClosedRange<Instant>? {
    let sites =
      tranches.filter { $0.lease == lease }.map(\.site) + lettings(under: lease).map { self[$0].sites!.first! }
    let starts = sites.map { Instant(day, in: self[$0].timeZone) }
    return starts.min().flatMap { first in starts.max().map { first...$0 } }
  }

  /// The moment at which a tranche to sign is decided: its day at its site; nil for the start of the case.
  public func decided(_ tranche: Tranche) -> Instant? {
    tranche.decideBy.map { Instant($0, in: self[tranche.site].timeZone) }
  }

  /// What of our own GPUs is let under a lease; nothing where we are the lessee.
  public func lettings(under lease: Ref<Lease>) -> [Ref<Workload>] {
    workloads.indices.map { Ref($0) }.filter { self[$0].letting?.lease == lease }
  }

  /// Whether we are the lessor of a lease.
  public func isLet(_ lease: Ref<Lease>) -> Bool { !lettings(under: lease).isEmpty }

  /// The ids of what is let under the lease of an id.
  public func lettings(underLease id: String) -> Set<String> {
    guard let index = leases.firstIndex(where: { $0.id == id }) else { return [] }
    return Set(lettings(under: Ref(index)).map { self[$0].id })
  }

  /// The days on which the lessee may be rid of a lease, starts of periods, by the moment at which the GPUs go: when the
  /// day has begun at all of its sites.
  ///
  /// None for a lease that is paid for as it is used: leaving it would change nothing. The same days on every path, so
  /// that no notice about other GPUs makes an exit possible.
  public func exitDays(of ref: Ref<Lease>) -> [Instant: Day] {
    let lease = self[ref]
    guard lease.takeOrPayShare > 0 || isLet(ref) else { return [:] }
    let days = periods.dropFirst().map(\.start).filter { day in
      day < lease.lastEnd && lease.lastExitNotice(leaving: day).map { $0 >= periods[0].start } ?? false
    }
    return Dictionary(days.compactMap { day in starts(of: day, under: ref).map { ($0.upperBound, day) } }) { day, _ in
      day
    }
  }

  /// Whether a node lies in the second term of a tranche's lease, so that its GPUs are there only if that is renewed.
  public func isAfterTerm(_ tranche: Tranche, at node: Node) -> Bool {
    guard let lease = tranche.lease.map({ self[$0] }), lease.renewal != nil else { return false }
    return node.start >= Instant(lease.end, in: self[tranche.site].timeZone)
  }
}
