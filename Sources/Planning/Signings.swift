import Fleet

/// sign[l]: whole units signed of each tranche to sign, by whoever decides it.
///
/// A tranche without a day of its own is decided at the start of the case, the same on every path; one with a day by
/// whoever knows of the last notice by then. What comes on none of the paths for
/// which it is decided is signed at its least.
struct Signings: Sendable {
  struct Signing: Sendable {
    let tranche: Ref<Tranche>
    /// Who decides: index of the path.
    let path: Int
    let column: Column
    /// bought[l] in {0, 1}, whether any unit is signed, where that has a price of its own.
    let bought: Column?
    /// M USD paid then: a price of billions is no coefficient that a solver can be trusted with.
    let building: Column?
  }

  private(set) var all: [Signing] = []
  /// Place in ``all`` by tranche, then path; empty for tranches that are there.
  private var places: [[Int]]

  init(_ model: Model, into draft: inout Draft) {
    places = model.case.tranches.map { _ in [] }
    for (index, tranche) in model.case.tranches.enumerated() {
      guard case .optional(let least, let most) = tranche.size else { continue }
      let deciders = model.timeline.paths.indices.map { path in
        model.case.decided(tranche).map { model.timeline.path(deciding: $0, on: path) } ?? 0
      }
      // A path's nodes are its own and those of the paths before it, so that its own tell for all that it decides for.
      let there = Set(
        model.timeline.nodes.filter { model.stock.gpus(Ref(index), at: $0) > 0 }.map { deciders[$0.path] })
      for (path, decider) in deciders.enumerated() {
        if decider == path {
          sign(Ref(index), tranche, on: path, Double(least)...Double(there.contains(path) ? most : least), &draft)
        }
        places[index].append(decider == path ? all.count - 1 : places[index][decider])
      }
    }
  }

  /// Who signs a tranche, as it binds on a path; nil for one that is there.
  func signing(_ tranche: Ref<Tranche>, on path: Int) -> Signing? {
    places[tranche.index].isEmpty ? nil : all[places[tranche.index][path]]
  }

  /// The units signed of a tranche, as they bind on a path; nil for one that is there.
  func column(_ tranche: Ref<Tranche>, on path: Int) -> Column? { signing(tranche, on: path)?.column }

  private mutating func sign(
    _ ref: Ref<Tranche>, _ tranche: Tranche, on path: Int, _ units: ClosedRange<Double>, _ draft: inout Draft
  ) {
    let key = tranche.decideBy == nil ? Key(.tranche(ref)) : Key(.tranche(ref), .path(path))
    let column = draft.column("sign", key, lower: units.lowerBound, upper: units.upperBound)
    let hasPrice = (tranche.capital?.once ?? 0) > 0
    let bought = hasPrice ? draft.column("bought", key, upper: 1, integer: true) : nil
    let building = hasPrice ? draft.column("building", key, upper: tranche.capital!.once / 1e6) : nil
    all.append(Signing(tranche: ref, path: path, column: column, bought: bought, building: building))
  }
}
