import Fleet

/// Leases, fallbacks, energy and what comes with it cost no more in a fiscal year than its budget.
///
///     sum over t of the year of lease payments + prepayments + exit fees + fallbacks
///                               + energy + demand charges + water + carbon <= budget
///                                                        (USD as paid, undiscounted; per path, per fiscal year)
///
/// The sum runs over the whole path: what was paid before a notice counts after it. A path without a slice of its own
/// in the year shares the row of the path that it leaves. Row units are thousands of USD; what no
/// decision changes stands in the row as a column of 1, so that the limit is the budget itself.
enum BudgetCap: Rule {
  static let name = "budget-cap"
  static let statement =
    "lease payments + prepayments + exit fees + fallbacks + energy, its peaks, water and carbon <= the yearly budget (USD, per path and fiscal year)"
  static let isMootOnceLeft = true

  private static let terms: Set<CostTermName> = [
    .leasePayments, .prepayments, .exitFees, .fallback, .energy, .demandCharge, .water, .carbon,
  ]
  private static let rowUSD = 1000.0

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure("USD", rowUnits: 1 / rowUSD) }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    guard let budget = model.case.options.yearlyBudget else { return }
    let spent = draft.money.filter { terms.contains($0.term) }
    let byNode = Dictionary(grouping: spent, by: \.node)
    for window in model.windows(.year) {
      let entries = window.nodes.flatMap { byNode[$0.index] ?? [] }
      let fixed = entries.filter { $0.column == nil }.map(\.usd)
      // What was paid ahead and is credited cancels.
      let paidAnyway = withoutResidue(fixed.reduce(0, -), of: fixed.reduce(0) { $0 + abs($1) })
      let key = Key(.fiscalYear(window.place), .path(window.path))
      let anyway = draft.column("paid-anyway", key, lower: 1, upper: 1)
      draft.row(
        name, key,
        entries.compactMap { entry in entry.column.map { ($0, -entry.usd / rowUSD) } }
          + [(anyway, paidAnyway / rowUSD)],
        upper: budget / rowUSD)
    }
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    "one more USD of budget in \(names.subject(key.first)!)"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "what must be paid in \(names.subject(key.first)!) is more than the budget"
  }
}
