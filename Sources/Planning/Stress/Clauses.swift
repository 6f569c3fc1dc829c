import Fleet
import LinearProgramming
import Throughput

/// What a change of one clause of a lease is worth to the plan.
public struct ClauseValue: Sendable, Hashable {
  /// A change, and what the best plan under it is worth beyond the best plan without it.
  ///
  /// With whole units both plans are known to their gaps only: the true value lies between `low` and `high`.
  public struct Side: Sendable, Hashable {
    /// `120 days`, `from 2026-10-01`.
    public var change: String
    /// nil where no plan was found under it.
    public var worth: Worth?
    /// Whether it is proved that there is none.
    public var isImpossible = false
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
/// end; or none of what it has. Of every lease under which GPUs of ours are let: our right to call them back, or none, and
/// its days of notice and lock-in. Every other term stays as it is, and every plan is made from the start of the case.
/// Blocks the calling thread; the answer is the same for any number of threads.
/// - Throws: as `makePlan`.
public func clauseValues(
  _ planningCase: PlanningCase, request: PlanRequest = .init(), threads: Int = 1, monitor: Monitor = .init()
) throws -> [ClauseValue] {
  let changes = planningCase.leases.indices.flatMap { planningCase.clauseChanges(Ref($0)) }
  let cases = changes.flatMap { [$0.up?.planningCase, $0.down?.planningCase].compactMap { $0 } }
  let rates = try RateTable(planningCase)
  let now = try SolvedCase(planningCase, rates, request, monitor)
  let answers = try concurrentMap(cases.count, threads: threads) { index in
    Result { try SolvedCase(cases[index], rates, request, monitor, near: now).ending }
  }.map { try $0.get() }
  var rest = answers[...]
  return changes.map { change in
    func side(_ side: ClauseChange.Side?) -> ClauseValue.Side? {
      guard let side, let other = rest.popFirst() else { return nil }
      guard case .enclosed(let new) = other, case .enclosed(let old) = now.ending else {
        return ClauseValue.Side(change: side.change, isImpossible: other.isImpossible)
      }
      return ClauseValue.Side(
        change: side.change,
        worth: ClauseValue.Worth(value: new.value - old.value, low: new.value - old.bound, high: new.bound - old.value))
    }
    return ClauseValue(lease: change.lease, clause: change.clause, up: side(change.up), down: side(change.down))
  }
}
