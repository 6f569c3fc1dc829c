import Fleet

/// changed[w,o,t] >= x[t] - what the incumbent has then, changed >= 0: GPUs that arrive where it did not plan them.
///
/// Per workload and pool, in every slice that is not past of the path that came about and that the incumbent has: what a
/// notice to come forces is no change.
struct ChangeDecisions: Sendable {
  struct Change: Sendable {
    let work: Arrivals.Work
    let node: Int
    /// The slice's share of its period: a GPU that moves counts once for each period, however that is cut.
    let weight: Double
    let column: Column
  }

  private(set) var all: [Change] = []

  init() {}

  init(_ model: Model, _ decisions: Decisions, into draft: inout Draft) {
    for node in model.nodesToCompare {
      let planned = model.incumbentGPUs(at: node)
      let now = Dictionary(grouping: decisions.assignments(at: node), by: Arrivals.Work.init)
      for (work, assignments) in now.sorted(by: { $0.key < $1.key }) {
        let most = model.stock.mostGPUs(model.pools.all[work.pool], at: node), key = work.key(at: node)
        let column = draft.column("changed", key, upper: most)
        draft.row(
          "changed", key, [(column, 1)] + assignments.map { ($0.gpus.column, -$0.gpus.perColumn) },
          lower: -(planned[work] ?? 0), isLimit: false)
        all.append(Change(work: work, node: node.index, weight: model.shareOfPeriod(node), column: column))
      }
    }
  }

  /// GPUs that arrive, once for each period, by a solution; a millionth of a GPU is a solver's rounding.
  static func sum(_ reading: Reading) -> Double {
    let model = reading.formulation.model
    return model.nodesToCompare.reduce(0) { sum, node in
      let planned = model.incumbentGPUs(at: node)
      return Arrivals.gpus(reading, at: node).sorted { $0.key < $1.key }.reduce(sum) {
        let change = $1.value - (planned[$1.key] ?? 0)
        return change > 1e-6 ? $0 + model.shareOfPeriod(node) * change : $0
      }
    }
  }
}

extension Model {
  fileprivate func shareOfPeriod(_ node: Node) -> Double {
    let period = self.case.periods[node.period]
    return node.hours / Instant.hours(from: Instant(period.start), to: Instant(period.end))
  }
}
