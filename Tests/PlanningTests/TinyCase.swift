import Fleet

@testable import Planning

/// One site, ten owned GPUs of 1 kW that do 1 unit/s each, one tenant, and a service that could use a hundred of them.
///
/// Periods are days. Power is plenty and free, so that nothing but the GPUs limits the service: a GPU at 10 USD per
/// hour earns 240 USD a day, ten of them 2400. What is committed beyond the case is worth what it costs. A test states
/// only in what its case differs.
enum TinyCase {
  static let origin = Origin(file: "tiny.csv", line: 1)
  static let first = Day("2026-07-01")!

  static func days(_ count: Int = 1, from first: Day = TinyCase.first) -> PlanningCase {
    PlanningCase(
      name: "tiny",
      periods: (0..<count).map { Period(id: "day-\($0 + 1)", start: first + $0, end: first + $0 + 1) },
      options: options,
      sites: [site("home")], gpuClasses: [gpuClass("gpu")], leases: [], tranches: [tranche("owned", gpus: 10)],
      tenants: [Tenant(id: "lab", origin: origin)], workloads: [service("chat", demand: 100, usdPerHour: 10)],
      measurements: [rate(1)])
  }

  static var options: PlanOptions {
    var options = PlanOptions()
    options.endValueHaircut = 0
    return options
  }

  static func site(_ id: String) -> Site {
    Site(
      id: id, power: .init(1e6), powerBasis: .it, puePeak: .init(1), pueMean: .init(1), energyPrice: .init(0),
      origin: origin)
  }

  static func gpuClass(_ id: String, unitGPUs: Int = 1) -> GPUClass {
    GPUClass(
      id: id, unitGPUs: unitGPUs, power: 1, idlePower: 0.25, liquidShare: 0, peakTFLOPS: ["bf16": 1000], origin: origin)
  }

  /// A lease over the whole case and a month beyond.
  static func lease(
    _ lessor: String, usdPerHour: Double = 0, takeOrPay: Double = 1, reclaim: ReclaimHolder = .none, noticeDays: Int = 0
  ) -> Lease {
    Lease(
      id: lessor, lessor: lessor, start: Day("2026-06-01")!, end: Day("2026-09-01")!, price: .init(usdPerHour),
      takeOrPayShare: takeOrPay, reclaimHolder: reclaim, noticeDays: noticeDays, origin: origin)
  }

  static func tranche(_ id: String, site: Int = 0, gpuClass: Int = 0, lease: Int? = nil, gpus: Int) -> Tranche {
    tranche(id, site: site, gpuClass: gpuClass, lease: lease, size: .fixed(gpus: gpus))
  }

  static func tranche(
    _ id: String, site: Int = 0, gpuClass: Int = 0, lease: Int? = nil, size: Tranche.Size
  ) -> Tranche {
    Tranche(
      id: id, site: Ref(site), gpuClass: Ref(gpuClass), lease: lease.map { Ref($0) }, size: size, origin: origin)
  }

  /// A value or cost per work unit that comes to so many USD per hour at 1 unit/s.
  static func perHour(_ usd: Double, overrides: [Int: Double] = [:]) -> PeriodValue {
    PeriodValue(usd / 3600, overrides: overrides.mapValues { $0 / 3600 })
  }

  static func service(_ id: String, tenant: Int = 0, demand: Double, usdPerHour: Double) -> Workload {
    workload(id, tenant, .service(Service(demand: .init(repeating: demand, count: 4), loadCurve: .flat)), usdPerHour)
  }

  /// A job of so many hours of 1 unit/s.
  static func job(_ id: String, hours: Double, usdPerHour: Double, gang: Gang? = nil) -> Workload {
    workload(id, 0, .job(Job(work: hours * 3600, gang: gang)), usdPerHour)
  }

  private static func workload(_ id: String, _ tenant: Int, _ kind: Workload.Kind, _ usdPerHour: Double) -> Workload {
    Workload(id: id, tenant: Ref(tenant), kind: kind, model: "model", value: perHour(usdPerHour), origin: origin)
  }

  /// Work units per second of one GPU of a class.
  static func rate(_ unitsPerSecond: Double, gpuClass: Int = 0) -> Measurement {
    Measurement(
      gpuClass: Ref(gpuClass), model: "model", precision: "bf16", gpus: 1, inputTokens: nil, outputTokens: nil,
      unitsPerSecond: unitsPerSecond, source: "tiny", origin: origin)
  }
}

extension PlanningCase {
  /// The site `away` with GPUs of a lessor, `rival`, who may call them back: with no days of notice, on the next day.
  mutating func addRival(gpus: Int, usdPerHour: Double = 0, notice: [Int: Double] = [:]) {
    sites.append(TinyCase.site("away"))
    leases.append(TinyCase.lease("rival", usdPerHour: usdPerHour, reclaim: .owner))
    tranches.append(TinyCase.tranche("rival", site: sites.count - 1, lease: leases.count - 1, gpus: gpus))
    guard !notice.isEmpty else { return }
    reclaimPools = [
      ReclaimPool(id: "rival", leases: [Ref(leases.count - 1)], likelihood: .listed(notice), origin: TinyCase.origin)
    ]
  }

  /// Notice, at the start of day 2, for GPUs that nobody may use: two paths on which everything is the same.
  mutating func addNoticeThatChangesNothing() {
    for index in tenants.indices { tenants[index].sites = Set(sites.indices.map { Ref($0) }) }
    addRival(gpus: 3, notice: [1: 0.25])
  }

  /// Changes the service at a place in the table.
  mutating func changeService(_ index: Int = 0, _ change: (inout Service) -> Void) {
    var service = workloads[index].service!
    change(&service)
    workloads[index].kind = .service(service)
  }
}
