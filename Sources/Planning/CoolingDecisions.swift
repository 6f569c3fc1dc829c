import Fleet

/// cool[m,t] and cooled[m,t]: how much of a site's heat each of its cooling modes takes, at peak load and at mean load.
///
/// A site without modes has none. Where a mode names a loop the heat of each loop is shared among the modes that serve it.
struct CoolingDecisions: Sendable {
  /// A mode at work on a loop in a slice; the loop is nil where heat is not told apart by loop.
  struct Way: Sendable {
    let mode: Ref<CoolingMode>
    let loop: CoolingLoop?
    /// IT kW at peak load, and at mean load.
    let peak, mean: Column
  }

  private var byNode: [[Int: [Way]]]

  init(_ model: Model, into draft: inout Draft) {
    byNode = model.timeline.nodes.map { _ in [:] }
    for index in model.case.sites.indices where !model.case.modes(of: Ref(index)).isEmpty {
      for node in model.timeline.nodes { add(Ref(index), at: node, model, &draft) }
    }
  }

  /// Every mode at work at a site, loop by loop.
  func ways(at site: Ref<Site>, _ node: Node) -> [Way] { byNode[node.index][site.index] ?? [] }

  private mutating func add(_ site: Ref<Site>, at node: Node, _ model: Model, _ draft: inout Draft) {
    let most = model.mostDraw(at: site, node)
    guard most > 0 else { return }
    for (mode, loop) in model.case.cooling(of: site) {
      let key = Key(.mode(mode), loop.map { .part(Subject.Part($0)) } ?? .none, at: node)
      byNode[node.index][site.index, default: []].append(
        Way(
          mode: mode, loop: loop, peak: draft.column("cool", key, upper: Decisions.clear * most),
          mean: draft.column("cooled", key, upper: Decisions.clear * most)))
    }
  }
}

extension PlanningCase {
  /// The cooling modes of a site, where it has several.
  func modes(of site: Ref<Site>) -> [Ref<CoolingMode>] {
    coolingModes.indices.map { Ref($0) }.filter { self[$0].site == site }
  }

  /// The modes of a site with each loop that they serve, loop by loop.
  func cooling(of site: Ref<Site>) -> [(mode: Ref<CoolingMode>, loop: CoolingLoop?)] {
    loops(of: site).flatMap { loop in modes(of: site).filter { self[$0].serves(loop) }.map { ($0, loop) } }
  }

  /// The loops whose heat a site's modes share by themselves; nil alone where no mode names one.
  func loops(of site: Ref<Site>) -> [CoolingLoop?] {
    modes(of: site).contains { self[$0].loop != nil } ? CoolingLoop.allCases : [nil]
  }
}

extension CoolingMode {
  func serves(_ loop: CoolingLoop?) -> Bool { self.loop == nil || self.loop == loop }
}

extension GPUClass {
  /// Share of its heat that goes into a loop; all of it where loops are not told apart.
  func share(of loop: CoolingLoop?) -> Double {
    switch loop {
    case .air: 1 - liquidShare
    case .liquid: liquidShare
    case nil: 1
    }
  }
}

extension Subject.Part {
  init(_ loop: CoolingLoop) { self = loop == .air ? .air : .liquid }
}
