import Fleet
import LinearProgramming

extension Formulation {
  /// Of all plans that are as good by the measure of risk alone, one of the best expected value.
  ///
  ///     max expected value  such that  cost by the objective <= what was found, integers as found
  ///
  /// Where the expected value has no weight of its own, paths outside the worst ones would be left to chance. What was
  /// found stays where it cannot be bettered in time.
  func withBestMean(_ solution: Solution, timeLimit: Duration?, monitor: Monitor) throws -> Solution {
    guard model.expectedWeight == 0, let cost = solution.objective else { return solution }
    let fixed = programme.fixingIntegers(at: solution.primal)
    let held = fixed.adding(
      row: fixed.objective, upper: cost - fixed.objectiveConstant + 1e-9 * max(1, abs(cost)))
    let mean = draft.programme(weights: model.presentWeights, countsRisk: false)
    var second = held
    second.objective = mean.objective
    second.objectiveConstant = mean.objectiveConstant
    var options = SolveOptions()
    options.timeLimit = timeLimit
    options.startBasis = solution.basis.map { Basis(rows: $0.rows + [.basic], columns: $0.columns) }
    let best = try solve(second, options: options, monitor: monitor)
    guard best.termination == .optimal else { return solution }
    var chosen = solution
    chosen.primal = best.primal
    return chosen
  }
}
