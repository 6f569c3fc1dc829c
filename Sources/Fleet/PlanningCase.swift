import Foundation

/// A stretch of time that planners speak of and reports show: a month, a week, a quarter.
public struct Period: Hashable, Sendable {
  /// `2026-07`, `2026-W27`, `2026-Q3`.
  public var id: String
  /// First day, 00:00 UTC.
  public var start: Day
  /// First day after.
  public var end: Day

  public init(id: String, start: Day, end: Day) {
    self.id = id
    self.start = start
    self.end = end
  }
}

/// Which rate of its interval a plan counts on.
public enum PlanOn: Hashable, Sendable {
  case mean
  /// A quantile of the rate's interval, in (0, 1): 0.1 plans on what nine cells in ten exceed.
  case quantile(Double)
}

/// Switches of a case that are not of any one site, lease or tenant.
public struct PlanOptions: Hashable, Sendable {
  /// Largest gap at which a plan with integers may be called optimal, as a fraction.
  public var gap = 0.001
  /// Weight of CVaR against the expected value, 0 to 1.
  public var riskWeight = 0.0
  /// Level of CVaR: 0.9 is the mean of the worst tenth.
  public var riskLevel = 0.9
  /// Most that leases and energy may cost in one fiscal year, USD; nil for no cap.
  public var yearlyBudget: Double?
  /// USD per GPU-hour by which a tenant's floor is missed after a notice.
  public var floorPenalty = 20.0
  /// USD per work unit of capacity by which a service floor is missed after a notice, as a multiple of
  /// the service's value and shortfall cost.
  public var serviceFloorPenalty = 3.0
  /// Least that the mean of the worst paths may be worth (minus CVaR of cost), USD; nil for no such limit.
  public var tailValueFloor: Double?
  /// Share of its price that a committed GPU-hour, or of its book value a bought GPU, is worth less after the horizon.
  public var endValueHaircut = 0.25
  /// What every end value is multiplied by, to ask what depends on it; no case states it.
  public var endValueScale = 1.0
  /// USD per t of CO2.
  public var carbonPrice = 0.0
  /// Most t of CO2 in a window; nil for no cap.
  public var carbonCap: Double?
  public var carbonWindow = LimitWindow.year
  /// Most reclaim pools called one after another, or together, that a plan prepares for.
  public var mostNotices = 1
  /// What is optimised, the first goal first; nil for the usual.
  public var goals: [Goal]?
  /// Most GPUs that arrive in a slice where the incumbent did not have them; nil for no limit.
  public var changeLimit: Double?
  /// USD for each of them.
  public var changePrice = 0.0

  public init() {}
}

/// A folder of files as a planner means it: every table checked, every reference resolved.
///
/// Built by `CaseFiles`, or by hand in tests. Everything after it reads this value and no file.
public struct PlanningCase: Sendable {
  public var name: String
  public var periods: [Period]
  /// The month in which a fiscal year starts, 1 to 12.
  public var fiscalYearStart: Int
  /// Per year; 0.08 for 8 %.
  public var discountRate: Double
  public var planOn: PlanOn
  public var options: PlanOptions
  public var sites: [Site]
  public var gpuClasses: [GPUClass]
  public var leases: [Lease]
  public var tranches: [Tranche]
  public var tenants: [Tenant]
  public var workloads: [Workload]
  public var reclaimPools: [ReclaimPool]
  /// Each has a tranche of its own in ``tranches``, after all others: their number stays what it was at first.
  public var fallbacks: [Fallback]
  public var measurements: [Measurement]
  public var models: [ServedModel]
  public var marketPrices: [MarketPrice] = []
  /// The plan that this one follows; nil for a first plan.
  public var incumbent: Incumbent?
  public var coolingModes: [CoolingMode] = []
  public var powerSteps: [PowerStep] = []
  public var outages: [Outage] = []
  public var expansions: [Expansion] = []
  public var operatingPoints: [OperatingPoint] = []

  public init(
    name: String, periods: [Period], fiscalYearStart: Int = 1, discountRate: Double = 0, planOn: PlanOn = .mean,
    options: PlanOptions = .init(), sites: [Site], gpuClasses: [GPUClass], leases: [Lease], tranches: [Tranche],
    tenants: [Tenant], workloads: [Workload], reclaimPools: [ReclaimPool] = [], fallbacks: [Fallback] = [],
    measurements: [Measurement] = [], models: [ServedModel] = []
  ) {
    self.name = name
    self.periods = periods
    self.fiscalYearStart = fiscalYearStart
    self.discountRate = discountRate
    self.planOn = planOn
    self.options = options
    self.sites = sites
    self.gpuClasses = gpuClasses
    self.leases = leases
    self.tranches =
      tranches
      + fallbacks.enumerated().map { index, fallback in
        Tranche(
          id: fallback.id, site: fallback.site, gpuClass: fallback.gpuClass, lease: nil, size: .ordered(Ref(index)),
          origin: fallback.origin)
      }
    self.tenants = tenants
    self.workloads = workloads
    self.reclaimPools = reclaimPools
    self.fallbacks = fallbacks
    self.measurements = measurements
    self.models = models
  }

  public subscript(ref: Ref<Site>) -> Site { sites[ref.index] }
  public subscript(ref: Ref<GPUClass>) -> GPUClass { gpuClasses[ref.index] }
  public subscript(ref: Ref<Lease>) -> Lease { leases[ref.index] }
  public subscript(ref: Ref<Tranche>) -> Tranche { tranches[ref.index] }
  public subscript(ref: Ref<Tenant>) -> Tenant { tenants[ref.index] }
  public subscript(ref: Ref<Workload>) -> Workload { workloads[ref.index] }
  public subscript(ref: Ref<Fallback>) -> Fallback { fallbacks[ref.index] }

  public subscript(ref: Ref<CoolingMode>) -> CoolingMode { coolingModes[ref.index] }
  public subscript(ref: Ref<Expansion>) -> Expansion { expansions[ref.index] }
  public subscript(ref: Ref<OperatingPoint>) -> OperatingPoint { operatingPoints[ref.index] }

  /// Whom a tranche is from; nil for owned GPUs.
  public func lessor(of tranche: Tranche) -> String? {
    tranche.fallback.map { self[$0].supplier } ?? tranche.lease.map { self[$0].lessor }
  }

  /// First and last moment of the horizon.
  public var start: Instant { Instant(periods.first!.start) }
  public var end: Instant { Instant(periods.last!.end) }

  /// Discount factor of a period: (1 + rate)^-(days from the start of the case / 365), taken at the period's start.
  public func discount(_ period: Int) -> Double {
    guard discountRate != 0 else { return 1 }
    return pow(1 + discountRate, -Double(periods[period].start - periods[0].start) / 365)
  }

  /// Months that a period counts as: a calendar month is one, a quarter three, a week 12 * 7 / 365.
  public func months(_ period: Int) -> Double {
    let (start, end) = (periods[period].start, periods[period].end)
    if let months = [1, 3].first(where: { start.firstOfMonth(adding: $0) == end }) { return Double(months) }
    return Double(12 * (end - start)) / 365
  }

  /// The fiscal year that holds the first day of a period, named by the calendar year in which it ends.
  public func fiscalYear(_ period: Int) -> Int {
    let (year, month, _) = periods[period].start.civil
    return fiscalYearStart > 1 && month >= fiscalYearStart ? year + 1 : year
  }
}
