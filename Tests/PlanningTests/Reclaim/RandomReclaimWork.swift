import Fleet

@testable import Planning

/// The work of random cases, and what helps them when GPUs go.
extension RandomReclaimCase {
  mutating func tenant() -> Tenant {
    var tenant = Tenant(id: "lab", origin: TinyCase.origin)
    if shape.hasFloors, chance(0.3) { tenant.floorGPUs = .init(number(0.2...1)) }
    return tenant
  }

  mutating func workloads() -> [Workload] {
    var all = (0..<whole(1...2)).map { service("service-\($0)") }
    if chance(0.4) { all.append(job()) }
    if shape.isWhole { all.append(gang()) }
    for index in all.indices {
      all[index].shortfallCost = TinyCase.perHour(pick([0, number(0...5)]))
      all[index].migrationCost = pick([0, number(1...40)])
      if chance(0.3) { all[index].sites = Set(sites.indices.filter { _ in chance(0.7) }.map { Ref($0) } + [Ref(0)]) }
    }
    return all
  }

  private mutating func service(_ id: String) -> Workload {
    var workload = TinyCase.service(id, demand: 0, usdPerHour: 0)
    workload.value = TinyCase.perHour(number(2...12), overrides: [whole(0...2): number(2...12)])
    var service = Service(demand: periods.map { _ in number(2...16) }, loadCurve: curve())
    if shape.hasFloors, chance(0.4) { service.minShare = .init(number(0.02...0.25)) }
    workload.kind = .service(service)
    return workload
  }

  private mutating func curve() -> LoadCurve {
    let night = number(0.2...0.5), day = number(0.6...0.9)
    return pick([.flat, LoadCurve(id: "day", quantiles: [(0.3, night), (0.8, day), (1, 1)])])
  }

  private mutating func job() -> Workload {
    let days = periods.last!.end - TinyCase.first
    var workload = TinyCase.job("job", hours: 24 * Double(days) * number(1...6), usdPerHour: number(1...12))
    if chance(0.3) {
      var job = workload.job!
      (job.release, job.deadline) = chance(0.5) ? (someDay(), nil) : (nil, someDay())
      workload.kind = .job(job)
    }
    return workload
  }

  private mutating func gang() -> Workload {
    var workload = TinyCase.job(
      "gang", hours: 24 * Double(periods.last!.end - TinyCase.first) * number(1...3), usdPerHour: number(4...12),
      gang: Gang(minGPUs: 2, maxGPUs: 6, classRule: .single, scalingExponent: pick([1, 0.9])))
    workload.wholeUnits = true
    return workload
  }

  mutating func fallbacks() -> [Fallback] {
    var all: [Fallback] = []
    for kind in shape.fallbacks where chance(0.5) {
      all.append(
        Fallback(
          id: kind.rawValue, supplier: "cloud", site: Ref(whole(0...sites.count - 1)),
          gpuClass: Ref(whole(0...classes.count - 1)), kind: kind,
          leadDays: isMonthly ? pick([0, 10, 31, 45]) : pick([0, 1, 2]), minMonths: pick([nil, 1, 1, 2]),
          price: .init(number(1...6)), premium: .init(kind == .standby ? number(0.01...0.3) : 0), capGPUs: whole(1...6),
          origin: TinyCase.origin))
    }
    return all
  }

  /// Between what must be paid, used or not, and what all that is there would cost.
  mutating func budget(_ made: PlanningCase) -> Double {
    let hours = 24 * Double(periods.last!.end - TinyCase.first)
    let bills = made.tranches.compactMap { tranche -> (must: Double, may: Double)? in
      guard case .fixed(let gpus) = tranche.size, let lease = tranche.lease.map({ made[$0] }) else { return nil }
      let most = max(lease.price.base, lease.price.overrides[1] ?? 0)
      return (lease.takeOrPayShare * most * Double(gpus) * hours, most * Double(gpus) * hours)
    }
    let must = bills.reduce(0) { $0 + $1.must }, may = bills.reduce(0) { $0 + $1.may }
    return must + number(0.1...0.6) * (1.5 * may - must)
  }
}
