/// A user of the fleet with floors, caps and a rank of its own.
public struct Tenant: Sendable {
  public var id: String
  public var priority: Int
  /// GPUs that the tenant must have throughout; nil for none.
  public var floorGPUs: PeriodValue?
  /// GPUs that the tenant may have at most; nil for no cap.
  public var capGPUs: PeriodValue?
  /// Largest share of the tenant's GPUs that may come from one lessor, 0 to 1; nil for no limit.
  public var supplierShare: PeriodValue?
  /// Largest share of the tenant's GPUs that may be at one site, 0 to 1; nil for no limit.
  public var siteShare: PeriodValue?
  /// Most USD that the tenant's GPU-hours and energy cost in a fiscal year; nil for no limit.
  public var budget: Double?
  /// Sites where the tenant may run; nil for every site.
  public var sites: Set<Ref<Site>>?
  public var origin: Origin

  public init(
    id: String, priority: Int = 1, floorGPUs: PeriodValue? = nil, capGPUs: PeriodValue? = nil,
    supplierShare: PeriodValue? = nil, sites: Set<Ref<Site>>? = nil, origin: Origin
  ) {
    self.id = id
    self.priority = priority
    self.floorGPUs = floorGPUs
    self.capGPUs = capGPUs
    self.supplierShare = supplierShare
    self.sites = sites
    self.origin = origin
  }
}

/// How often a service runs at which share of its peak: a stair of levels with the share of time at each.
public struct LoadCurve: Hashable, Sendable {
  public struct Level: Hashable, Sendable {
    /// Share of the peak, 0 to 1.
    public var shareOfPeak: Double
    /// Share of the time at this level.
    public var weight: Double
    public init(shareOfPeak: Double, weight: Double) {
      self.shareOfPeak = shareOfPeak
      self.weight = weight
    }
  }

  public var id: String
  /// In rising order of share; weights sum to 1.
  public var levels: [Level]

  /// The curve through rising quantiles: between two of them the load counts as the upper one.
  ///
  /// Time beyond the last quantile runs at the peak. The stair never understates the load.
  public init(id: String, quantiles: [(quantile: Double, shareOfPeak: Double)]) {
    var levels: [Level] = []
    var reached = 0.0
    for point in quantiles where point.quantile > reached {
      levels.append(Level(shareOfPeak: point.shareOfPeak, weight: point.quantile - reached))
      reached = point.quantile
    }
    if reached < 1 { levels.append(Level(shareOfPeak: 1, weight: 1 - reached)) }
    self.id = id
    self.levels = levels
  }

  /// A load that never moves.
  public static let flat = LoadCurve(id: "flat", quantiles: [(1, 1)])

  /// Mean load as a share of the peak.
  public var mean: Double { levels.reduce(0) { $0 + $1.weight * $1.shareOfPeak } }

  /// Mean served, as a share of the peak, by a capacity of `share` of the peak: E[min(load, share)].
  public func served(capacity share: Double) -> Double {
    levels.reduce(0) { $0 + $1.weight * min($1.shareOfPeak, share) }
  }

  /// The lines whose lower envelope is ``served(capacity:)``: served <= slope * capacity + offset, in shares of the peak.
  ///
  /// Slopes fall from 1 to 0; the last line (slope 0) is the mean load.
  public var segments: [(slope: Double, offset: Double)] {
    var lines: [(slope: Double, offset: Double)] = [(1, 0)]
    var offset = 0.0
    for (index, level) in levels.enumerated() {
      offset += level.weight * level.shareOfPeak
      let above = levels[(index + 1)...].reduce(0) { $0 + $1.weight }
      lines.append((above, offset))
    }
    return lines
  }
}

/// Whether one gang may run on several GPU classes at once.
public enum ClassRule: String, Sendable, CaseIterable {
  /// One class at a time.
  case single
  /// Several classes at once, at the pace of the slowest as ``Gang/mixedPenalty`` says.
  case mixed
}

/// A job that must run on many GPUs at once: its least and greatest size and how its pace grows.
public struct Gang: Hashable, Sendable {
  public var minGPUs: Int
  public var maxGPUs: Int
  public var classRule: ClassRule
  /// 0: every class at its own pace; 1: all at the pace of the slowest.
  public var mixedPenalty: Double
  /// b in pace = r * n^b, in (0, 1].
  public var scalingExponent: Double
  /// USD each time it runs again after a pause.
  public var pauseCost = 0.0

  public init(
    minGPUs: Int, maxGPUs: Int, classRule: ClassRule, mixedPenalty: Double = 1, scalingExponent: Double = 1
  ) {
    self.minGPUs = minGPUs
    self.maxGPUs = maxGPUs
    self.classRule = classRule
    self.mixedPenalty = mixedPenalty
    self.scalingExponent = scalingExponent
  }
}

/// How a plan shows that a share of a service outlasts reclaim.
public struct Cover: Hashable, Sendable {
  public enum Proof: String, Sendable, CaseIterable {
    /// By the GPUs at work, whatever is called leaves enough of them: no re-allocation and no order is counted on.
    case allocation
    /// By what can be done from the notice on.
    case recourse
  }

  public var proof: Proof
  /// Calls at a time that it outlasts.
  public var calls: Int

  public init(_ proof: Proof = .allocation, calls: Int = 1) {
    self.proof = proof
    self.calls = calls
  }
}

/// Demand that comes by the second and is served or lost.
public struct Service: Sendable {
  /// Work units per second at the planning quantile, by period.
  public var demand: [Double]
  public var loadCurve: LoadCurve
  /// Least share of the demand that capacity must cover; hard on the base path. nil for none.
  public var minShare: PeriodValue?
  /// Share of the demand that must still be covered after reclaim; nil for none.
  public var coverShare: PeriodValue?
  /// How that cover is to be shown.
  public var cover: Cover
  /// What is left of the sum of its classes' rates where several classes may serve it, in (0, 1].
  public var mixEfficiency: Double

  public init(
    demand: [Double], loadCurve: LoadCurve, minShare: PeriodValue? = nil, coverShare: PeriodValue? = nil,
    cover: Cover = .init(), mixEfficiency: Double = 1
  ) {
    self.demand = demand
    self.loadCurve = loadCurve
    self.minShare = minShare
    self.coverShare = coverShare
    self.cover = cover
    self.mixEfficiency = mixEfficiency
  }
}

/// What work costs that is done after its deadline.
public struct Lateness: Hashable, Sendable {
  /// USD per work unit and day after the deadline.
  public var cost: Double
  /// First day on which the job may no longer run; nil for the end of the case.
  public var latest: Day?

  public init(cost: Double, latest: Day? = nil) {
    self.cost = cost
    self.latest = latest
  }
}

/// An amount of work with a release and a deadline.
public struct Job: Sendable {
  /// Work units in all.
  public var work: Double
  /// First day on which it may run; nil for the start of the case.
  public var release: Day?
  /// The day by which it is due; nil for the end of the case.
  public var deadline: Day?
  /// nil for a deadline after which nothing is done.
  public var lateness: Lateness?
  /// nil for work that any number of GPUs shares freely.
  public var gang: Gang?

  /// First day on which it may no longer run; nil for the end of the case.
  public var latest: Day? { lateness == nil ? deadline : lateness!.latest }

  public init(work: Double, release: Day? = nil, deadline: Day? = nil, gang: Gang? = nil) {
    self.work = work
    self.release = release
    self.deadline = deadline
    self.gang = gang
  }
}

/// GPUs of ours that another party leases: set aside for it, used by it, paid for by it.
public struct Letting: Hashable, Sendable {
  /// The lease under which they are let; the lessor is us.
  public var lease: Ref<Lease>
  /// The fewest and the most GPUs to let, in whole units.
  public var minGPUs, maxGPUs: Int

  public init(lease: Ref<Lease>, minGPUs: Int, maxGPUs: Int) {
    self.lease = lease
    self.minGPUs = minGPUs
    self.maxGPUs = maxGPUs
  }
}

/// What a tenant wants done: a service that runs, a job that ends, or GPUs to have for a term.
public struct Workload: Sendable {
  public enum Kind: Sendable {
    case service(Service)
    case job(Job)
    case letting(Letting)
  }

  public var id: String
  public var tenant: Ref<Tenant>
  public var kind: Kind
  /// The model whose measurements give the rates; empty for work that is counted in GPU-hours.
  public var model: String
  /// `bf16`, `fp8`, `fp4`; nil for the best that a class has.
  public var precision: String?
  /// The name of one work unit: token, sample.
  public var unit: String
  public var inputTokens: Double?
  public var outputTokens: Double?
  /// Classes on which it may run; nil for every class.
  public var gpuClasses: Set<Ref<GPUClass>>?
  /// Sites where it may run; nil for every site of the tenant.
  public var sites: Set<Ref<Site>>?
  /// USD earned per work unit served or done.
  public var value: PeriodValue
  /// USD lost per work unit asked and not served, or missing at the deadline.
  public var shortfallCost: PeriodValue
  /// USD per GPU that arrives at a pool.
  public var migrationCost: Double
  /// Whether its GPUs come in whole units of their class only.
  public var wholeUnits: Bool
  public var origin: Origin

  public init(
    id: String, tenant: Ref<Tenant>, kind: Kind, model: String, precision: String? = nil, unit: String = "token",
    inputTokens: Double? = nil, outputTokens: Double? = nil, gpuClasses: Set<Ref<GPUClass>>? = nil,
    sites: Set<Ref<Site>>? = nil, value: PeriodValue, shortfallCost: PeriodValue = .init(0),
    migrationCost: Double = 0, wholeUnits: Bool = false, origin: Origin
  ) {
    self.id = id
    self.tenant = tenant
    self.kind = kind
    self.model = model
    self.precision = precision
    self.unit = unit
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
    self.gpuClasses = gpuClasses
    self.sites = sites
    self.value = value
    self.shortfallCost = shortfallCost
    self.migrationCost = migrationCost
    self.wholeUnits = wholeUnits
    self.origin = origin
  }

  /// As the column `kind` names it.
  public var kindName: String {
    switch kind {
    case .service: "service"
    case .job: "job"
    case .letting: "letting"
    }
  }
  public var service: Service? { if case .service(let service) = kind { service } else { nil } }
  public var job: Job? { if case .job(let job) = kind { job } else { nil } }
  public var letting: Letting? { if case .letting(let letting) = kind { letting } else { nil } }
  public var gang: Gang? { job?.gang }
  /// Whether its work is counted in the hours of the GPUs themselves, whatever they are.
  public var isInGPUHours: Bool { letting == nil && model.isEmpty }
  /// Whether its GPUs draw their peak whatever they do.
  public var drawsItsPeak: Bool { gang != nil || letting != nil }
}

/// A measured rate: so many work units per second on so many GPUs.
public struct Measurement: Sendable {
  public var gpuClass: Ref<GPUClass>
  public var model: String
  public var precision: String?
  /// GPUs in the measured system.
  public var gpus: Int
  public var inputTokens: Double?
  public var outputTokens: Double?
  /// Of the whole system.
  public var unitsPerSecond: Double
  public var softwareDate: String?
  public var powerCapWatts: Double?
  public var source: String
  public var origin: Origin

  public init(
    gpuClass: Ref<GPUClass>, model: String, precision: String?, gpus: Int, inputTokens: Double?, outputTokens: Double?,
    unitsPerSecond: Double, softwareDate: String? = nil, powerCapWatts: Double? = nil, source: String, origin: Origin
  ) {
    self.gpuClass = gpuClass
    self.model = model
    self.precision = precision
    self.gpus = gpus
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
    self.unitsPerSecond = unitsPerSecond
    self.softwareDate = softwareDate
    self.powerCapWatts = powerCapWatts
    self.source = source
    self.origin = origin
  }
}

/// What the throughput model must know of a model: its size and the memory that a token holds.
public struct ServedModel: Sendable {
  public var id: String
  /// Parameters in all, in units of 10^9.
  public var parameters: Double
  /// Parameters that one token uses, in units of 10^9.
  public var activeParameters: Double
  /// Bytes of key-value cache of one token at two bytes a number.
  public var cacheBytesPerToken: Double
  public var origin: Origin

  public init(
    id: String, parameters: Double, activeParameters: Double, cacheBytesPerToken: Double, origin: Origin
  ) {
    self.id = id
    self.parameters = parameters
    self.activeParameters = activeParameters
    self.cacheBytesPerToken = cacheBytesPerToken
    self.origin = origin
  }
}
