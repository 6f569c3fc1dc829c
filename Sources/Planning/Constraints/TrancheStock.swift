import Fleet

/// No pool runs more GPUs than are there.
///
///     sum over w of x[w,o,t] <= GPUs of o that are there in t        (GPUs; per pool, per slice)
///
/// Where it matters which tranche works, the right-hand side is the GPUs used of its tranches, and ``LeaseTerm`` holds
/// the limit; of a fallback it is the GPUs held, and ``FallbackTerm`` holds it.
/// There is: signed, delivered, in term and not reclaimed.
enum TrancheStock: Rule {
  static let name = "tranche-stock"
  static let statement = "GPUs at work in a pool <= GPUs of its tranches that are there (GPUs, per slice)"

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure("GPU") }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for node in model.timeline.nodes {
      let assignments = decisions.assignments(at: node)
      for (index, pool) in model.pools.all.enumerated() {
        let terms: Terms = assignments.filter { $0.pool == index }.map { ($0.gpus.column, $0.gpus.perColumn) }
        guard !terms.isEmpty else { continue }
        let key = Key(.pool(index), at: node)
        if let held = pool.fallback.flatMap({ decisions.fallbacks.held[$0.index][node.index] }) {
          draft.row(name, key, terms, upper: 0, limitTerms: [(held, 1)], isLimit: false)
        } else if model.tellsTranchesApart(pool) {
          let used = pool.tranches.compactMap { decisions.used[$0.index][node.index] }
          draft.row(name, key, terms, upper: 0, limitTerms: used.map { ($0, 1) }, isLimit: false)
        } else {
          draft.row(name, key, terms, upper: pool.tranches.reduce(0) { $0 + model.stock.gpus($1, at: node) })
        }
      }
    }
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    "one more GPU in \(names.subject(key.first)!) \(names.when(key))"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "\(names.subject(key.first)!) holds too few GPUs \(names.when(key))"
  }
}
