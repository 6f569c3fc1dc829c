import Fleet

/// A tranche works only inside its lease's term, and only what is held of it.
///
///     used[l,t] <= held[l,t]                                               (GPUs; per tranche, per slice)
///     held[l,t] = (unit * sign[l], or the fixed GPUs of l) * (1 - left[l,t]), and * renew[l] after the first term
///
/// The product is written out, exact where the choices are whole: held <= the GPUs, held <= most * each choice, and
/// held >= the GPUs - most * (1 - each choice), one equation where there is one choice. Before delivery, after the last
/// term and after a reclaim nothing is held and the column does not exist. Written where tranches of a pool differ in
/// money or in what is decided of them; elsewhere ``TrancheStock`` holds the same limit.
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
          draft.row(
            name, key, [(used, 1)], upper: 0, limitTerms: [(held, 1)],
            isGiven: decisions.signings.column(Ref(index), on: node.path) == nil)
          writeHeld(Ref(index), held, at: node, into: &draft, decisions, model)
        } else if let sign = decisions.signings.column(Ref(index), on: node.path) {
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
    var choices: [(part: Subject.Part, term: (column: Column, coefficient: Double), upper: Double)] = []
    var least = gpus
    if let sign = decisions.signings.column(ref, on: node.path) {
      choices.append((.signed, (sign, -gpus), 0))
      least = 0
    }
    if model.case.isAfterTerm(tranche, at: node), let renew = decisions.leases.renewal(lease, on: node.path, model) {
      choices.append((.renewed, (renew, -most), 0))
      least -= most
    }
    if let left = decisions.leases.left[lease.index][node.index] { choices.append((.left, (left, most), most)) }
    for choice in choices {
      draft.row(
        name, Key(.tranche(ref), .part(choice.part), at: node), [(held, 1), choice.term],
        lower: choices.count == 1 ? least : -.infinity, upper: choice.upper, isLimit: false)
    }
    guard choices.count > 1 else { return }
    draft.row(
      name, Key(.tranche(ref), .part(.min), at: node), [(held, 1)] + choices.map(\.term), lower: least, isLimit: false)
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    "one more GPU to use of \(names.subject(key.first)!) \(names.when(key))"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "\(names.subject(key.first)!) offers too few GPUs \(names.when(key))"
  }
}
