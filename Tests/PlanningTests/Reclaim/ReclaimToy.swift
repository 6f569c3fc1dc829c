import Fleet
import Foundation

/// A toy whose optimum two other programmes found independently: eighteen months of 30 days, a lease of 100 GPUs that may
/// be called at the start of any month and is gone three months later, GPUs of one's own, firm orders that come after four
/// months and a standby that comes after one.
///
/// Money is per GPU-month: what the case says per GPU-hour is a 720th of it.
enum ReclaimToy {
  static let months = 18
  static let hours = 720.0

  /// - Parameters:
  ///   - standby: the most that may be kept on standby.
  ///   - hazard: of a month.
  static func planningCase(weight: Double = 0, level: Double = 0.9, standby: Int = 1000, hazard: Double = 0.05)
    -> PlanningCase
  {
    let first = TinyCase.first
    let periods = (0..<months).map { Period(id: "m\($0 + 1)", start: first + 30 * $0, end: first + 30 * ($0 + 1)) }
    var lease = TinyCase.lease("rival", usdPerHour: 2 / hours, reclaim: .owner, noticeDays: 89)
    (lease.start, lease.end) = (first, first + 30 * months)
    let demand = (1...months).map { 110 + 2 * Double($0) }
    var chat = TinyCase.service("chat", demand: 0, usdPerHour: 0)
    chat.kind = .service(Service(demand: demand, loadCurve: .flat))
    chat.shortfallCost = TinyCase.perHour(20 / hours)
    var ahead = TinyCase.tranche("owned-later", gpus: 30)
    ahead.availableFrom = first + 30 * 11
    var toy = PlanningCase(
      name: "toy", periods: periods, sites: [TinyCase.site("home")], gpuClasses: [TinyCase.gpuClass("gpu")],
      leases: [lease],
      tranches: [TinyCase.tranche("rival", lease: 0, gpus: 100), TinyCase.tranche("owned", gpus: 40), ahead],
      tenants: [Tenant(id: "lab", origin: TinyCase.origin)], workloads: [chat],
      reclaimPools: [
        // The hazard of a month of 365/12 days that comes to `hazard` in 30.
        ReclaimPool(
          id: "rival", leases: [Ref(0)], likelihood: .hazardPerMonth(1 - pow(1 - hazard, 365.0 / 12 / 30)),
          origin: TinyCase.origin)
      ],
      fallbacks: [
        fallback(.firm, leadDays: 120, price: 3.2, cap: 1000),
        fallback(.standby, leadDays: 30, price: 4.5, cap: standby),
      ],
      measurements: [TinyCase.rate(1)])
    toy.options.endValueHaircut = 0
    toy.options.riskWeight = weight
    toy.options.riskLevel = level
    return toy
  }

  private static func fallback(_ kind: Fallback.Kind, leadDays: Int, price: Double, cap: Int) -> Fallback {
    Fallback(
      id: kind.rawValue, supplier: "cloud", site: Ref(0), gpuClass: Ref(0), kind: kind, leadDays: leadDays,
      price: .init(price / hours), premium: .init(kind == .standby ? 0.25 / hours : 0), capGPUs: cap,
      origin: TinyCase.origin)
  }
}
