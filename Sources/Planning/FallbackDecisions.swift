import Fleet

/// What is had of fallbacks: GPUs ordered or called, GPUs held, and GPUs kept on standby.
///
/// GPUs arrive at the starts of slices, so that no order cuts a slice in two. Whoever knows of the last notice before an
/// order's date decides it; an order made before a notice stays in transit after it.
struct FallbackDecisions: Sendable {
  /// order[f,t]: GPUs of a firm fallback that arrive at the start of a node, or of a standby that is called for then.
  struct Order: Sendable {
    let fallback: Ref<Fallback>
    /// Who decides: index of the path.
    let path: Int
    let arrival: Instant
    let column: Column
  }

  /// hold[f,t]: GPUs kept on standby throughout a period on a path, where a notice may come at the start of the next.
  struct Standby: Sendable {
    let fallback: Ref<Fallback>
    let path: Int
    let period: Int
    let column: Column
  }

  private struct Place: Hashable {
    let fallback: Ref<Fallback>
    let path: Int
    let arrival: Instant
  }

  private(set) var orders: [Order] = []
  private(set) var standbys: [Standby] = []
  /// held[f,t] by fallback, then node; nil before the first arrival.
  private(set) var held: [[Column?]]
  private var places: [Place: Column] = [:]
  private var arrivals: [[Column?]]

  init(_ model: Model, into draft: inout Draft) {
    let empty = [Column?](repeating: nil, count: model.timeline.nodes.count)
    held = .init(repeating: empty, count: model.case.fallbacks.count)
    arrivals = held
    for (index, fallback) in model.case.fallbacks.enumerated() where fallback.capGPUs > 0 {
      for node in model.timeline.nodes { add(Ref(index), at: node, model, &draft) }
      if fallback.kind == .standby { addStandby(Ref(index), model, &draft) }
    }
  }

  /// The GPUs of a fallback that arrive at the start of a node; nil where none can.
  func arriving(_ fallback: Ref<Fallback>, at node: Node) -> Column? { arrivals[fallback.index][node.index] }

  /// The GPUs kept on standby in a period on a path; nil where no notice can follow.
  func standby(_ fallback: Ref<Fallback>, path: Int, period: Int) -> Column? {
    standbys.first { $0.fallback == fallback && $0.path == path && $0.period == period }?.column
  }

  private mutating func add(_ ref: Ref<Fallback>, at node: Node, _ model: Model, _ draft: inout Draft) {
    let tranche = model.tranche(of: ref), most = model.stock.mostGPUs(tranche, at: node)
    guard most > 0 else { return }
    held[ref.index][node.index] = draft.column("held", Key(.tranche(tranche), at: node), upper: Decisions.clear * most)
    let fallback = model.case[ref]
    let path = model.timeline.path(deciding: fallback.decided(for: node.start), on: node.path)
    let place = Place(fallback: ref, path: path, arrival: node.start)
    if path == node.path, fallback.kind == .firm || path != 0 {
      let column = draft.column(
        fallback.kind == .firm ? "order" : "call", Key(.tranche(tranche), at: node), upper: Decisions.clear * most)
      places[place] = column
      orders.append(Order(fallback: ref, path: path, arrival: node.start, column: column))
    }
    arrivals[ref.index][node.index] = places[place]
  }

  private mutating func addStandby(_ ref: Ref<Fallback>, _ model: Model, _ draft: inout Draft) {
    for (number, path) in model.timeline.paths.enumerated() {
      let first = path.notices.last?.period ?? 0
      for period in first..<model.case.periods.count where model.case.mayBeCalled(on: path, in: period + 1) {
        let node = model.timeline.nodes(of: path).first { $0.period == period }!
        let column = draft.column(
          "hold", Key(.tranche(model.tranche(of: ref)), at: node), upper: Double(model.case[ref].capGPUs))
        standbys.append(Standby(fallback: ref, path: number, period: period, column: column))
      }
    }
  }
}

extension Model {
  /// The tranche that stands for a fallback: they follow all others.
  func tranche(of fallback: Ref<Fallback>) -> Ref<Tranche> {
    Ref(self.case.tranches.count - self.case.fallbacks.count + fallback.index)
  }
}
