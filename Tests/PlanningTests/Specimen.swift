import Fleet

/// A small case in which every rule writes at least one row, built by hand so that its golden rows stay readable.
enum Specimen {
  private static let origin = Origin(file: "specimen", line: 1)

  static var `case`: PlanningCase {
    var options = PlanOptions()
    options.riskWeight = 0.25
    options.riskLevel = 0.8
    options.yearlyBudget = 3_000_000
    options.changeLimit = 500
    let starts = (0...2).map { Day("2026-07-01")!.firstOfMonth(adding: $0) }
    var planningCase = PlanningCase(
      name: "specimen",
      periods: [
        Period(id: "2026-07", start: starts[0], end: starts[1]),
        Period(id: "2026-08", start: starts[1], end: starts[2]),
      ],
      discountRate: 0.08, options: options, sites: sites, gpuClasses: classes, leases: leases, tranches: tranches,
      tenants: tenants, workloads: workloads,
      reclaimPools: [ReclaimPool(id: "rival", leases: [Ref(0)], likelihood: .hazardPerMonth(0.1), origin: origin)],
      fallbacks: fallbacks, measurements: measurements)
    planningCase.incumbent = incumbent(starts[0], Instant(starts[0])..<Instant(starts[1]))
    addLimits(to: &planningCase)
    return planningCase
  }

  /// A plan of the first month alone, with more GPUs of the rival's than there are any more.
  private static func incumbent(_ today: Day, _ slice: Range<Instant>) -> Incumbent {
    func use(_ tranche: String, _ site: String, _ gpuClass: String, _ gpus: Double) -> Incumbent.Use {
      Incumbent.Use(
        starts: slice.lowerBound, ends: slice.upperBound, workload: "answers", site: site, gpuClass: gpuClass,
        tranche: tranche, operatingPoint: "full", gpus: gpus, meanUnitsPerS: 0)
    }
    return Incumbent(
      caseName: "specimen", objective: 0, today: today, slices: [slice],
      uses: [use("own-node", "home", "node", 64), use("rival-rack", "rented", "rack", 300)], jobs: [], choices: [])
  }

  static var sites: [Site] {
    [
      Site(
        id: "home", power: .init(900), powerBasis: .utility, puePeak: .init(1.25, overrides: [1: 1.3]),
        pueMean: .init(1.1),
        airLimit: .init(600), energyPrice: .init(80), origin: origin),
      Site(
        id: "rented", power: .init(1200), powerBasis: .it, puePeak: .init(1.2), pueMean: .init(1.1),
        airLimit: .init(500),
        liquidLimit: .init(400), energyPrice: .init(60), origin: origin),
      lake,
    ]
  }

  static var classes: [GPUClass] {
    [
      GPUClass(
        id: "node", unitGPUs: 8, power: 1.25, idlePower: 0.25, liquidShare: 0, peakTFLOPS: ["bf16": 1000],
        origin: origin),
      GPUClass(
        id: "rack", unitGPUs: 72, power: 1.75, idlePower: 0.5, liquidShare: 0.75, peakTFLOPS: ["bf16": 2500],
        origin: origin),
    ]
  }

  static var leases: [Lease] {
    [
      Lease(
        id: "rival", lessor: "rival", start: Day("2026-07-01")!, end: Day("2026-09-01")!, price: .init(3),
        takeOrPayShare: 1,
        reclaimHolder: .both, noticeDays: 20, exit: ExitRight(noticeDays: 10, fee: 1000), origin: origin),
      Lease(
        id: "cloud", lessor: "cloud", start: Day("2026-07-01")!, end: Day("2026-08-16")!, price: .init(4),
        takeOrPayShare: 0,
        reclaimHolder: .none, noticeDays: 0,
        renewal: Renewal(months: 5, price: .init(4.5), decideBy: Day("2026-07-16")!), origin: origin),
      Lease(
        id: "newcloud", lessor: "cloud", start: Day("2026-08-01")!, end: Day("2027-01-01")!, price: .init(2.5),
        takeOrPayShare: 0.9, reclaimHolder: .none, noticeDays: 0, origin: origin),
      Lease(
        id: "guest", lessor: "us", lessee: "guest", start: Day("2026-07-01")!, end: Day("2026-09-01")!, price: .init(2),
        takeOrPayShare: 1, reclaimHolder: .owner, noticeDays: 20, exit: ExitRight(noticeDays: 20), origin: origin),
    ].map { lease in
      var lease = lease
      lease.window = .month
      return lease
    }
  }

  static var tranches: [Tranche] {
    [
      Tranche(id: "cloud-node", site: Ref(1), gpuClass: Ref(0), lease: Ref(1), size: .fixed(gpus: 80), origin: origin),
      Tranche(
        id: "newcloud-rack", site: Ref(1), gpuClass: Ref(1), lease: Ref(2), size: .optional(minUnits: 0, maxUnits: 2),
        leadDays: 30, origin: origin),
      Tranche(
        id: "own-new", site: Ref(0), gpuClass: Ref(0), lease: nil, size: .optional(minUnits: 0, maxUnits: 4),
        leadDays: 31, capital: Capital(perGPU: 20_000, once: 100_000, lifeMonths: 48), origin: origin),
      Tranche(id: "own-node", site: Ref(0), gpuClass: Ref(0), lease: nil, size: .fixed(gpus: 640), origin: origin),
      Tranche(id: "rival-rack", site: Ref(1), gpuClass: Ref(1), lease: Ref(0), size: .fixed(gpus: 288), origin: origin),
      lakeRacks,
    ]
  }

  static var fallbacks: [Fallback] {
    [
      Fallback(
        id: "block", supplier: "cloud", site: Ref(1), gpuClass: Ref(0), kind: .firm, leadDays: 31, minMonths: 1,
        price: .init(5), capGPUs: 16, origin: origin),
      Fallback(
        id: "spare", supplier: "second", site: Ref(1), gpuClass: Ref(0), kind: .standby, leadDays: 10, price: .init(6),
        premium: .init(0.5), capGPUs: 24, origin: origin),
    ]
  }

  static var tenants: [Tenant] {
    [
      Tenant(id: "chat", capGPUs: .init(700), supplierShare: .init(0.5), origin: origin),
      Tenant(id: "lab", floorGPUs: .init(80), origin: origin),
      Tenant(id: "guest", origin: origin),
    ]
  }

  private static var gang: Gang {
    var gang = Gang(minGPUs: 72, maxGPUs: 288, classRule: .mixed, mixedPenalty: 0.5, scalingExponent: 0.9)
    gang.pauseCost = 2000
    return gang
  }

  static var workloads: [Workload] {
    [
      Workload(
        id: "answers", tenant: Ref(0),
        kind: .service(
          Service(
            demand: [500_000, 600_000], loadCurve: LoadCurve(id: "day", quantiles: [(0.5, 0.6), (1, 1)]),
            minShare: .init(0.5), coverShare: .init(0.4))),
        model: "small", value: .init(3e-6), shortfallCost: .init(1e-6), migrationCost: 5, origin: origin),
      Workload(
        id: "evaluation", tenant: Ref(1), kind: .job(Job(work: 2e11, deadline: Day("2026-08-16"))), model: "small",
        value: .init(8e-7), shortfallCost: .init(2e-7), origin: origin),
      Workload(
        id: "guest", tenant: Ref(2), kind: .letting(Letting(lease: Ref(3), minGPUs: 0, maxGPUs: 64)), model: "",
        gpuClasses: [Ref(0)], sites: [Ref(0)], value: .init(0), origin: origin),
      Workload(
        id: "training", tenant: Ref(1),
        kind: .job(
          Job(
            work: 5e11,
            gang: gang)),
        model: "large", value: .init(1.5e-6), shortfallCost: .init(5e-7), migrationCost: 10, wholeUnits: true,
        origin: origin),
    ]
  }

  static var measurements: [Measurement] {
    func row(_ gpuClass: Int, _ model: String, _ gpus: Int, _ units: Double) -> Measurement {
      Measurement(
        gpuClass: Ref(gpuClass), model: model, precision: "bf16", gpus: gpus, inputTokens: nil, outputTokens: nil,
        unitsPerSecond: units, source: "specimen", origin: origin)
    }
    return [row(0, "small", 8, 8000), row(1, "small", 72, 216_000), row(0, "large", 1, 500), row(1, "large", 1, 1250)]
  }
}
