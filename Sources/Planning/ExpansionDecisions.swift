import Fleet

/// build[e,k]: modules of an expansion ordered at the start of a period, by whoever stands on that path then.
///
/// Only what is in service before the horizon ends can be ordered; what was ordered before a notice comes after it.
struct ExpansionDecisions: Sendable {
  struct Build: Sendable {
    let expansion: Ref<Expansion>
    /// Who decides: index of the path.
    let path: Int
    /// Index of the period at whose start it is ordered.
    let period: Int
    /// When the modules go into service.
    let service: Instant
    let column: Column
  }

  private struct Place: Hashable {
    let expansion: Ref<Expansion>, path: Int, period: Int
  }

  private(set) var builds: [Build] = []
  private var places: [Place: Int] = [:]

  init(_ model: Model, into draft: inout Draft) {
    for (index, expansion) in model.case.expansions.enumerated() {
      for period in model.case.periods.indices {
        let service = model.case.service(of: expansion, orderedIn: period)
        guard service < model.case.end else { continue }
        for (number, path) in model.timeline.paths.enumerated() {
          guard let node = model.timeline.nodes(of: path).first(where: { $0.period == period }) else { continue }
          let column = draft.column(
            "build", Key(.expansion(Ref(index)), at: node), upper: Double(expansion.maxModules), integer: true)
          places[Place(expansion: Ref(index), path: number, period: period)] = builds.count
          builds.append(
            Build(expansion: Ref(index), path: number, period: period, service: service, column: column))
        }
      }
    }
  }

  /// What is ordered of an expansion along a path, before its notices included.
  func builds(of expansion: Ref<Expansion>, on path: Int, _ model: Model) -> [Build] {
    model.case.periods.indices.compactMap { period in
      let decider = model.timeline.path(deciding: Instant(model.case.periods[period].start), on: path)
      return places[Place(expansion: expansion, path: decider, period: period)].map { builds[$0] }
    }
  }
}

extension Decisions {
  /// What the modules in service at a node add to a limit of a site.
  func added(to site: Ref<Site>, at node: Node, _ model: Model, _ size: (Expansion.Module) -> Double) -> Terms {
    model.case.expansions.indices.flatMap { index -> Terms in
      let expansion = model.case.expansions[index], size = size(expansion.module)
      guard expansion.site == site, size != 0 else { return [] }
      return expansions.builds(of: Ref(index), on: node.path, model).filter { $0.service <= node.start }
        .map { ($0.column, size) }
    }
  }
}
