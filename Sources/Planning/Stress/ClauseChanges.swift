import Fleet

/// One clause moved one step each way.
struct ClauseChange {
  struct Side {
    let change: String
    let planningCase: PlanningCase
  }

  /// Of an exit right, where the lessor has none to take after.
  static let noticeDays = 90

  let lease, clause: String
  let up, down: Side?
}

extension PlanningCase {
  func clauseChanges(_ ref: Ref<Lease>) -> [ClauseChange] {
    guard !isLet(ref) else { return lettingChanges(ref) }
    let mayBeCalled = self[ref].reclaimHolder.lessorMayReclaim && reclaimPools.contains { $0.leases.contains(ref) }
    return (mayBeCalled ? reclaimChanges(ref) : []) + [exitChange(ref), renewalChange(ref)].compactMap { $0 }
  }

  /// The lessor's right.
  private func reclaimChanges(_ ref: Ref<Lease>) -> [ClauseChange] {
    let lease = self[ref]
    let from = lease.firstNotice, later = from.adding(months: 1), earlier = from.adding(months: -1)
    func days(_ days: Int) -> ClauseChange.Side { side(ref, "\(days) days") { $0.noticeDays = days } }
    func lockIn(_ day: Day) -> ClauseChange.Side { side(ref, "from \(day)") { $0.noticeFrom = day } }
    func term(_ months: Int) -> ClauseChange.Side {
      let end = lease.end.adding(months: months)
      return side(ref, "ends \(end)") {
        $0.end = end
        $0.renewal?.decideBy = lease.renewal!.decideBy.adding(months: months)
      }
    }
    let isShorter = lease.end.adding(months: -1) > max(lease.start, periods[0].start)
    let isDecided = lease.renewal.map { $0.decideBy.adding(months: -1) >= periods[0].start } ?? true
    return [
      ClauseChange(
        lease: lease.id, clause: "notice", up: days(lease.noticeDays + 30),
        down: lease.noticeDays > 0 ? days(max(0, lease.noticeDays - 30)) : nil),
      ClauseChange(
        lease: lease.id, clause: "lock-in", up: lockIn(later), down: earlier >= lease.start ? lockIn(earlier) : nil),
      ClauseChange(
        lease: lease.id, clause: "right to call", up: side(ref, "none") { $0.reclaimHolder = .none }, down: nil),
      ClauseChange(
        lease: lease.id, clause: "term", up: term(1), down: isShorter && isDecided ? term(-1) : nil),
    ]
  }

  /// nil for a lease that is over before it could be left, or is paid for as it is used.
  private func exitChange(_ ref: Ref<Lease>) -> ClauseChange? {
    let lease = self[ref]
    if lease.exit != nil {
      return ClauseChange(lease: lease.id, clause: "exit right", up: nil, down: side(ref, "none") { $0.exit = nil })
    }
    let days = lease.reclaimHolder.lessorMayReclaim ? lease.noticeDays : ClauseChange.noticeDays
    let first = max(periods[0].start, lease.start) + 1 + days
    guard lease.takeOrPayShare > 0, first < min(lease.lastEnd, periods.last!.end) else { return nil }
    let up = side(ref, "\(days) days, free") { $0.exit = ExitRight(noticeDays: days) }
    return ClauseChange(lease: lease.id, clause: "exit right", up: up, down: nil)
  }

  /// Our own right where GPUs of ours are let.
  private func lettingChanges(_ ref: Ref<Lease>) -> [ClauseChange] {
    let lease = self[ref]
    guard let right = lease.exit else {
      let days = ClauseChange.noticeDays
      let up = side(ref, "\(days) days, free") { $0.exit = ExitRight(noticeDays: days) }
      return [ClauseChange(lease: lease.id, clause: "right to call", up: up, down: nil)]
    }
    func days(_ days: Int) -> ClauseChange.Side { side(ref, "\(days) days") { $0.exit!.noticeDays = days } }
    func lockIn(_ day: Day) -> ClauseChange.Side { side(ref, "from \(day)") { $0.exit!.from = day } }
    let from = max(lease.start, right.from ?? lease.start), earlier = from.adding(months: -1)
    return [
      ClauseChange(lease: lease.id, clause: "right to call", up: nil, down: side(ref, "none") { $0.exit = nil }),
      ClauseChange(
        lease: lease.id, clause: "notice", up: right.noticeDays > 0 ? days(max(0, right.noticeDays - 30)) : nil,
        down: days(right.noticeDays + 30)),
      ClauseChange(
        lease: lease.id, clause: "lock-in", up: earlier >= lease.start ? lockIn(earlier) : nil,
        down: lockIn(from.adding(months: 1))),
    ]
  }

  /// nil for a lease that outlasts the horizon, or ends before it.
  private func renewalChange(_ ref: Ref<Lease>) -> ClauseChange? {
    let lease = self[ref], start = periods[0].start
    if lease.renewal != nil {
      return ClauseChange(lease: lease.id, clause: "renewal", up: nil, down: side(ref, "none") { $0.renewal = nil })
    }
    guard lease.end > start, lease.end < periods.last!.end else { return nil }
    let renewal = Renewal(months: 6, price: lease.price, decideBy: max(start, lease.end.adding(months: -1)))
    let up = side(ref, "6 months at \(cents(lease.price.base))") { $0.renewal = renewal }
    return ClauseChange(lease: lease.id, clause: "renewal", up: up, down: nil)
  }

  /// Two decimals at most: `2`, `2.35`.
  private func cents(_ usd: Double) -> String { "\((usd * 100).rounded() / 100)" }

  private func side(_ ref: Ref<Lease>, _ change: String, _ edit: (inout Lease) -> Void) -> ClauseChange.Side {
    var other = self
    edit(&other.leases[ref.index])
    return ClauseChange.Side(change: change, planningCase: other)
  }
}
