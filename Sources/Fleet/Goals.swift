/// What a plan is to be good at, as one of several: each goal is met as far as those before it leave room.
public struct Goal: Hashable, Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    /// The smallest worst shortfall of any service or job, as a share of what is asked.
    case shortfall
    /// The same for the tenants of each priority in turn, rank 1 first.
    case shortfallByPriority = "shortfall-by-priority"
    /// The objective.
    case value
    /// The fewest arrivals of GPUs at work; with an incumbent, of arrivals that it did not plan.
    case moves
  }

  /// By how much the goal may be missed for the goals after it.
  public enum Slack: Hashable, Sendable {
    /// In the goal's own unit: shares of demand, USD, GPUs.
    case amount(Double)
    /// Of the size of the goal's best.
    case share(Double)
  }

  public var kind: Kind
  public var slack: Slack

  public init(_ kind: Kind, slack: Slack = .amount(0)) {
    self.kind = kind
    self.slack = slack
  }
}

extension PlanningCase {
  /// The goals of a plan, the first one first: `value` alone unless the case says otherwise, and with an incumbent
  /// `value 0.1 %`, then `moves`.
  public var goals: [Goal] {
    options.goals
      ?? (incumbent == nil ? [Goal(.value)] : [Goal(.value, slack: .share(0.001)), Goal(.moves)])
  }

  /// The priorities that tenants with services or jobs have, the first rank first.
  public var priorities: [Int] {
    Set(workloads.filter { $0.letting == nil }.map { self[$0.tenant].priority }).sorted()
  }
}
