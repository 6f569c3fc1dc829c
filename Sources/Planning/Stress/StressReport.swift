import Fleet

/// What notices would do to a plan, one by one.
public struct StressReport: Sendable {
  public var caseName: String
  /// Value of the plan if no notice comes, USD, discounted to the start.
  public var withoutNotice: Double
  /// In order of pools, singly first, then of dates.
  public var scenarios: [StressScenario]
  /// Notices that would end nothing, by what is called: from the first such date on.
  public var harmless: [HarmlessNotice]
  /// Leases that their lessors may end early, and that stand in no pool, so that no notice here is for them.
  public var unpooled: [String]
  /// Probability that more pools are called than the case prepares for.
  public var uncovered: Double
  /// What the plan keeps on standby: by fallback, the most GPUs and the first period with as many.
  public var standbys: [StandbyHeld]
  public var breakEvens: [BreakEven]
  /// Programmes solved.
  public var solves: Int
  /// Level of CVaR.
  public var riskLevel: Double
  /// By how much the plan may fall short of the best, USD; losses smaller than that tell nothing. nil where not known.
  public var uncertainty: Double?
  /// What clauses are worth, and the frontier over the risk weight; empty unless asked for.
  public var clauses: [ClauseValue] = []
  public var frontier: [FrontierPoint] = []

  /// A report of no notice.
  public static let empty = StressReport(
    caseName: "", withoutNotice: 0, scenarios: [], harmless: [], unpooled: [], uncovered: 0, standbys: [],
    breakEvens: [], solves: 0, riskLevel: 0)

  /// Whether every notice was decided anew in time; figures over all notices mean nothing otherwise.
  public var isComplete: Bool { scenarios.allSatisfy { $0.replanned != nil } }

  /// The scenario of the largest loss when planned anew.
  public var worst: StressScenario? {
    scenarios.max { $0.replanned?.loss ?? -.infinity < $1.replanned?.loss ?? -.infinity }
  }

  /// Mean loss over what the case holds to be likely, USD: sum of probability * loss when planned anew.
  public var expectedLoss: Double { scenarios.reduce(0) { $0 + ($1.probability ?? 0) * ($1.replanned?.loss ?? 0) } }

  /// Mean of the worst 1 - level of the losses when planned anew, no notice counted as no loss, USD.
  public var lossCVaR: Double {
    let likely = scenarios.filter { $0.probability ?? 0 > 0 }
    let none = 1 - likely.reduce(0) { $0 + ($1.probability ?? 0) }
    return conditionalValueAtRisk(
      costs: likely.map { $0.replanned?.loss ?? 0 } + [0],
      probabilities: likely.map { $0.probability ?? 0 } + [max(0, none)],
      level: riskLevel)
  }
}

/// One notice, and what comes of it.
public struct StressScenario: Sendable {
  /// Ids of the reclaim pools called.
  public var pools: [String]
  public var noticeDay: Day
  public var period: String
  /// First day without the first GPUs.
  /// First day without the first GPUs to go; nil for an event in demand alone.
  public var reclaimDay: Day?
  /// Probability that just these are called first, and then; nil for more calls than the case prepares for.
  public var probability: Double?
  /// With the plan held on the GPUs that are left; nil where the case's limits forbid even that.
  public var held: StressOutcome?
  /// With everything decided anew from the notice on; nil where time ran out before any answer.
  public var replanned: StressOutcome?
  /// USD, discounted, that a plan made for this notice from the start would have saved beyond deciding anew; it is known to
  /// the gaps of both plans. nil where time ran out before either.
  public var regret: Double?
  /// What the new plan does about it, most GPUs first.
  public var actions: [StressAction]
}

/// What a path comes to after a notice.
public struct StressOutcome: Sendable {
  /// Value without notice less value, USD, discounted.
  public var loss: Double
  /// Of it, the case's penalties for floors missed: no money that changes hands.
  public var penalty: Double
  /// From the notice on: mean served of mean asked, by service; and as planned without notice.
  public var services: [ServiceShare]
  /// Work done of work asked, by job; and as planned without notice.
  public var jobs: [ServiceShare]
  /// Start of the first slice that serves less than planned; nil for none.
  public var firstTrouble: Instant?
  /// The service of that slice, the first of several by name.
  public var firstBehind: String?
  /// From then until everything is served as planned for good; nil where that is not before the horizon ends.
  public var recovery: Instant?

  /// The share of a service or job, by id.
  public func share(_ workload: String) -> Double? { (services + jobs).first { $0.workload == workload }?.share }
}

public struct ServiceShare: Sendable, Hashable {
  public var workload: String
  public var share: Double
  public var planned: Double
}

/// Something that the new plan does and the old one did not.
public struct StressAction: Sendable, Hashable {
  public enum Kind: String, Sendable {
    /// A firm order, a call from standby, a lease left or renewed, GPUs that were let called back, more GPUs of a tranche
    /// at work.
    case order, call, exit, renew, reclaim, use
  }
  public var kind: Kind
  /// A fallback, a lease or a tranche.
  public var subject: String
  /// The most GPUs held of what is ordered or called; those of the lease that would be there otherwise, or are there now;
  /// or more at work, on average while they are.
  public var gpus: Double
  /// Last day on which it can be decided; nil for GPUs that are there.
  public var by: Day?
  public var from: Instant
}

/// A call that would end no lease early.
public struct HarmlessNotice: Sendable, Hashable {
  public var pool: String
  /// First day from which a notice would end nothing.
  public var from: Day
  /// When the last of its leases ends anyway.
  public var leaseEnd: Day
}

/// What a plan keeps on standby of a fallback.
public struct StandbyHeld: Sendable, Hashable {
  public var fallback: String
  public var gpus: Double
  public var periods: [String]
}

/// The hazard at which the first GPU of a standby pays, for the notice for which it pays soonest.
public struct BreakEven: Sendable, Hashable {
  public var fallback: String
  public var pool: String
  public var noticeDay: Day
  /// Per month, given no notice before; nil where a GPU on standby would save nothing.
  public var hazard: Double?
  /// What the case says of the pool then, per month.
  public var stated: Double
  /// USD, discounted, that one GPU on standby would save if that notice came.
  public var saving: Double
}
