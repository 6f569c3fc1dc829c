/// What an earlier plan does, or did, on the path that came about: what a new plan starts from.
public struct Incumbent: Hashable, Sendable {
  /// GPUs of a tranche at work for a workload throughout a slice, and the mean work that they do.
  public struct Use: Hashable, Sendable {
    public var starts, ends: Instant
    public var workload, site, gpuClass, tranche, operatingPoint: String
    public var gpus, meanUnitsPerS: Double

    public init(
      starts: Instant, ends: Instant, workload: String, site: String, gpuClass: String, tranche: String,
      operatingPoint: String, gpus: Double, meanUnitsPerS: Double
    ) {
      self.starts = starts
      self.ends = ends
      self.workload = workload
      self.site = site
      self.gpuClass = gpuClass
      self.tranche = tranche
      self.operatingPoint = operatingPoint
      self.gpus = gpus
      self.meanUnitsPerS = meanUnitsPerS
    }
  }

  /// A gang throughout a slice; blank places for a job that is none.
  public struct Job: Hashable, Sendable {
    public var starts, ends: Instant
    public var workload, site, slowestClass, operatingPoint: String
    public var unitsPerS: Double

    public init(
      starts: Instant, ends: Instant, workload: String, site: String, slowestClass: String, operatingPoint: String,
      unitsPerS: Double
    ) {
      self.starts = starts
      self.ends = ends
      self.workload = workload
      self.site = site
      self.slowestClass = slowestClass
      self.operatingPoint = operatingPoint
      self.unitsPerS = unitsPerS
    }
  }

  /// Something decided, how much of it, and the last day on which it could be.
  public struct Choice: Hashable, Sendable {
    public var decision, subject, period, unit: String
    public var amount: Double
    public var lastDate: Day
    public var takesEffect: Instant?

    public init(
      decision: String, subject: String, period: String, unit: String, amount: Double, lastDate: Day,
      takesEffect: Instant?
    ) {
      self.decision = decision
      self.subject = subject
      self.period = period
      self.unit = unit
      self.amount = amount
      self.lastDate = lastDate
      self.takesEffect = takesEffect
    }
  }

  public var caseName: String
  /// USD, as the plan promised.
  public var objective: Double
  /// Expected and discounted, by cost term.
  public var money: [String: Double]
  /// The day from which everything may be decided anew: the first of a period. What lies before it is past.
  public var today: Day
  /// The slices of the path that came about.
  public var slices: [Range<Instant>]
  public var uses: [Use]
  public var jobs: [Job]
  public var choices: [Choice]

  public init(
    caseName: String, objective: Double, money: [String: Double] = [:], today: Day, slices: [Range<Instant>],
    uses: [Use], jobs: [Job], choices: [Choice]
  ) {
    self.caseName = caseName
    self.objective = objective
    self.money = money
    self.today = today
    self.slices = slices
    self.uses = uses
    self.jobs = jobs
    self.choices = choices
  }

  /// Whether it has a slice at a moment.
  public func reaches(_ moment: Instant) -> Bool { slices.contains { $0.contains(moment) } }

  /// What is at work at a moment.
  public func uses(at moment: Instant) -> [Use] { uses.filter { $0.starts <= moment && moment < $0.ends } }
}

/// An input of a case that differs from what an earlier plan was made from.
public struct InputChange: Hashable, Sendable {
  /// `site.colossus-1.power_mw`, `demand.chat.2026-07.units_per_s`, `option.gap`; a whole row by its key.
  public var input: String
  /// nil where there was, or is, none.
  public var before, after: String?

  public init(input: String, before: String?, after: String?) {
    self.input = input
    self.before = before
    self.after = after
  }
}

extension Incumbent {
  /// The last day on which something that every path has alike was decided, where that is past; nil for none.
  public func dayOfThePast(_ decision: String, _ subject: String) -> Day? {
    choices.first { $0.decision == decision && $0.subject == subject && $0.lastDate < today }?.lastDate
  }
}

extension PlanningCase {
  /// Whether a period is past.
  public func isPast(_ period: Int) -> Bool { incumbent.map { periods[period].start < $0.today } ?? false }

  /// Whether a pool is known to have been called at the start of a period: it stands with certainty in its list, and the
  /// day has come.
  public func hasCome(_ pool: Int, in period: Int) -> Bool {
    guard let incumbent, periods[period].start <= incumbent.today,
      case .listed(let listed) = reclaimPools[pool].likelihood
    else { return false }
    return listed[period] == 1
  }

  /// Whether every call of a notice has come.
  public func hasCome(_ notice: Notice) -> Bool { notice.pools.allSatisfy { hasCome($0, in: notice.period) } }
}
