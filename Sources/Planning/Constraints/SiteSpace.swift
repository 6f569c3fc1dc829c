import Fleet

/// No more GPUs stand at a site than it has room for.
///
///     racks:  sum over l of held[l,t] / GPUs per rack <= racks[s] + modules' racks                    (racks; per site, per slice)
///     floor:  sum over l of held[l,t] / GPUs per rack * m2 per rack <= floor[s] + modules' floor      (m2)
///
/// Held: signed and delivered, in term, not left and not called, and ordered fallbacks; at work or not. What no decision
/// changes stands in the row as a column of 1. Written where something held there is decided, or does not fit.
enum SiteSpace: Rule {
  static let name = "site-space"
  static let statement = "GPUs held / GPUs per rack <= the site's racks, and * m2 per rack <= its floor (per slice)"
  static let isMootOnceLeft = true

  static func measure(_ key: Key, _ model: Model) -> Measure {
    Measure(key.second == .part(.racks) ? "rack" : "m2")
  }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for node in model.timeline.nodes {
      for (index, site) in model.case.sites.enumerated() {
        let racks = (Subject.Part.racks, site.space.racks, \Expansion.Module.racks, { (_: GPUClass) in 1.0 })
        let floor = (
          Subject.Part.floor, site.space.floor, \Expansion.Module.floor, { (gpuClass: GPUClass) in gpuClass.rackArea }
        )
        for (part, limit, size, perRack) in [racks, floor] {
          guard let limit = limit?[node.period] else { continue }
          let taken = model.room(at: Ref(index), node, decisions, perRack: perRack)
          let added = decisions.added(to: Ref(index), at: node, model) { $0[keyPath: size] }
          guard !taken.terms.isEmpty || taken.constant > limit else { continue }
          let key = Key(.site(Ref(index)), .part(part), at: node)
          let fixed = draft.column("standing", key, lower: 1, upper: 1)
          draft.row(name, key, taken.terms + [(fixed, taken.constant)], upper: limit, limitTerms: added, isGiven: true)
        }
      }
    }
  }

  private static func noun(_ key: Key) -> String { key.second == .part(.racks) ? "rack" : "m2 of floor" }

  static func priced(_ key: Key, _ names: Names) -> String {
    "one more \(noun(key)) at \(names.subject(key.first)!) \(names.when(key))"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "\(names.subject(key.first)!) has too \(key.second == .part(.racks) ? "few racks" : "little floor") \(names.when(key))"
  }
}

extension Model {
  /// Racks of everything that stands at a site, or what they take.
  func room(
    at site: Ref<Site>, _ node: Node, _ decisions: Decisions, perRack: (GPUClass) -> Double = { _ in 1 }
  ) -> Amount {
    self.case.tranches.indices.reduce(into: Amount()) { sum, index in
      let tranche = self.case.tranches[index], gpuClass = self.case[tranche.gpuClass]
      guard tranche.site == site else { return }
      sum.add(decisions.held(Ref(index), at: node, self), times: perRack(gpuClass) / Double(gpuClass.gpusPerRack))
    }
  }
}
