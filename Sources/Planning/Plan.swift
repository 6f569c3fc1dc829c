import Fleet

/// What is known of a plan: proved, found, or neither.
public enum PlanStatus: String, Sendable, CaseIterable {
  /// The certified gap meets the asked one, and the plan passed its own check.
  case optimal
  /// A plan that keeps every rule; how good it is, is not proved to the asked gap.
  case feasible
  case infeasible, unbounded, limit, numerical
}

/// The answer to a case: what runs where, what it earns and costs, what limits it, and how far it is proved.
public struct Plan: Sendable {
  public var caseName: String
  public var status: PlanStatus
  /// USD, maximised: (1 - riskWeight) * expected value - riskWeight * CVaR of cost.
  public var objective: Double
  /// The best bound that branch and cut claims, USD.
  public var boundClaimed: Double?
  /// The weak-duality bound, USD.
  public var boundCertified: Double?
  /// (boundCertified - objective) / max(1, |objective|).
  public var gap: Double?
  public var askedGap: Double
  public var program: ProgramSize
  public var run: RunFacts
  public var risk: RiskFacts
  public var horizon: HorizonFacts
  /// In the order in which they were met.
  public var goals: [GoalFacts] = []
  /// nil for a first plan.
  public var incumbent: IncumbentFacts?
  /// The base path first, then one for each notice.
  public var paths: [PathTables]
  public var rules: [RuleRow]
  public var decisions: [DecisionRow]
  public var rates: [RateRow]
}

public struct ProgramSize: Sendable, Hashable {
  public var rows: Int
  public var columns: Int
  public var integers: Int
  public var nonzeros: Int
}

/// How the plan was found: whatever is the same on every run of the same build and input.
public struct RunFacts: Sendable, Hashable {
  /// GLPK's version; OpenBLAS's configuration is left out, since it names the machine.
  public var glpk: String
  public var openblas: String
  public var seed: Int
  /// The rung of the retry ladder that passed the certificate.
  public var rung: String
  public var iterations: Int
  public var nodes: Int
}

/// What reclaim does to the plan's money, USD, discounted.
public struct RiskFacts: Sendable, Hashable {
  public var riskWeight: Double
  public var riskLevel: Double
  /// Mean value over all paths.
  public var expectedValue: Double
  /// CVaR of cost (minus value) over all paths; nil without reclaim.
  public var cvar: Double?
  /// The optimum of the same case if no notice could be given; nil without reclaim.
  public var valueWithoutReclaim: Double?
  /// Probability of more calls than the paths tell; such futures count as if the calls beyond had not come.
  public var uncovered = 0.0
  /// The path of least value that can happen; nil without reclaim.
  public var worst: WorstPath?
  /// This plan's figures if every hazard were half, and double, of what the case says; nil without reclaim.
  public var hazardHalf, hazardDouble: RiskMeasures?
}

/// The path of least value.
public struct WorstPath: Sendable, Hashable {
  public var path: String
  public var noticeDay: Day?
  public var value: Double
}

/// Mean value and CVaR of cost over all paths, USD, discounted.
public struct RiskMeasures: Sendable, Hashable {
  public var expectedValue: Double
  public var cvar: Double
}

/// Every table of one path. The base path's tables hold all nodes; a notice path's only those from the notice on.
public struct PathTables: Sendable {
  /// `base`, `notice-2026-09`.
  public var path: String
  /// The path that it leaves at its last notice; nil on the base path.
  public var parent: String?
  /// What is called along it: `spacex@2026-09`.
  public var called: [String] = []
  /// Of its last notice.
  public var noticeDay: Day?
  /// First day without the first GPUs to go.
  public var reclaimDay: Day?
  public var probability: Double
  /// Value of the whole path, shared nodes included, USD, discounted.
  public var value: Double
  public var allocation: [AllocationRow] = []
  public var service: [ServiceRow] = []
  public var jobs: [JobRow] = []
  public var work: [WorkRow] = []
  public var sites: [SiteRow] = []
  public var cooling: [CoolingRow] = []
  public var leases: [LeaseRow] = []
  public var money: [MoneyRow] = []
  /// What the path decides itself of leases and fallbacks.
  public var decisions: [DecisionRow] = []
}

extension PathTables {
  /// The most GPUs held of a tranche in any of the path's own slices.
  public func mostHeld(of tranche: String) -> Double {
    leases.reduce(0) { $1.tranche == tranche ? max($0, $1.held) : $0 }
  }

  /// GPUs held of all tranches of a lease at a moment.
  func held(underLease lease: String, at moment: Instant) -> Double {
    leases.reduce(0) { $1.lease == lease && $1.span.starts <= moment && moment < $1.span.ends ? $0 + $1.held : $0 }
  }

  /// GPUs at work for some workloads at a moment.
  func gpus(of workloads: Set<String>, at moment: Instant) -> Double {
    allocation.reduce(0) { sum, row in
      let isThen = row.span.starts <= moment && moment < row.span.ends
      return isThen && workloads.contains(row.workload) ? sum + row.gpus : sum
    }
  }

  /// USD that the path books for floors missed, as paid: no money that changes hands.
  public var floorPenalty: Double {
    -money.reduce(0) { $1.term == CostTermName.floorPenalty.rawValue ? $0 + $1.usd : $0 }
  }
}

/// The slice that a row speaks of.
public struct Span: Sendable, Hashable {
  public var period: String
  public var starts: Instant
  public var ends: Instant
}

/// GPUs of a tranche at work for a workload throughout a slice.
public struct AllocationRow: Sendable, Hashable {
  public var span: Span
  public var tenant, workload, site, gpuClass, tranche, operatingPoint: String
  public var gpus: Double
  /// Capacity: rate * gpus for a service or a free job; for a gang its pace shared out by effective GPUs.
  public var unitsPerS: Double
  /// Mean work done: what of the capacity is used; equal to `unitsPerS` for a gang.
  public var meanUnitsPerS: Double
  /// Peak IT kW: kW per GPU * gpus.
  public var itKW: Double
}

/// A service throughout a slice, in work units per second.
public struct ServiceRow: Sendable, Hashable {
  public var span: Span
  public var tenant, workload: String
  /// Demand at the planning quantile.
  public var asked: Double
  /// Mean demand.
  public var meanAsked: Double
  /// Sum of rate * gpus.
  public var capacity: Double
  /// Mean served.
  public var served: Double
  /// Mean demand not served.
  public var short: Double
}

/// A job throughout a slice in which it runs.
public struct JobRow: Sendable, Hashable {
  public var span: Span
  public var tenant, workload: String
  /// Where a gang runs and the slowest class that it may run on there; empty for a job that is no gang.
  public var site, slowestClass: String
  /// At which its slowest class runs there; empty likewise.
  public var operatingPoint: String
  public var gpus: Double
  /// n, the argument of r * n^b; equal to `gpus` for a job that is no gang.
  public var effectiveGPUs: Double
  public var unitsPerS: Double
  /// Work done in the slice: 3600 * H * unitsPerS.
  public var units: Double
}

/// A job over a whole path.
public struct WorkRow: Sendable, Hashable {
  public var tenant, workload: String
  public var workUnits, doneUnits, missingUnits: Double
}

/// A site throughout a slice.
public struct SiteRow: Sendable, Hashable {
  public var span: Span
  public var site: String
  /// Peak IT kW and, times the peak PUE, peak facility kW.
  public var itKW, facilityKW: Double
  /// The site's power limit on its own basis: steps and modules counted, less what is held back or out.
  public var limitKW: Double
  public var airKW, liquidKW: Double
  /// What the loops carry; nil for no limit.
  public var airLimitKW, liquidLimitKW: Double?
  /// Over the slice, at mean load and mean PUE.
  public var waterM3, energyMWh, carbonKg: Double
  /// What is let out into the site's own air over the slice.
  public var localAirKg: Double
  /// What the GPUs that are there take, at work or not.
  public var racks, floorM2: Double
  /// What an outside estimate would provision for the GPUs at work, utility kW; never a limit.
  public var provisionedKW: Double
}

/// A cooling mode of a site throughout a slice.
public struct CoolingRow: Sendable, Hashable {
  public var span: Span
  /// The loop is empty where heat is not told apart by loop.
  public var site, mode, loop: String
  /// IT kW that it cools, at peak load and at mean load.
  public var peakKW, meanKW: Double
}

/// A tranche throughout a slice.
public struct LeaseRow: Sendable, Hashable {
  public var span: Span
  /// Empty for owned GPUs.
  public var lease: String
  public var tranche: String
  /// GPUs that are there, and GPUs at work.
  public var held, used: Double
  public var paidUSD: Double
  /// `ahead`, `ramp`, `held`, `notice` (by the lessor, and given), `reclaimed`, `left`, `ended`; of a fallback `ordered`
  /// or `open`.
  public var state: String
}

/// Money of a path in a period by cost term, USD as paid, undiscounted: earnings positive, costs negative.
public struct MoneyRow: Sendable, Hashable {
  public var period: String
  /// Empty where a term belongs to no one tenant, or no one site.
  public var tenant, site, term: String
  public var usd: Double
}

/// A limit that the plan keeps, how much of it is used, and what one more unit of it is worth.
public struct RuleRow: Sendable, Hashable {
  public var rule, key, path, unit: String
  public var limit, use, slack: Double
  /// The dual, USD of objective per unit of the limit: at least the price of one unit more, at most that of one unit
  /// fewer; nil where the rule does not bind.
  public var dual: Double?
  /// The dual where the goals before the value are free to move with the limit, by the chain rule; nil where it is 0.
  public var priceTotal: Double?
  /// USD of objective for one unit more (up) and one unit fewer (down), signed as the change of the objective
  /// per unit of increase of the limit; nil where that side is not known.
  public var priceUp, priceDown: Double?
  /// The limit up to which the price holds; nil where not known.
  public var upUntil, downUntil: Double?
  /// `exact`, `fixed_integers`, `one_sided`; `slack` where the rule does not bind.
  public var kind: String
  /// What the price means, in a sentence; empty where the rule does not bind.
  public var meaning: String
  /// Index of the row in the programme.
  public var row: Int
  /// Whether the case gives the limit; a limit that the plan decides (units signed, capacity placed) is nobody's to ask for.
  public var isGiven = true
}

/// Something to decide, how much, and by when.
public struct DecisionRow: Sendable, Hashable {
  public var decision, subject, period: String
  public var amount: Double
  public var unit: String
  public var lastDate: Day
  /// When GPUs arrive, are first on standby, go, or stay on; nil for signings.
  public var takesEffect: Instant?
}

/// The rate that a plan counted on.
public struct RateRow: Sendable, Hashable {
  public var workload, gpuClass, operatingPoint: String
  public var unitsPerSPerGPU, low, high: Double
  public var origin, source: String
}
