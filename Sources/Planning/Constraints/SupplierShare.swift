import Fleet

/// No lessor holds more than a share of a tenant's GPUs.
///
///     sum of x over the pools of a lessor <= share[k] * sum of x over all pools          (GPUs; per tenant and lessor, per slice)
///
/// Owned GPUs count in the sum on the right and belong to no lessor. The dual is what one GPU above the share would
/// earn.
enum SupplierShare: Rule {
  static let name = "supplier-share"
  static let statement = "GPUs of a tenant from one lessor <= share * all its GPUs (GPUs, per slice)"

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure("GPU") }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for node in model.timeline.nodes {
      for (index, tenant) in model.case.tenants.enumerated() {
        guard let share = tenant.supplierShare?[node.period], share < 1 else { continue }
        let all = model.gpus(of: Ref(index), at: node, decisions)
        for lessor in model.pools.lessors.indices {
          let from = model.gpus(of: Ref(index), at: node, decisions) { $0.lessor == lessor }
          guard !from.isEmpty else { continue }
          draft.row(
            name, Key(.tenant(Ref(index)), .lessor(lessor), at: node),
            from, upper: 0, limitTerms: all.map { ($0.column, share * $0.coefficient) })
        }
      }
    }
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    "one GPU of \(names.subject(key.second)!) above its share of \(names.subject(key.first)!) \(names.when(key))"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "\(names.subject(key.first)!) would need more than its share from \(names.subject(key.second)!) \(names.when(key))"
  }
}
