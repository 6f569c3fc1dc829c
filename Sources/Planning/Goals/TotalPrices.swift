import LinearProgramming

extension GoalStack {
  /// What one more unit of each row's limit is worth in all, USD of objective: with the goals before the value held where
  /// they are, and for what the limit does to them.
  ///
  ///     z_i' = y_i + sum over j < i of mu_ij * z_j',  mu_ij the dual of the row that holds goal j in stage i
  ///
  /// Integers are fixed in every stage where it has them. Empty where no goal stands before the value, since the price in
  /// all is then the price, and where a stage has no duals.
  func totalPrices(_ prices: Prices) -> [Double] {
    guard beforeValue > 0 else { return [] }
    let rows = formulation.programme.rowCount
    var totals: [[Double]] = []
    for (stage, goal) in met.prefix(beforeValue + 1).enumerated() {
      let duals = goal.stage.isValue ? prices.duals : goal.solution.rowDuals
      guard duals.count == rows + stage else { return [] }
      var total = Array(duals.prefix(rows))
      for earlier in 0..<stage where duals[rows + earlier] != 0 {
        for row in 0..<rows { total[row] += duals[rows + earlier] * totals[earlier][row] }
      }
      totals.append(total)
    }
    return totals.last?.map { -$0 } ?? []
  }
}
