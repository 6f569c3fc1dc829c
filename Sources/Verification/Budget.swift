import Fleet

extension Audit {
  private static let budgeted: Set = [
    "lease-payments", "prepayments", "exit-fees", "fallback", "energy", "demand-charge", "water", "carbon",
  ]

  /// budget-cap: leases, prepayments, exits, fallbacks, energy with its peaks, water and carbon of every path and fiscal
  /// year, undiscounted, against the yearly budget.
  mutating func checkBudget() {
    guard let budget = planningCase.options.yearlyBudget else { return }
    for course in courses {
      var years = course.slices.reduce(into: [Int: Sum]()) {
        $0[planningCase.budgetYear(ofPeriod: $1.period)] = Sum()
      }
      for (period, row) in wholeMoney(course) where Audit.budgeted.contains(row.text("term")) {
        years[planningCase.budgetYear(ofPeriod: period), default: Sum()].add(-row["usd"])
      }
      for (year, spent) in years.sorted(by: { $0.key < $1.key }) {
        ledger.atMost(
          "budget-cap", Occasion(path: course.id, time: nil, subjects: ["FY\(year)"]), use: spent.value, limit: budget,
          unit: "USD", at: nil, "what leases, exits, fallbacks and energy cost in fiscal year \(year) on \(course.id)")
      }
    }
  }

  /// The rows of a path's money from the start of the case, with their periods.
  func wholeMoney(_ course: Course) -> [(period: Int, row: Row)] {
    let shared = course.parent.map { wholeMoney(courses[$0]).filter { $0.period < course.notice! } } ?? []
    return shared + datedMoney(course)
  }

  private func datedMoney(_ course: Course) -> [(period: Int, row: Row)] {
    rows("money", of: course).compactMap { row in
      planningCase.periods.firstIndex { $0.id == row.text("period") }.map { ($0, row) }
    }
  }
}
