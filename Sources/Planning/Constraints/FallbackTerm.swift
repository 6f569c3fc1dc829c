import Fleet

/// GPUs of a fallback are kept for their least term, and are there only once they have arrived.
///
///     held[f,t] <= held[f,t-1] + order[f,t]                                     (GPUs; per fallback, per slice)
///     held[f,t] >= sum of the orders whose least term is not over in t
///     held[f,t] <= cap[f]
///
/// Without a least term they stay to the end of the horizon. The GPUs arrive lead days after the order, at the start of
/// a slice. The dual of the cap is what one more GPU on offer would earn.
enum FallbackTerm: Rule {
  static let name = "fallback-term"
  static let statement =
    "GPUs held of a fallback <= those held before + arrivals, >= arrivals within their least term, <= its cap (GPUs, per slice)"

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure("GPU") }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for (index, fallback) in model.case.fallbacks.enumerated() {
      for node in model.timeline.nodes {
        guard let held = decisions.fallbacks.held[index][node.index] else { continue }
        write(Ref(index), fallback, held, at: node, into: &draft, decisions.fallbacks, model)
      }
    }
  }

  private static func write(
    _ ref: Ref<Fallback>, _ fallback: Fallback, _ held: Column, at node: Node, into draft: inout Draft,
    _ decisions: FallbackDecisions, _ model: Model
  ) {
    let subject = Subject.tranche(model.tranche(of: ref))
    let before = model.timeline.previous(node).flatMap { decisions.held[ref.index][$0.index] }
    let stays: Terms = [before, decisions.arriving(ref, at: node)].compactMap { $0.map { ($0, -1) } }
    draft.row(
      name, Key(subject, .part(.held), at: node), [(held, 1)] + stays,
      lower: fallback.minMonths == nil ? 0 : -.infinity,
      upper: 0, isLimit: false)
    let bound = model.timeline.paths[node.path].nodes.compactMap { index -> Column? in
      let earlier = model.timeline.nodes[index]
      guard earlier.start <= node.start, let release = fallback.release(of: earlier.start), release > node.start
      else { return nil }
      return decisions.arriving(ref, at: earlier)
    }
    if !bound.isEmpty {
      draft.row(
        name, Key(subject, .part(.min), at: node), [(held, 1)] + bound.map { ($0, -1) }, lower: 0, isLimit: false)
    }
    // After one notice no more can be called from standby than was held, and that is within the cap itself.
    if fallback.kind == .firm || model.timeline.paths[node.path].notices.count > 1 {
      draft.row(name, Key(subject, at: node), [(held, 1)], upper: Double(fallback.capGPUs))
    }
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    "one more GPU on offer from \(names.subject(key.first)!) \(names.when(key))"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "\(names.subject(key.first)!) offers too few GPUs \(names.when(key))"
  }
}
