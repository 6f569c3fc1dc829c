import Fleet

/// No pool runs more GPUs than are there.
///
///     sum over w of x[w,o,t] <= GPUs of o that are there in t        (GPUs; per pool, per slice)
///
/// Where it matters which tranche works, the right-hand side is the GPUs used of its tranches (``LeaseTerm``).
/// There is: signed, delivered, in term and not reclaimed.
enum TrancheStock: Rule {
  static let name = "tranche-stock"
  static let statement = "GPUs at work in a pool <= GPUs of its tranches that are there (GPUs, per slice)"

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure("GPU") }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for node in model.timeline.nodes {
      let assignments = decisions.assignments(at: node)
      for (index, pool) in model.pools.all.enumerated() {
        var terms: Terms = assignments.filter { $0.pool == index }.map { ($0.gpus.column, $0.gpus.perColumn) }
        guard !terms.isEmpty else { continue }
        var there = 0.0
        for tranche in pool.tranches {
          if let used = decisions.used[tranche.index][node.index] {
            terms.append((used, -1))
          } else if !model.tellsTranchesApart(pool) {
            there += model.stock.gpus(tranche, at: node)
          }
        }
        draft.row(name, Key(.pool(index), at: node), terms, upper: there)
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
