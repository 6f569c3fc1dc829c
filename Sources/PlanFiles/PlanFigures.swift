import Fleet
import Planning

/// Figures of a plan by name, as sweeps keep them: `objective`, `money.energy`, `workload.chat.served`.
public struct PlanFigures: Sendable {
  /// In the order in which help lists them.
  public let all: [(name: String, value: Double)]

  public subscript(name: String) -> Double? { all.first { $0.name == name }?.value }

  /// Figures of the base path, `objective` and `expected` apart.
  public init(_ plan: Plan, _ planningCase: PlanningCase) {
    let totals = PlanTotals(plan: plan, planningCase: planningCase)
    var all: [(String, Double)] = [("objective", plan.objective), ("expected", plan.risk.expectedValue)]
    all += CostTermName.allCases.map { term in
      ("money.\(term.rawValue)", totals.money.first { $0.term == term.rawValue }?.usd ?? 0)
    }
    for tenant in totals.tenants {
      if let share = tenant.share { all.append(("tenant.\(tenant.tenant).served", share)) }
      all += tenant.workloads.flatMap { work in
        [("workload.\(work.workload).served", work.share), ("workload.\(work.workload).short_units", work.short)]
      }
    }
    for site in totals.sites {
      all += [
        ("site.\(site.site).gpus", site.peakGPUs), ("site.\(site.site).it_mw", site.itMW),
        ("site.\(site.site).facility_mw", site.facilityMW), ("site.\(site.site).energy_mwh", site.energyMWh),
        ("site.\(site.site).water_m3", site.waterM3), ("site.\(site.site).carbon_t", site.carbonTonnes),
      ]
    }
    func amount(_ decision: String, _ subject: String) -> (String, Double) {
      let rows = plan.decisions.filter { $0.decision == decision && $0.subject == subject }
      return ("\(decision).\(subject)", rows.reduce(0) { $0 + $1.amount })
    }
    for tranche in planningCase.tranches {
      if case .optional = tranche.size { all.append(amount("sign", tranche.id)) }
    }
    all += planningCase.expansions.map { amount("build", $0.id) }
    all += planningCase.workloads.filter { $0.letting != nil }.map { amount("let", $0.id) }
    self.all = all.map { (name: $0.0, value: $0.1) }
  }
}
