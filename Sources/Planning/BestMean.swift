import Fleet
import LinearProgramming

extension Formulation {
  /// Of all plans that are as good by the measure of risk alone, one of the best expected value.
  ///
  ///     max expected value  such that  cost by the objective <= what was found, integers as found
  ///
  /// Where the expected value has no weight of its own, paths outside the worst ones would be left to chance. What was
  /// found stays where it cannot be bettered in time.
  ///
  /// - Parameter stack: the goals that stay as far met as they are.
  func withBestMean(
    _ solution: Solution, _ stack: GoalStack, timeLimit: Duration?, monitor: Monitor
  ) throws -> Solution {
    guard model.expectedWeight == 0 else { return solution }
    let held = stack.keeping(in: programme.fixingIntegers(at: solution.primal), by: solution)
    let mean = draft.programme(weights: model.presentWeights, countsRisk: false)
    var second = held
    second.objective = mean.objective
    second.objectiveConstant = mean.objectiveConstant
    var options = SolveOptions()
    options.timeLimit = timeLimit
    options.startBasis = solution.basis.map { $0.withBasicRows(held.rowCount) }
    let best = try solve(second, options: options, monitor: monitor)
    guard best.termination == .optimal else { return solution }
    var chosen = solution
    chosen.primal = best.primal
    return chosen
  }

  /// The same plan, with the best of what may come though the case holds it to be impossible.
  ///
  /// Slices of no weight (a path for a cover that is to hold at hazard 0, the base path behind a certain notice) take no
  /// part in the objective, and a solver leaves them as they come. All else stays as found.
  ///
  /// - Parameter stack: the goals that stay as far met as they are.
  func withIdleSlicesAtTheirBest(
    _ solution: Solution, _ stack: GoalStack, timeLimit: Duration?, monitor: Monitor
  ) throws -> Solution {
    let weights = model.presentWeights
    guard weights.contains(0), !solution.primal.isEmpty else { return solution }
    let idle = draft.programme(
      weights: model.timeline.nodes.map { weights[$0.index] == 0 ? model.case.discount($0.period) : 0 },
      countsRisk: false)
    let isFree = draft.columnLabels.map { label in
      label.key.node.map { weights[$0] == 0 }
        ?? label.key.pathIndex.map { model.timeline.paths[$0].probability < Model.unlikely } ?? false
    }
    let held = stack.keeping(in: idle, by: solution)
    // What is free would use all the room that it is given: no more than a solver's last digits unless there is no other way.
    for slack in [HeldBase.lastDigits, HeldBase.rounding] {
      let own = Restriction(held, isFree: isFree, values: solution.primal, slack: slack)
      let best = try solve(own.program, options: SolveOptions(timeLimit: timeLimit), monitor: monitor)
      guard !best.primal.isEmpty else { continue }
      var chosen = solution
      chosen.primal = own.filled(solution.primal, with: best.primal)
      return chosen
    }
    return solution
  }
}
