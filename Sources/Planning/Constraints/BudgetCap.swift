import Fleet

/// Leases, prepayments, exits, fallbacks and energy of a fiscal year cost no more than its budget.
///
///     sum over t of the year of lease payments + prepayments + exit fees + fallbacks + energy <= budget
///                                                        (USD as paid, undiscounted; per path, per fiscal year)
///
/// The sum runs over the whole path: what was paid before a notice counts after it. A path without a slice of its own
/// in the year shares the base path's row. Row units are thousands of USD; what no
/// decision changes stands in the row as a column of 1, so that the limit is the budget itself.
enum BudgetCap: Rule {
  static let name = "budget-cap"
  static let statement =
    "lease payments + prepayments + exit fees + fallbacks + energy of a fiscal year <= the yearly budget (USD, per path and fiscal year)"

  private static let rowUSD = 1000.0

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure("USD", rowUnits: 1 / rowUSD) }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    guard let budget = model.case.options.yearlyBudget else { return }
    let spent = draft.money.filter { [.leasePayments, .prepayments, .exitFees, .fallback, .energy].contains($0.term) }
    let byNode = Dictionary(grouping: spent, by: \.node)
    let years = Set(model.case.periods.indices.map(model.case.fiscalYear)).sorted()
    for (number, path) in model.timeline.paths.enumerated() {
      for year in years {
        func isInYear(_ index: Int) -> Bool { model.case.fiscalYear(model.timeline.nodes[index].period) == year }
        guard path.ownNodes.contains(where: isInYear) else { continue }
        let entries = path.nodes.filter(isInYear).flatMap { byNode[$0] ?? [] }
        let fixed = entries.filter { $0.column == nil }.map(\.usd)
        // What was paid ahead and is credited cancels.
        let paidAnyway = withoutResidue(fixed.reduce(0, -), of: fixed.reduce(0) { $0 + abs($1) })
        let key = Key(.fiscalYear(year), .path(number))
        let anyway = draft.column("paid-anyway", key, lower: 1, upper: 1)
        draft.row(
          name, key,
          entries.compactMap { entry in entry.column.map { ($0, -entry.usd / rowUSD) } }
            + [(anyway, paidAnyway / rowUSD)],
          upper: budget / rowUSD)
      }
    }
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    "one more USD of budget in \(names.subject(key.first)!)"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "what must be paid in \(names.subject(key.first)!) is more than the budget"
  }
}
