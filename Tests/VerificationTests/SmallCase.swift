import Fleet

/// Two sites, two classes, a lease with ten days' notice, a ramp and a lot to sign; a service, a gang and a free job.
func smallCase() -> PlanningCase {
  let origin = Origin(file: "case.yaml", line: 1)
  func day(_ text: String) -> Day { Day(text)! }
  var north = Site(
    id: "north", power: .init(1000), powerBasis: .it, puePeak: .init(1.3), pueMean: .init(1.2), wue: .init(0.5),
    airLimit: .init(900), liquidLimit: .init(400), energyPrice: .init(50), carbonIntensity: .init(300), origin: origin)
  let south = Site(
    id: "south", timeZone: .init(identifier: "America/Chicago")!, power: .init(800), powerBasis: .utility,
    puePeak: .init(1.25), pueMean: .init(1.1), energyPrice: .init(40, overrides: [1: 60]), origin: origin)
  north.localAir.intensity = .init(0.5)
  var h100 = GPUClass(
    id: "h100", unitGPUs: 8, power: 1, idlePower: 0.25, liquidShare: 0, allInPower: 1.7, origin: origin)
  (h100.gpusPerRack, h100.rackArea) = (32, 3)
  let gb = GPUClass(id: "gb", unitGPUs: 4, power: 2, idlePower: 0.5, liquidShare: 0.75, origin: origin)
  let reclaimed = Lease(
    id: "north-lease", lessor: "acme", start: day("2026-06-01"), end: day("2026-08-21"), price: .init(2),
    takeOrPayShare: 0.5, reclaimHolder: .owner, noticeDays: 10, origin: origin)
  let reserved = Lease(
    id: "south-lease", lessor: "beta", start: day("2026-01-01"), end: day("2027-01-01"), price: .init(3),
    takeOrPayShare: 1, reclaimHolder: .none, noticeDays: 0, origin: origin)
  let tranches = [
    Tranche(
      id: "north-h100", site: Ref(0), gpuClass: Ref(0), lease: Ref(0), size: .fixed(gpus: 400), origin: origin),
    Tranche(id: "own-gb", site: Ref(0), gpuClass: Ref(1), lease: nil, size: .fixed(gpus: 100), origin: origin),
    Tranche(
      id: "south-h100", site: Ref(1), gpuClass: Ref(0), lease: Ref(1), size: .optional(minUnits: 0, maxUnits: 30),
      leadDays: 14, origin: origin),
    Tranche(
      id: "south-ramp", site: Ref(1), gpuClass: Ref(0), lease: nil, size: .fixed(gpus: 80),
      availableFrom: day("2026-07-08"), rampDays: 14, origin: origin),
  ]
  let tenants = [
    Tenant(
      id: "alpha", floorGPUs: .init(100), capGPUs: .init(500), supplierShare: .init(0.9), origin: origin),
    Tenant(id: "omega", sites: [Ref(0)], origin: origin),
  ]
  let chat = Workload(
    id: "chat", tenant: Ref(0),
    kind: .service(
      Service(
        demand: [30_000, 32_000], loadCurve: LoadCurve(id: "day", quantiles: [(0.5, 0.5), (1, 1)]),
        minShare: .init(0.8), coverShare: .init(0.3))),
    model: "large", value: .init(1e-5), shortfallCost: .init(2e-6), migrationCost: 5, wholeUnits: true, origin: origin)
  let train = Workload(
    id: "train", tenant: Ref(1),
    kind: .job(
      Job(
        work: 6e9, deadline: day("2026-08-21"),
        gang: Gang(minGPUs: 40, maxGPUs: 200, classRule: .mixed, mixedPenalty: 0.5, scalingExponent: 0.9))),
    model: "large", unit: "sample", value: .init(1e-4), shortfallCost: .init(1e-5), migrationCost: 7, origin: origin)
  let batch = Workload(
    id: "batch", tenant: Ref(0), kind: .job(Job(work: 1.5e9, release: day("2026-07-08"))), model: "small",
    gpuClasses: [Ref(0)], sites: [Ref(1)], value: .init(2e-4), origin: origin)
  var options = PlanOptions()
  options.riskWeight = 0.25
  options.riskLevel = 0.8
  options.yearlyBudget = 5e6
  return PlanningCase(
    name: "small",
    periods: [
      Period(id: "2026-07", start: day("2026-07-01"), end: day("2026-08-01")),
      Period(id: "2026-08", start: day("2026-08-01"), end: day("2026-09-01")),
    ],
    discountRate: 0.08, options: options, sites: [north, south], gpuClasses: [h100, gb],
    leases: [reclaimed, reserved], tranches: tranches, tenants: tenants, workloads: [chat, train, batch],
    reclaimPools: [ReclaimPool(id: "acme", leases: [Ref(0)], likelihood: .hazardPerMonth(0.1), origin: origin)])
}

/// Work units per second of one GPU, by workload and class.
let smallRates: [String: [String: Double]] = [
  "chat": ["h100": 100, "gb": 250], "train": ["h100": 10, "gb": 30], "batch": ["h100": 4],
]

/// A path of the small case, written down by hand: its slices, and from when to when each workload runs where.
struct SmallPath {
  var id: String
  var notice: String
  var reclaim: String
  var edges: [String]
  var uses: [(workload: String, tranche: String, gpus: Double, from: String, to: String)]
  /// GPUs held by tranche: how many from when on.
  var held: [(tranche: String, gpus: Double, from: String, state: String)]
}

/// July's notice leaves the GPUs until 12 July, August's until 12 August; midnight in Chicago is 05:00 UTC.
func smallPaths() -> [SmallPath] {
  let ramp: [(String, String, Double, String, String)] = [
    ("batch", "south-ramp", 24, "2026-07-08T05:00Z", "2026-07-15T05:00Z"),
    ("batch", "south-ramp", 48, "2026-07-15T05:00Z", "2026-07-22T05:00Z"),
    ("batch", "south-ramp", 80, "2026-07-22T05:00Z", "2026-09-01"),
    ("chat", "south-h100", 80, "2026-07-15T05:00Z", "2026-09-01"),
  ]
  func north(until end: String) -> [(String, String, Double, String, String)] {
    [
      ("chat", "north-h100", 296, "2026-07-01", end), ("chat", "own-gb", 40, "2026-07-01", end),
      ("train", "north-h100", 96, "2026-07-01", end), ("train", "own-gb", 60, "2026-07-01", end),
    ]
  }
  func after(_ start: String) -> [(String, String, Double, String, String)] {
    [
      ("chat", "own-gb", 40, start, "2026-08-21"), ("train", "own-gb", 60, start, "2026-08-21"),
      ("chat", "own-gb", 96, "2026-08-21", "2026-09-01"),
    ]
  }
  let arrivals: [(String, Double, String, String)] = [
    ("own-gb", 100, "2026-07-01", "held"), ("south-h100", 0, "2026-07-01", "ahead"),
    ("south-h100", 80, "2026-07-15T05:00Z", "held"), ("south-ramp", 0, "2026-07-01", "ahead"),
    ("south-ramp", 24, "2026-07-08T05:00Z", "ramp"), ("south-ramp", 48, "2026-07-15T05:00Z", "ramp"),
    ("south-ramp", 80, "2026-07-22T05:00Z", "held"),
  ]
  let july = ["2026-07-01", "2026-07-08T05:00Z"], later = ["2026-07-15T05:00Z", "2026-07-22T05:00Z"]
  let august = ["2026-08-01", "2026-08-12", "2026-08-21", "2026-09-01"]
  return [
    SmallPath(
      id: "base", notice: "", reclaim: "", edges: july + later + ["2026-08-01", "2026-08-21", "2026-09-01"],
      uses: ramp + north(until: "2026-08-21") + [("chat", "own-gb", 96, "2026-08-21", "2026-09-01")],
      held: arrivals + [("north-h100", 400, "2026-07-01", "held"), ("north-h100", 0, "2026-08-21", "ended")]),
    SmallPath(
      id: "notice-2026-07", notice: "2026-07-01", reclaim: "2026-07-12",
      edges: july + ["2026-07-12"] + later + ["2026-08-01", "2026-08-21", "2026-09-01"],
      uses: ramp + north(until: "2026-07-12") + after("2026-07-12"),
      held: arrivals + [("north-h100", 400, "2026-07-01", "notice"), ("north-h100", 0, "2026-07-12", "reclaimed")]),
    SmallPath(
      id: "notice-2026-08", notice: "2026-08-01", reclaim: "2026-08-12", edges: august,
      uses: ramp + north(until: "2026-08-12") + after("2026-08-12"),
      held: arrivals + [("north-h100", 400, "2026-07-01", "notice"), ("north-h100", 0, "2026-08-12", "reclaimed")]),
  ]
}
