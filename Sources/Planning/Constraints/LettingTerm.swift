import Fleet

/// GPUs that are let are set aside for their tenant until the term ends, or until our own notice has run.
///
///     sum over o of x[w,o,t] = let[w,t]                                        (GPUs; per letting, per slice)
///     let[w,t] = unit * let[w] * (1 - left[l,t])  in the term of the lease l, 0 outside of it
///
/// They may come from any tranche of the class at the site that is neither spot nor a fallback. The product is written
/// out: let[w,t] <= unit * let[w], let[w,t] <= most * (1 - left), let[w,t] >= unit * let[w] - most * left. The
/// dual is what one GPU more that has to be let would change; what the right to call is worth is told by the price of the
/// clause.
enum LettingTerm: Rule {
  static let name = "letting-term"
  static let statement =
    "GPUs set aside for a tenant = GPUs let, from the start of its term until the end or our own notice has run (GPUs, per slice)"

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure("GPU") }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for node in model.timeline.nodes {
      for (index, workload) in model.case.workloads.enumerated() {
        let ref = Ref<Workload>(index)
        guard let letting = workload.letting, let held = decisions.lettings.held[index][node.index] else { continue }
        let own = decisions.assignments(at: node) { $0.workload == ref }
        draft.row(
          name, Key(.workload(ref), at: node),
          own.map { ($0.gpus.column, $0.gpus.perColumn) }, lower: 0, upper: 0,
          limitTerms: [(held.column, held.perColumn)])
        guard let left = decisions.leases.left[letting.lease.index][node.index],
          let signed = decisions.lettings.signed[ref]
        else { continue }
        draft.product(
          name, held.column, of: [(signed.column, signed.perColumn)], most: Double(letting.maxGPUs),
          share: Amount(constant: 1, terms: [(left, -1)])
        ) { Key(.workload(ref), .part($0), at: node) }
      }
    }
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    "one more GPU let to \(names.subject(key.first)!) \(names.when(key))"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "too few GPUs are there for \(names.subject(key.first)!) \(names.when(key))"
  }
}
