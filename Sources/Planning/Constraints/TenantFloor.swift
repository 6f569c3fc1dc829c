import Fleet

/// A tenant has at least its floor of GPUs.
///
///     sum over w of k and o of x[w,o,t] >= floor[k]          (GPUs; per tenant, per slice)
///
/// Hard on the base path; after a notice that takes GPUs what is missing is paid for at
/// ``FloorPenalty``. Where a tenant has no
/// work that may run, its floor cannot be met.
enum TenantFloor: Rule {
  static let name = "tenant-floor"
  static let statement = "GPUs at work for a tenant >= its floor (GPUs, per slice); hard before a notice"
  static let isMootOnceLeft = true

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure("GPU") }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for node in model.timeline.nodes {
      for (index, tenant) in model.case.tenants.enumerated() {
        guard let floor = tenant.floorGPUs?[node.period], floor > 0 else { continue }
        var terms = model.gpus(of: Ref(index), at: node, decisions)
        if node.path != 0 {
          let key = Key(.tenant(Ref(index)), at: node)
          let short = draft.column("tenant-short", key, upper: floor)
          terms.append((short, 1))
          FloorPenalty.bind(short, most: floor, Self.self, key, at: node, into: &draft, decisions, model)
          FloorPenalty.charge(short, for: Ref<Tenant>(index), at: node, into: &draft, model)
        }
        draft.row(name, Key(.tenant(Ref(index)), at: node), terms, lower: floor, isLimit: node.path == 0)
      }
    }
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    "one more GPU promised to \(names.subject(key.first)!) \(names.when(key))"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "\(names.subject(key.first)!) cannot get its floor of GPUs \(names.when(key))"
  }
}

extension Model {
  /// Every GPU at work for a tenant, of those pools that a filter lets through.
  func gpus(
    of tenant: Ref<Tenant>, at node: Node, _ decisions: Decisions, where isWanted: (Pool) -> Bool = { _ in true }
  ) -> Terms {
    decisions.assignments(at: node) { self.case[$0.workload].tenant == tenant && isWanted(pools.all[$0.pool]) }
      .map { ($0.gpus.column, $0.gpus.perColumn) }
  }
}
