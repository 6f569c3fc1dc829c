import Fleet

/// A tenant has at most its cap of GPUs.
///
///     sum over w of k and o of x[w,o,t] <= cap[k]          (GPUs; per tenant, per slice)
enum TenantCap: Rule {
  static let name = "tenant-cap"
  static let statement = "GPUs at work for a tenant <= its cap (GPUs, per slice)"
  static let isMootOnceLeft = true

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure("GPU") }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for node in model.timeline.nodes {
      for (index, tenant) in model.case.tenants.enumerated() {
        guard let cap = tenant.capGPUs?[node.period] else { continue }
        let terms = model.gpus(of: Ref(index), at: node, decisions)
        guard !terms.isEmpty else { continue }
        draft.row(name, Key(.tenant(Ref(index)), at: node), terms, upper: cap)
      }
    }
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    "one more GPU under the cap of \(names.subject(key.first)!) \(names.when(key))"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "\(names.subject(key.first)!) is held below what it must have by its cap \(names.when(key))"
  }
}
