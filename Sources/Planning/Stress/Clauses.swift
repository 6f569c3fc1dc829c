import Fleet
import LinearProgramming
import Throughput

/// What a change of one clause of a lease is worth to the plan.
public struct ClauseValue: Sendable, Hashable {
  /// A change, and what the best plan under it is worth beyond the best plan without it.
  ///
  /// With whole units both plans are known to their gaps only: the true value lies between `low` and `high`.
  public struct Side: Sendable, Hashable {
    /// `120 days`, `notice from 2026-10-01`.
    public var change: String
    /// nil where no plan was found under it.
    public var worth: Worth?
  }

  /// USD, discounted.
  public struct Worth: Sendable, Hashable {
    public var value, low, high: Double
    /// Whether the gaps leave open which plan is better.
    public var isOpen: Bool { low < 0 && high > 0 }
  }

  public var lease: String
  /// `notice`, `lock-in`, `right to call`, `term`, `exit right`, `renewal`.
  public var clause: String
  /// The lessee's side, and the lessor's; nil where the clause cannot be moved that way.
  public var up, down: Side?
}

/// What each clause that bears on reclaim is worth: one step better and one step worse for the lessee, by planning anew.
///
/// Of every lease that its lessor may call: 30 days of notice more and fewer; a month of lock-in more and less; no
/// right to call at all; a month of term more and less. Of every lease: a right to leave it, on the lessor's days of
/// notice or on 90 where that has none, and an option of six months more at the same price, decided a month before the
/// end; or none of what it has. Every other term stays as it is, and every plan is made from the start of the case.
/// Blocks the calling thread; the answer is the same for any number of threads.
/// - Throws: as `makePlan`.
public func clauseValues(
  _ planningCase: PlanningCase, request: PlanRequest = .init(), threads: Int = 1, monitor: Monitor = .init()
) throws -> [ClauseValue] {
  let changes = planningCase.leases.indices.flatMap { planningCase.clauseChanges(Ref($0)) }
  let cases = changes.flatMap { [$0.up?.planningCase, $0.down?.planningCase].compactMap { $0 } }
  let rates = try RateTable(planningCase)
  let first = try Enclosure(planningCase, rates, request, monitor)
  let answers = try concurrentMap(cases.count, threads: threads) { index in
    Result { try Enclosure(cases[index], rates, request, monitor, near: first) }
  }.map { try $0.get() }
  var rest = answers[...]
  return changes.map { change in
    func side(_ side: ClauseChange.Side?) -> ClauseValue.Side? {
      guard let side, let other = rest.popFirst() else { return nil }
      guard let other, let now = first else { return ClauseValue.Side(change: side.change) }
      return ClauseValue.Side(
        change: side.change,
        worth: ClauseValue.Worth(
          value: other.value - now.value, low: other.value - now.bound, high: other.bound - now.value))
    }
    return ClauseValue(lease: change.lease, clause: change.clause, up: side(change.up), down: side(change.down))
  }
}

/// What the best plan of a case is worth: between what was found and the certified bound.
struct Enclosure: Sendable {
  let value: Double
  let bound: Double
  let formulation: Formulation
  let basis: Basis?

  /// A clause that is close to nothing is not worth proving to be so at any price, unless a gap is asked for.
  private static let nodes = 100

  /// - Parameter other: the plan of a case of much the same names, from whose basis the solve starts.
  /// - Returns: nil where no plan was found.
  init?(
    _ planningCase: PlanningCase, _ rates: RateTable, _ request: PlanRequest, _ monitor: Monitor,
    near other: Enclosure? = nil
  ) throws {
    let formulation = Formulation(planningCase, Timeline(planningCase), rates)
    var options = formulation.solveOptions(request)
    options.startBasis = other.flatMap { near in near.basis.map { formulation.basis(like: near.formulation, $0) } }
    if request.gap == nil { options.nodeLimit = Enclosure.nodes }
    let solution = try formulation.solved(options, threads: 1, monitor: monitor)
    self.formulation = formulation
    basis = solution.basis
    guard let cost = solution.objective, let bound = solution.boundCertified else { return nil }
    // A point that is feasible within tolerance may lie a rounding beyond the bound.
    (value, self.bound) = (-cost, max(-cost, -bound))
  }
}

/// One clause moved one step each way.
private struct ClauseChange {
  struct Side {
    let change: String
    let planningCase: PlanningCase
  }

  let lease, clause: String
  let up, down: Side?
}

extension PlanningCase {
  fileprivate func clauseChanges(_ ref: Ref<Lease>) -> [ClauseChange] {
    let mayBeCalled = self[ref].reclaimHolder.lessorMayReclaim && reclaimPools.contains { $0.leases.contains(ref) }
    return (mayBeCalled ? reclaimChanges(ref) : []) + [exitChange(ref), renewalChange(ref)].compactMap { $0 }
  }

  /// The lessor's right.
  private func reclaimChanges(_ ref: Ref<Lease>) -> [ClauseChange] {
    let lease = self[ref]
    let from = lease.firstNotice, later = from.adding(months: 1), earlier = from.adding(months: -1)
    func days(_ days: Int) -> ClauseChange.Side { side(ref, "\(days) days") { $0.noticeDays = days } }
    func lockIn(_ day: Day) -> ClauseChange.Side { side(ref, "notice from \(day)") { $0.noticeFrom = day } }
    func term(_ months: Int) -> ClauseChange.Side {
      let end = lease.end.adding(months: months)
      return side(ref, "ends \(end)") { $0.end = end }
    }
    return [
      ClauseChange(
        lease: lease.id, clause: "notice", up: days(lease.noticeDays + 30),
        down: lease.noticeDays > 0 ? days(max(0, lease.noticeDays - 30)) : nil),
      ClauseChange(
        lease: lease.id, clause: "lock-in", up: lockIn(later), down: earlier >= lease.start ? lockIn(earlier) : nil),
      ClauseChange(
        lease: lease.id, clause: "right to call", up: side(ref, "none") { $0.reclaimHolder = .none }, down: nil),
      ClauseChange(
        lease: lease.id, clause: "term", up: term(1),
        down: lease.end.adding(months: -1) > max(lease.start, periods[0].start) ? term(-1) : nil),
    ]
  }

  /// nil for a lease that is over before it could be left, or is paid for as it is used.
  private func exitChange(_ ref: Ref<Lease>) -> ClauseChange? {
    let lease = self[ref]
    if lease.exit != nil {
      return ClauseChange(lease: lease.id, clause: "exit right", up: nil, down: side(ref, "none") { $0.exit = nil })
    }
    let days = lease.reclaimHolder.lessorMayReclaim ? lease.noticeDays : 90
    guard max(periods[0].start, lease.start) + 1 + days < lease.end, lease.takeOrPayShare > 0 else {
      return nil
    }
    let up = side(ref, "\(days) days, free") { $0.exit = ExitRight(noticeDays: days) }
    return ClauseChange(lease: lease.id, clause: "exit right", up: up, down: nil)
  }

  /// nil for a lease that outlasts the horizon, or ends before it.
  private func renewalChange(_ ref: Ref<Lease>) -> ClauseChange? {
    let lease = self[ref], start = periods[0].start
    if lease.renewal != nil {
      return ClauseChange(lease: lease.id, clause: "renewal", up: nil, down: side(ref, "none") { $0.renewal = nil })
    }
    guard lease.end > start, lease.end < periods.last!.end else { return nil }
    let renewal = Renewal(months: 6, price: lease.price, decideBy: max(start, lease.end.adding(months: -1)))
    let up = side(ref, "6 months at \(lease.price.base) USD/h") { $0.renewal = renewal }
    return ClauseChange(lease: lease.id, clause: "renewal", up: up, down: nil)
  }

  private func side(_ ref: Ref<Lease>, _ change: String, _ edit: (inout Lease) -> Void) -> ClauseChange.Side {
    var other = self
    edit(&other.leases[ref.index])
    return ClauseChange.Side(change: change, planningCase: other)
  }
}
