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
  /// `notice`, `lock-in`, `right to call`, `term`.
  public var clause: String
  /// The lessee's side, and the lessor's; nil where the clause cannot be moved that way.
  public var up, down: Side?
}

/// What each clause that bears on reclaim is worth: one step better and one step worse for the lessee, by planning anew.
///
/// Of every lease that its lessor may call: 30 days of notice more and fewer; a month of lock-in more and less; no right to
/// call at all; a month of term more and less. Every other term stays as it is, and every plan is made from the start of
/// the case. Blocks the calling thread; the answer is the same for any number of threads.
/// - Throws: as `makePlan`.
public func clauseValues(
  _ planningCase: PlanningCase, request: PlanRequest = .init(), threads: Int = 1, monitor: Monitor = .init()
) throws -> [ClauseValue] {
  let changes = planningCase.leases.indices.flatMap { planningCase.clauseChanges(Ref($0)) }
  let cases = [planningCase] + changes.flatMap { [$0.up?.planningCase, $0.down?.planningCase].compactMap { $0 } }
  let rates = try RateTable(planningCase)
  let answers = try concurrentMap(cases.count, threads: threads) { index in
    Result { try Enclosure(cases[index], rates, request, monitor) }
  }.map { try $0.get() }
  var rest = answers.dropFirst()
  return changes.map { change in
    func side(_ side: ClauseChange.Side?) -> ClauseValue.Side? {
      guard let side, let other = rest.popFirst() else { return nil }
      guard let other, let now = answers[0] else { return ClauseValue.Side(change: side.change) }
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

  /// nil where no plan was found.
  init?(_ planningCase: PlanningCase, _ rates: RateTable, _ request: PlanRequest, _ monitor: Monitor) throws {
    let formulation = Formulation(planningCase, Timeline(planningCase), rates)
    let solution = try formulation.solved(formulation.solveOptions(request), threads: 1, monitor: monitor)
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
    let lease = self[ref]
    guard lease.reclaimHolder.lessorMayReclaim, reclaimPools.contains(where: { $0.leases.contains(ref) }) else {
      return []
    }
    func side(_ change: String, _ edit: (inout Lease) -> Void) -> ClauseChange.Side {
      var other = self
      edit(&other.leases[ref.index])
      return ClauseChange.Side(change: change, planningCase: other)
    }
    let from = max(lease.start, lease.noticeFrom ?? lease.start), later = from.adding(months: 1)
    let earlier = from.adding(months: -1)
    func days(_ days: Int) -> ClauseChange.Side { side("\(days) days") { $0.noticeDays = days } }
    func lockIn(_ day: Day) -> ClauseChange.Side { side("notice from \(day)") { $0.noticeFrom = day } }
    func term(_ months: Int) -> ClauseChange.Side {
      let end = lease.end.adding(months: months)
      return side("ends \(end)") { $0.end = end }
    }
    return [
      ClauseChange(
        lease: lease.id, clause: "notice", up: days(lease.noticeDays + 30),
        down: lease.noticeDays > 0 ? days(max(0, lease.noticeDays - 30)) : nil),
      ClauseChange(
        lease: lease.id, clause: "lock-in", up: lockIn(later), down: earlier >= lease.start ? lockIn(earlier) : nil),
      ClauseChange(
        lease: lease.id, clause: "right to call", up: side("none") { $0.reclaimHolder = .none }, down: nil),
      ClauseChange(
        lease: lease.id, clause: "term", up: term(1),
        down: lease.end.adding(months: -1) > max(lease.start, periods[0].start) ? term(-1) : nil),
    ]
  }
}
