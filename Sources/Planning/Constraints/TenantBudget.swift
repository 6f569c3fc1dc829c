import Fleet

/// A tenant's GPU-hours and energy of a fiscal year cost no more than its budget.
///
///     sum over t of the year of H * tariff[o,t] * x[w,o,p,t] + energy of its work <= budget[k]
///                                                     (USD, undiscounted; per tenant, fiscal year and path)
///
/// The tariff is what a GPU-hour of a pool is charged at: the mean rent of its tranches, weighed by the most GPUs of each
/// that can be there; nothing for owned GPUs. It shares out what is paid, and is no payment itself. Row units are thousands
/// of USD.
enum TenantBudget: Rule {
  static let name = "tenant-budget"
  static let statement =
    "H * tariff * GPUs at work + energy of a tenant's year <= its budget (USD, per path and fiscal year)"
  static let isMootOnceLeft = true

  private static let rowUSD = 1000.0

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure("USD", rowUnits: 1 / rowUSD) }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    let energy = Dictionary(grouping: draft.money.filter { $0.term == .energy }, by: \.node)
    for (index, tenant) in model.case.tenants.enumerated() {
      guard let budget = tenant.budget else { continue }
      for window in model.windows(.year) {
        var terms: Terms = []
        for node in window.nodes {
          terms += decisions.assignments(at: node) { model.case[$0.workload].tenant == Ref(index) }.map {
            ($0.gpus.column, node.hours * model.tariff($0.pool, at: node) * $0.gpus.perColumn / rowUSD)
          }
          terms += (energy[node.index] ?? []).filter { $0.tenant == Ref(index) }.compactMap { entry in
            entry.column.map { ($0, -entry.usd / rowUSD) }
          }
        }
        guard terms.contains(where: { $0.coefficient != 0 }) else { continue }
        draft.row(name, model.key(.tenant(Ref(index)), over: window, .year), terms, upper: budget / rowUSD)
      }
    }
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    "one more USD of \(names.subject(key.first)!)'s budget \(names.over(key))"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "what \(names.subject(key.first)!) must have \(names.over(key)) costs more than its budget"
  }
}

extension Model {
  /// USD per GPU-hour at which the GPUs of a pool are charged.
  func tariff(_ pool: Int, at node: Node) -> Double {
    var hours = 0.0, usd = 0.0
    for tranche in pools.all[pool].tranches {
      let most = stock.mostGPUs(tranche, at: node)
      let price = rent(of: tranche, at: node) ?? self.case[tranche].fallback.map { self.case[$0].price[node.period] }
      hours += most
      usd += most * (price ?? 0)
    }
    return hours > 0 ? usd / hours : 0
  }
}
