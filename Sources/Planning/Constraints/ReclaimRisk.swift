import Fleet

/// The mean of the worst paths weighs in the objective beside the mean of all of them, and may have to be worth
/// something.
///
///     objective = (1 - lambda) * expected value - lambda * CVaR,  -CVaR >= tail_value_floor
///     CVaR = eta + 1 / (1 - a) * sum of prob[p] * z[p],  z[p] >= cost[p] - eta,  z[p] >= 0      (M USD; per path)
///     a = 1: eta >= cost[p] for every path
///
/// cost[p] is minus the value of the whole path, shared slices included, discounted. eta is bounded on both sides by
/// what a path can cost at all. Nothing is written where no floor is stated and lambda is 0 or no notice can be given.
/// The dual of the floor is what one USD less of it would earn.
enum ReclaimRisk: Rule {
  static let name = "reclaim-risk"
  static let statement =
    "excess of a path over eta >= cost of the path - eta (USD, per path); -CVaR = -(eta + mean excess / (1 - a)) >= its floor"

  static let rowUSD = 1e6

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure("USD", rowUnits: 1 / rowUSD) }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    let weight = model.case.options.riskWeight, level = model.case.options.riskLevel
    let floor = model.case.options.tailValueFloor
    let isWeighed = weight > 0 && model.timeline.paths.count > 1
    guard isWeighed || floor != nil else { return }
    let byNode = Dictionary(grouping: draft.money, by: \.node)
    let costs = model.timeline.paths.map { path in
      withoutCents(
        path.nodes.flatMap { index in
          let discount = model.case.discount(model.timeline.nodes[index].period)
          return (byNode[index] ?? []).map { (column: $0.column, usd: -$0.usd * discount / rowUSD) }
        })
    }
    let reach = costs.map { draft.reach($0) }
    let least = reach.map(\.lowerBound).min()!, most = reach.map(\.upperBound).max()!
    let eta = draft.column("eta", Key(), lower: least, upper: most)
    var tail: Terms = [(eta, -1)]
    for (number, path) in model.timeline.paths.enumerated() where path.probability >= Model.unlikely {
      var terms: Terms = [(eta, 1)] + costs[number].compactMap { cost in cost.column.map { ($0, -cost.usd) } }
      if level < 1 {
        let excess = draft.column("excess", Key(.path(number)), upper: most - least)
        tail.append((excess, -path.probability / (1 - level)))
        terms.append((excess, 1))
      }
      let paidAnyway = costs[number].reduce(0) { $0 + ($1.column == nil ? $1.usd : 0) }
      draft.row(name, Key(.path(number)), terms, lower: paidAnyway, isLimit: false)
    }
    for term in tail where isWeighed { draft.addRisk(term.column, usd: weight * term.coefficient * rowUSD) }
    if let floor { draft.row(name, Key(), tail, lower: floor / rowUSD) }
  }

  /// Columns that cost less than a tenth of a cent each are left out: no solver can be trusted with their size.
  private static func withoutCents(_ entries: [(column: Column?, usd: Double)]) -> [(column: Column?, usd: Double)] {
    var sums: [Column: Double] = [:]
    for entry in entries { if let column = entry.column { sums[column, default: 0] += entry.usd } }
    return entries.filter { $0.column.map { abs(sums[$0]!) >= 1e-9 } ?? true }
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    names.subject(key.first).map { "one more USD of cost on \($0)" }
      ?? "one more USD that the worst cases must be worth"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    names.subject(key.first).map { "\($0) costs more than can be borne" }
      ?? "the worst cases cannot be worth what tail_value_floor asks"
  }
}

extension Draft {
  /// The least and the most that a sum of money can come to between its columns' bounds.
  fileprivate func reach(_ entries: [(column: Column?, usd: Double)]) -> ClosedRange<Double> {
    var byColumn: [Column: Double] = [:]
    var least = 0.0, most = 0.0
    for entry in entries {
      if let column = entry.column {
        byColumn[column, default: 0] += entry.usd
      } else {
        least += entry.usd
        most += entry.usd
      }
    }
    for (column, usd) in byColumn.sorted(by: { $0.key.index < $1.key.index }) {
      let ends = [usd * columnLower[column.index], usd * columnUpper[column.index]]
      least += ends.min()!
      most += ends.max()!
    }
    return least...most
  }
}
