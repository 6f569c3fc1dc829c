import Fleet

@testable import Verification

/// Two lessors who may call, each in a pool of its own, and two fallbacks of one supplier: GPUs to order within three
/// days and to keep for a month, and others on standby, ten days away. One service that is never served in full.
func reclaimCase() -> PlanningCase {
  let origin = Origin(file: "case.yaml", line: 1)
  func day(_ text: String) -> Day { Day(text)! }
  func lease(_ id: String, _ lessor: String, notice: Int) -> Lease {
    Lease(
      id: id, lessor: lessor, start: day("2026-01-01"), end: day("2027-01-01"), price: .init(2), takeOrPayShare: 1,
      reclaimHolder: .owner, noticeDays: notice, origin: origin)
  }
  func tranche(_ id: String, _ gpus: Int, _ lease: Ref<Lease>?) -> Tranche {
    Tranche(id: id, site: Ref(0), gpuClass: Ref(0), lease: lease, size: .fixed(gpus: gpus), origin: origin)
  }
  func fallback(_ id: String, _ kind: Fallback.Kind, lead: Int, months: Int?, premium: Double, cap: Int) -> Fallback {
    Fallback(
      id: id, supplier: "fern", site: Ref(0), gpuClass: Ref(0), kind: kind, leadDays: lead, minMonths: months,
      price: .init(3, overrides: [1: 4]), premium: .init(premium), capGPUs: cap, origin: origin)
  }
  let chat = Service(
    demand: [30_000, 30_000], loadCurve: .flat, coverShare: .init(0.2), cover: .init(.allocation, calls: 2))
  var options = PlanOptions()
  options.riskWeight = 0.25
  options.riskLevel = 0.8
  options.yearlyBudget = 5e6
  options.tailValueFloor = -1e9
  options.mostNotices = 2
  return PlanningCase(
    name: "reclaim",
    periods: [
      Period(id: "2026-07", start: day("2026-07-01"), end: day("2026-08-01")),
      Period(id: "2026-08", start: day("2026-08-01"), end: day("2026-09-01")),
    ],
    options: options,
    sites: [
      Site(
        id: "north", power: .init(1000), powerBasis: .it, puePeak: .init(1.3), pueMean: .init(1.2),
        energyPrice: .init(50), origin: origin)
    ],
    gpuClasses: [GPUClass(id: "h100", unitGPUs: 1, power: 1, idlePower: 0.25, liquidShare: 0, origin: origin)],
    leases: [lease("la", "ares", notice: 10), lease("lb", "boreas", notice: 20)],
    tranches: [tranche("own", 60, nil), tranche("ta", 100, Ref(0)), tranche("tb", 50, Ref(1))],
    tenants: [Tenant(id: "alpha", origin: origin)],
    workloads: [
      Workload(
        id: "chat", tenant: Ref(0), kind: .service(chat), model: "large", value: .init(1e-5),
        shortfallCost: .init(2e-6), migrationCost: 5, origin: origin)
    ],
    reclaimPools: [
      ReclaimPool(id: "a", leases: [Ref(0)], likelihood: .hazardPerMonth(0.1), hazardAfter: 0.3, origin: origin),
      ReclaimPool(id: "b", leases: [Ref(1)], likelihood: .hazardPerMonth(0.2), origin: origin),
    ],
    fallbacks: [
      fallback("firm", .firm, lead: 3, months: 1, premium: 0, cap: 20),
      fallback("ready", .standby, lead: 10, months: nil, premium: 0.5, cap: 30),
    ])
}

/// A path of the case, written down by hand; dates are days of 2026 (`08-12`), 00:00 UTC.
struct ReclaimPath {
  var id: String
  var parent: String
  var called: String
  /// The starts of its own slices.
  var starts: [String]
  /// When the GPUs of the lessors are gone.
  var gone: [String: String]
  /// When they are gone because the lessee has left, or because their term is over.
  var left: [String: String] = [:]
  var ended: [String: String] = [:]
  /// GPUs held of a fallback from a day on.
  var held: [String: [(from: String, gpus: Double)]] = [:]
  /// What it decides: how many GPUs, to be there, or on standby, from when.
  var decisions: [(decision: String, subject: String, gpus: Double, from: String)] = []
}

/// Firm GPUs come on 5 July and 2 August; those of August are in transit when August's notices come.
func reclaimPaths() -> [ReclaimPath] {
  let base = [("07-01", 0.0), ("07-05", 10), ("08-02", 16), ("08-05", 7)]
  let transit = [("07-05", 10.0), ("08-02", 16)]
  return [
    ReclaimPath(
      id: "base", parent: "", called: "", starts: ["07-01", "07-05", "08-01", "08-02", "08-05"], gone: [:],
      held: ["firm": base],
      decisions: [
        ("order", "firm", 10, "07-05"), ("order", "firm", 6, "08-02"), ("hold", "ready", 30, "07-01"),
      ]),
    ReclaimPath(
      id: "notice-2026-07-a", parent: "base", called: "a@2026-07", starts: ["07-01", "07-12", "08-01"],
      gone: ["ta": "07-12"], held: ["firm": [("07-12", 20)]],
      decisions: [("order", "firm", 20, "07-12"), ("hold", "ready", 10, "07-01")]),
    ReclaimPath(
      id: "notice-2026-07-b", parent: "base", called: "b@2026-07", starts: ["07-01", "07-22", "08-01"],
      gone: ["tb": "07-22"]),
    ReclaimPath(
      id: "notice-2026-07-a+b", parent: "base", called: "a@2026-07 b@2026-07",
      starts: ["07-01", "07-12", "07-22", "08-01"], gone: ["ta": "07-12", "tb": "07-22"]),
    ReclaimPath(
      id: "notice-2026-08-a", parent: "base", called: "a@2026-08", starts: ["08-01", "08-02", "08-11", "08-12"],
      gone: ["ta": "08-12"], held: ["firm": transit, "ready": [("08-11", 20)]],
      decisions: [("call", "ready", 20, "08-11")]),
    ReclaimPath(
      id: "notice-2026-08-b", parent: "base", called: "b@2026-08", starts: ["08-01", "08-02", "08-22"],
      gone: ["tb": "08-22"], held: ["firm": transit + [("08-22", 6)], "ready": [("08-22", 10)]],
      decisions: [("call", "ready", 10, "08-22")]),
    ReclaimPath(
      id: "notice-2026-08-a+b", parent: "base", called: "a@2026-08 b@2026-08",
      starts: ["08-01", "08-02", "08-12", "08-22"], gone: ["ta": "08-12", "tb": "08-22"], held: ["firm": transit]),
    ReclaimPath(
      id: "notice-2026-07-a.2026-08-b", parent: "notice-2026-07-a", called: "a@2026-07 b@2026-08",
      starts: ["08-01", "08-22"], gone: ["ta": "07-12", "tb": "08-22"],
      held: ["firm": [("07-12", 20), ("08-22", 0)], "ready": [("08-22", 8)]],
      decisions: [("call", "ready", 8, "08-22")]),
    ReclaimPath(
      id: "notice-2026-07-b.2026-08-a", parent: "notice-2026-07-b", called: "b@2026-07 a@2026-08",
      starts: ["08-01", "08-12"], gone: ["ta": "08-12", "tb": "07-22"]),
  ]
}

extension PlanningCase {
  /// The case with other terms of a fallback.
  mutating func change(
    _ id: String, _ lead: Int, months: Int?, cap: Int, price: Double = 3, premium: Double = 0.5,
    supplier: String = "fern"
  ) {
    let changed = fallbacks.map { fallback in
      var fallback = fallback
      guard fallback.id == id else { return fallback }
      (fallback.leadDays, fallback.minMonths, fallback.capGPUs) = (lead, months, cap)
      fallback.price.base = price
      if fallback.kind == .standby { fallback.premium.base = premium }
      fallback.supplier = supplier
      return fallback
    }
    self = PlanningCase(
      name: name, periods: periods, options: options, sites: sites, gpuClasses: gpuClasses, leases: leases,
      tranches: tranches.filter { $0.fallback == nil }, tenants: tenants, workloads: workloads,
      reclaimPools: reclaimPools, fallbacks: changed)
  }
}
