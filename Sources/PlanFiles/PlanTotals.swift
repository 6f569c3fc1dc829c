import Fleet
import Planning

/// What a plan comes to over the horizon: money by term, what the tenants get, what the sites draw.
///
/// All of it on the base path, save ``expected``.
public struct PlanTotals: Sendable {
  /// USD of a cost term.
  public struct Amount: Sendable, Hashable {
    public var term: String
    public var usd: Double
  }

  /// A workload over the horizon, in its own work units: a service's means times time, a job's work.
  public struct Served: Sendable, Hashable {
    public var workload: String
    /// `service`, `job` or `letting`.
    public var kind: String
    public var unit: String
    public var asked, served, short: Double
    /// served / asked; 1 where nothing is asked.
    public var share: Double { asked > 0 ? served / asked : 1 }
  }

  /// A tenant with its workloads.
  public struct TenantShare: Sendable, Hashable {
    public var tenant: String
    public var workloads: [Served]
    /// Sum over workloads of v * served / sum of v * asked, v the USD per unit of the workload, since work of different
    /// kinds cannot be added; the share itself for a tenant with one workload; nil if no workload has a value.
    public var share: Double?
    /// GPUs at work, most in any slice.
    public var peakGPUs: Double
  }

  /// A site at its peak and over the horizon.
  public struct SiteUse: Sendable, Hashable {
    public var site: String
    /// GPUs at work, most in any slice.
    public var peakGPUs: Double
    /// Most in any slice, each for itself.
    public var itMW, facilityMW, provisionedMW: Double
    public var energyMWh, waterM3, carbonTonnes, localAirTonnes: Double
  }

  /// USD as paid on the base path, undiscounted, earnings first.
  public var money: [Amount]
  /// USD expected over all paths, discounted: sum of probability * discount * usd. In all, the risk facts' expected
  /// value.
  public var expected: [Amount]
  public var tenants: [TenantShare]
  public var sites: [SiteUse]
  /// GPUs at work, most in any slice.
  public var peakGPUs: Double

  /// The totals of a plan; the case gives units, values and discounts.
  public init(plan: Plan, planningCase: PlanningCase) {
    let base = plan.paths.first
    money = PlanTotals.sums((base?.money ?? []).map { ($0.term, $0.usd) })
    expected = PlanTotals.sums(plan.expectedMoney(planningCase))
    tenants = planningCase.tenants.indices.map { PlanTotals.tenant(Ref($0), base, planningCase) }
    sites = planningCase.sites.map { PlanTotals.site($0.id, base) }
    peakGPUs = PlanTotals.peak((base?.allocation ?? []).map { ($0.span, $0.gpus) })
  }

  private static func sums(_ amounts: [(term: String, usd: Double)]) -> [Amount] {
    var sums: [Amount] = []
    var places: [String: Int] = [:]
    for (term, usd) in amounts {
      if let place = places[term] {
        sums[place].usd += usd
      } else {
        places[term] = sums.count
        sums.append(Amount(term: term, usd: usd))
      }
    }
    return sums.enumerated().sorted { (order($0.element.term), $0.offset) < (order($1.element.term), $1.offset) }
      .map(\.element)
  }

  private static func order(_ term: String) -> Int {
    let known = ["value", "lease-payments", "energy", "migration", "shortfall", "floor-penalty"]
    return known.firstIndex(of: term) ?? known.count
  }

  /// Largest sum over rows of the same slice.
  private static func peak(_ amounts: [(span: Span, amount: Double)]) -> Double {
    var sums: [Instant: Double] = [:]
    for (span, amount) in amounts { sums[span.starts, default: 0] += amount }
    return sums.values.max() ?? 0
  }

  private static func site(_ id: String, _ base: PathTables?) -> SiteUse {
    let rows = (base?.sites ?? []).filter { $0.site == id }
    func most(_ value: (SiteRow) -> Double) -> Double { rows.map(value).max() ?? 0 }
    func sum(_ value: (SiteRow) -> Double) -> Double { rows.reduce(0) { $0 + value($1) } }
    return SiteUse(
      site: id, peakGPUs: peak((base?.allocation ?? []).filter { $0.site == id }.map { ($0.span, $0.gpus) }),
      itMW: most(\.itKW) / 1000, facilityMW: most(\.facilityKW) / 1000, provisionedMW: most(\.provisionedKW) / 1000,
      energyMWh: sum(\.energyMWh), waterM3: sum(\.waterM3), carbonTonnes: sum(\.carbonKg) / 1000,
      localAirTonnes: sum(\.localAirKg) / 1000)
  }

  private static func tenant(_ ref: Ref<Tenant>, _ base: PathTables?, _ planningCase: PlanningCase) -> TenantShare {
    let id = planningCase[ref].id
    let workloads = planningCase.workloads.filter { $0.tenant == ref }
    let served = workloads.map { PlanTotals.served($0, base) }
    let weights = workloads.count == 1 ? [1] : workloads.map(\.value.base)
    let asked = zip(weights, served).reduce(0) { $0 + $1.0 * $1.1.asked }
    let share = asked > 0 ? zip(weights, served).reduce(0) { $0 + $1.0 * $1.1.served } / asked : nil
    return TenantShare(
      tenant: id, workloads: served, share: share,
      peakGPUs: peak((base?.allocation ?? []).filter { $0.tenant == id }.map { ($0.span, $0.gpus) }))
  }

  private static func served(_ workload: Workload, _ base: PathTables?) -> Served {
    var served = Served(
      workload: workload.id, kind: workload.kindName, unit: workload.unit, asked: 0, served: 0, short: 0)
    for row in base?.service ?? [] where row.workload == workload.id {
      served.asked += row.meanAsked * row.span.seconds
      served.served += row.served * row.span.seconds
      served.short += row.short * row.span.seconds
    }
    for row in base?.work ?? [] where row.workload == workload.id {
      served.asked += row.workUnits
      served.served += row.doneUnits
      served.short += row.missingUnits
    }
    return served
  }
}

extension Span {
  /// Seconds as they pass.
  var seconds: Double { Double(ends.seconds - starts.seconds) }
}

extension Plan {
  /// Probability that time passes through a day of a path: that it is followed to the end, or left only later.
  func probability(of path: PathTables, on day: Day) -> Double {
    paths.filter { $0.parent == path.path }.reduce(path.probability) { sum, leaving in
      leaving.noticeDay.map { $0 > day ? sum + probability(of: leaving, on: $0) : sum } ?? sum
    }
  }

  /// Every amount of every path times its probability and its period's discount.
  func expectedMoney(_ planningCase: PlanningCase) -> [(term: String, usd: Double)] {
    let indices = Dictionary(planningCase.periods.indices.map { (planningCase.periods[$0].id, $0) }) { first, _ in first
    }
    return paths.flatMap { path in
      path.money.compactMap { row in
        indices[row.period].map { index in
          let weight = probability(of: path, on: planningCase.periods[index].start) * planningCase.discount(index)
          return (row.term, weight * row.usd)
        }
      }
    }
  }
}
