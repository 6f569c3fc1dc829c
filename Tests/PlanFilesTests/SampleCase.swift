import Fleet

/// A fleet of three sites and three tenants through eighteen months; one lease ends after six, or earlier by notice.
enum SampleCase {
  static let origin = Origin(file: "case.yaml", line: 1)

  static func make(periods: Int = 18, reclaim: Bool = true) -> PlanningCase {
    let first = Day("2026-07-01")!
    return PlanningCase(
      name: "colossus-1",
      periods: (0..<periods).map { index in
        let start = first.firstOfMonth(adding: index)
        return Period(
          id: String(start.description.prefix(7)), start: start, end: first.firstOfMonth(adding: index + 1))
      },
      discountRate: 0.08, options: options, sites: sites, gpuClasses: classes, leases: leases, tranches: tranches,
      tenants: [
        Tenant(id: "anthropic", origin: origin), Tenant(id: "cursor", origin: origin),
        Tenant(id: "research-institute-of-tennessee", origin: origin),
      ],
      workloads: workloads(periods),
      reclaimPools: reclaim
        ? [ReclaimPool(id: "spacex", leases: [Ref(0)], likelihood: .hazardPerMonth(0.04), origin: origin)] : [])
  }

  private static var options: PlanOptions {
    var options = PlanOptions()
    options.riskWeight = 0.2
    return options
  }

  private static let sites = [
    site("colossus-1", 300_000, .it, 1.24, air: 320_000), site("aws-us-east-1", 60_000, .utility, 1.2, air: nil),
    site("own-reno", 12_000, .utility, 1.35, air: nil),
  ]

  private static func site(_ id: String, _ power: Double, _ basis: PowerBasis, _ pue: Double, air: Double?) -> Site {
    Site(
      id: id, power: .init(power), powerBasis: basis, puePeak: .init(pue), pueMean: .init(pue - 0.08), wue: .init(0.4),
      airLimit: air.map { .init($0) }, energyPrice: .init(62), carbonIntensity: .init(380), origin: origin)
  }

  private static let classes = [
    gpuClass("h100-sxm", 8, 1.275, 0, 1.73), gpuClass("h200-sxm", 8, 1.275, 0, 1.73),
    gpuClass("gb200-nvl72", 72, 132.0 / 72, 0.85, 2.1),
  ]

  private static func gpuClass(
    _ id: String, _ unit: Int, _ power: Double, _ liquid: Double, _ allIn: Double
  ) -> GPUClass {
    GPUClass(
      id: id, unitGPUs: unit, power: power, idlePower: 0.3 * power, liquidShare: liquid, allInPower: allIn,
      origin: origin)
  }

  private static let leases = [
    lease("colossus-1", "spacex", "2027-01-01", 2.2, .owner, 90),
    lease("aws-reserved", "aws", "2028-01-01", 2.6, .none, 0),
    lease("aws-on-demand", "aws", "2028-01-01", 4.9, .none, 0),
  ]

  private static func lease(
    _ id: String, _ lessor: String, _ end: String, _ price: Double, _ holder: ReclaimHolder, _ notice: Int
  ) -> Lease {
    Lease(
      id: id, lessor: lessor, start: Day("2026-07-01")!, end: Day(end)!, price: .init(price),
      takeOrPayShare: id == "aws-on-demand" ? 0 : 1, reclaimHolder: holder, noticeDays: notice, origin: origin)
  }

  private static let tranches = [
    tranche("colossus-1-h100", 0, 0, 0, 150_000), tranche("colossus-1-h200", 0, 1, 0, 50_000),
    tranche("colossus-1-gb200", 0, 2, 0, 277 * 72, ramp: 42), tranche("aws-h100-reserved", 1, 0, 1, 24_000),
    tranche("aws-h200-on-demand", 1, 1, 2, 8_000), tranche("own-h100", 2, 0, nil, 6_400),
  ]

  private static func tranche(
    _ id: String, _ site: Int, _ gpuClass: Int, _ lease: Int?, _ gpus: Int, ramp: Int = 0
  ) -> Tranche {
    Tranche(
      id: id, site: Ref(site), gpuClass: Ref(gpuClass), lease: lease.map { Ref($0) }, size: .fixed(gpus: gpus),
      rampDays: ramp, origin: origin)
  }

  private static func workloads(_ periods: Int) -> [Workload] {
    [
      service("claude-inference", 0, demand: (0..<periods).map { 9.2e8 * (1 + 0.03 * Double($0)) }, value: 3.6e-7),
      Workload(
        id: "claude-batch", tenant: Ref(0), kind: .job(Job(work: 1.1e16, deadline: Day("2027-07-01")!)),
        model: "large", value: .init(1.2e-7), origin: origin),
      service("tab-completion-and-agents", 1, demand: (0..<periods).map { _ in 6.5e7 }, value: 4.1e-7),
      Workload(
        id: "weather-ensemble", tenant: Ref(2), kind: .job(Job(work: 5.3e6 * Double(periods))), model: "hpc",
        unit: "GPU-hour",
        value: .init(3.4), origin: origin),
    ]
  }

  private static func service(_ id: String, _ tenant: Int, demand: [Double], value: Double) -> Workload {
    let curve = LoadCurve(id: "daily", quantiles: [(0.25, 0.45), (0.5, 0.7), (0.75, 0.85), (1, 1)])
    return Workload(
      id: id, tenant: Ref(tenant), kind: .service(Service(demand: demand, loadCurve: curve, minShare: .init(0.5))),
      model: "large", value: .init(value), shortfallCost: .init(1e-8), origin: origin)
  }
}
