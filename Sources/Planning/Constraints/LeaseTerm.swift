import Fleet

/// A tranche works only inside its lease's term, and only what is held of it.
///
///     used[l,t] <= held[l,t]                                               (GPUs; per tranche, per slice)
///     held[l,t] = (unit * sign[l], or the fixed GPUs of l) * (1 - left[l,t]), and * renew[l] after the first term
///
/// The product is written out, exact where the choices are whole: held <= the GPUs, held <= most * each choice, and
/// held >= the GPUs - most * (1 - each choice). Before delivery, after the last term and after a reclaim nothing is held
/// and the column does not exist. Written where tranches of a pool differ in money or in what is decided of them;
/// elsewhere ``TrancheStock`` holds the same limit.
enum LeaseTerm: Rule {
  static let name = "lease-term"
  static let statement =
    "GPUs used of a tranche <= GPUs held of it: signed, in term or renewed, not left, not reclaimed (GPUs, per slice)"

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure("GPU") }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for node in model.timeline.nodes {
      for index in model.case.tranches.indices {
        guard let used = decisions.used[index][node.index] else { continue }
        let gpus = model.stock.gpus(Ref(index), at: node)
        let key = Key(.tranche(Ref(index)), at: node)
        if let held = decisions.leases.held[index][node.index] {
          draft.row(name, key, [(used, 1)], upper: 0, limitTerms: [(held, 1)])
          writeHeld(Ref(index), held, at: node, into: &draft, decisions, model)
        } else if let sign = decisions.sign[Ref(index)] {
          draft.row(name, key, [(used, 1)], upper: 0, limitTerms: [(sign, gpus)])
        } else {
          draft.row(name, key, [(used, 1)], upper: gpus)
        }
      }
    }
  }

  private static func writeHeld(
    _ ref: Ref<Tranche>, _ held: Column, at node: Node, into draft: inout Draft, _ decisions: Decisions, _ model: Model
  ) {
    let tranche = model.case[ref], lease = tranche.lease!
    let gpus = model.stock.gpus(ref, at: node), most = model.stock.mostGPUs(ref, at: node)
    func row(_ part: Subject.Part, _ terms: Terms, lower: Double = -.infinity, upper: Double = .infinity) {
      draft.row(
        name, Key(.tranche(ref), .part(part), at: node), [(held, 1)] + terms, lower: lower, upper: upper, isLimit: false)
    }
    var least: Terms = [], floor = gpus
    if let sign = decisions.sign[ref] {
      row(.signed, [(sign, -gpus)], upper: 0)
      least.append((sign, -gpus))
      floor = 0
    }
    if model.case.isAfterTerm(tranche, at: node), let renew = decisions.leases.renewal(lease, on: node.path, model) {
      row(.renewed, [(renew, -most)], upper: 0)
      least.append((renew, -most))
      floor -= most
    }
    if let left = decisions.leases.left[lease.index][node.index] {
      row(.left, [(left, most)], upper: most)
      least.append((left, most))
    }
    row(.min, least, lower: floor)
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    "one more GPU to use of \(names.subject(key.first)!) \(names.when(key))"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "\(names.subject(key.first)!) offers too few GPUs \(names.when(key))"
  }
}
