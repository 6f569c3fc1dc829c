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
  static let isMootOnceLeft = true

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure("GPU") }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    let lessors = model.pools.lessors.indices.map { index in
      (Subject.lessor(index), { (pool: Pool) in pool.lessor == index })
    }
    draft.shares(name, of: lessors, decisions, model) { $0.supplierShare }
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    "one GPU of \(names.subject(key.second)!) above its share of \(names.subject(key.first)!) \(names.when(key))"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "\(names.subject(key.first)!) would need more than its share from \(names.subject(key.second)!) \(names.when(key))"
  }
}

extension Draft {
  /// GPUs of a tenant in each part of the pools <= share * all its GPUs, slice by slice.
  mutating func shares(
    _ family: String, of parts: [(subject: Subject, holds: (Pool) -> Bool)], _ decisions: Decisions, _ model: Model,
    _ share: (Tenant) -> PeriodValue?
  ) {
    for node in model.timeline.nodes {
      for (index, tenant) in model.case.tenants.enumerated() {
        guard let share = share(tenant)?[node.period], share < 1 else { continue }
        let all = model.gpus(of: Ref(index), at: node, decisions)
        for part in parts {
          let own = model.gpus(of: Ref(index), at: node, decisions, where: part.holds)
          guard !own.isEmpty else { continue }
          row(
            family, Key(.tenant(Ref(index)), part.subject, at: node), own, upper: 0,
            limitTerms: all.map { ($0.column, share * $0.coefficient) })
        }
      }
    }
  }
}
