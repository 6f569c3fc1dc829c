import Fleet

/// How far a goal was met.
public struct GoalFacts: Sendable, Hashable {
  /// `shortfall`, `shortfall-1` for priority 1, `value`, `moves`.
  public var goal: String
  /// `share`, `USD`, `GPU`.
  public var unit: String
  /// The best that was found with the goals before it held, and what is proved that no plan betters.
  public var best: Double
  public var bound: Double?
  /// By how much of it later goals may fall short.
  public var slack: Double
  /// What it is in the plan.
  public var final: Double
  /// How much better it could be without the goals before it, 0 for the first; nil where that was not found.
  public var gaveUp: Double?
}

extension Stage {
  var isValue: Bool { terms == nil }

  /// What later goals may take of it, given its best costs.
  func slack(of best: Double) -> Double {
    switch goal.slack {
    case .amount(let amount): amount
    case .share(let share): share * abs(best)
    }
  }
}

extension GoalStack {
  /// The facts of every goal that was met, by the plan's own figures.
  func facts(_ reading: Reading, objective: Double) -> [GoalFacts] {
    met.map { goal in
      let sign = goal.stage.isValue ? -1.0 : 1
      return GoalFacts(
        goal: goal.stage.name, unit: goal.stage.unit, best: withoutZeroSign(sign * goal.best),
        bound: goal.solution.boundCertified.map { withoutZeroSign(sign * $0) }, slack: goal.stage.slack(of: goal.best),
        final: goal.stage.isValue ? objective : goal.stage.final(reading),
        gaveUp: goal.alone.map { max(0, goal.best - $0) })
    }
  }
}

private func withoutZeroSign(_ value: Double) -> Double { value == 0 ? 0 : value }

extension Stage {
  fileprivate func final(_ reading: Reading) -> Double {
    guard goal.kind == .moves else { return worstShortfall(reading) }
    return reading.formulation.model.case.incumbent == nil ? Arrivals.sum(reading) : ChangeDecisions.sum(reading)
  }

  /// The largest share that is missing of any service in any slice of the base path, or of any job over the whole of it.
  private func worstShortfall(_ reading: Reading) -> Double {
    let formulation = reading.formulation, model = formulation.model, decisions = formulation.decisions
    var worst = 0.0
    for (index, workload) in model.case.workloads.enumerated() where model.case.counts(workload, priority) {
      for node in model.timeline.nodes(of: model.timeline.paths[0]) {
        guard let serve = decisions.serve[index][node.index], case let asked = model.demand(Ref(index), at: node),
          asked > 0
        else { continue }
        worst = max(worst, 1 - reading[serve] / asked)
      }
    }
    for missing in decisions.missing where missing.path == 0 {
      let workload = model.case[missing.workload]
      guard model.case.counts(workload, priority) else { continue }
      worst = max(worst, reading[missing.column] * model.openSeconds(missing.workload) / workload.job!.work)
    }
    return worst
  }
}
