import Fleet

/// A tranche works only inside its lease's term, and only what is held of it.
///
///     used[l,t] <= held[l,t] = unit * sign[l], or the fixed GPUs of l      (GPUs; per tranche, per slice)
///
/// Before delivery, after the term and after a reclaim nothing is held and the column does not exist.
/// Written where tranches of a pool differ in money; elsewhere ``TrancheStock`` holds the same limit.
enum LeaseTerm: Rule {
  static let name = "lease-term"
  static let statement = "GPUs used of a tranche <= GPUs held of it: signed, in term, not reclaimed (GPUs, per slice)"

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure("GPU") }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for node in model.timeline.nodes {
      for index in model.case.tranches.indices {
        guard let used = decisions.used[index][node.index] else { continue }
        let gpus = model.stock.gpus(Ref(index), at: node)
        let key = Key(.tranche(Ref(index)), at: node)
        if let sign = decisions.sign[Ref(index)] {
          draft.row(name, key, [(used, 1)], upper: 0, limitTerms: [(sign, gpus)])
        } else {
          draft.row(name, key, [(used, 1)], upper: gpus)
        }
      }
    }
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    "one more GPU to use of \(names.subject(key.first)!) \(names.when(key))"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "\(names.subject(key.first)!) offers too few GPUs \(names.when(key))"
  }
}
