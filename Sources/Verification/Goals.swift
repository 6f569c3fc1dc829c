import Fleet

/// A goal as the case and the plan state it.
private struct StatedGoal {
  let goal: Goal
  let name: String
  let priority: Int?
}

extension Audit {
  /// goals: `plan.json` states the case's goals in their order; each is in the end what the tables give, within its slack
  /// of its best; and no best passes its bound.
  ///
  ///     shortfall  = max over services and slices of 1 - min(capacity, asked) / asked, over jobs of missing / work
  ///     moves      = sum over slices of max(0, GPUs - GPUs in the slice before), by workload and pool;
  ///                  with an incumbent of max(0, GPUs - GPUs of the incumbent's), on the path that came about
  ///     final <= best + slack (of the value: final >= best - slack)
  ///
  /// All on the base path; the value is the objective.
  mutating func checkGoals() {
    // Plans made before there were goals have but their value, and do not say so.
    if case .null = folder.document["goals"], planningCase.goals.map(\.kind) == [.value] { return }
    let stated = folder.document["goals"].elements, goals = statedGoals
    ledger.require("goals", stated.map { $0["goal"].text ?? "" } == goals.map(\.name), key: "goals") {
      "plan.json: the goals of the case are \(goals.map(\.name).joined(separator: ", "))."
    }
    for (json, goal) in zip(stated, goals) { check(goal, json, isLast: goal.name == goals.last?.name) }
  }

  /// USD that the value may give up for the goals after it.
  var valueGivenUp: Double {
    guard planningCase.goals.last?.kind != .value else { return 0 }
    return folder.document["goals"].elements.first { $0["goal"].text == "value" }?["slack"].number ?? 0
  }

  private var statedGoals: [StatedGoal] {
    planningCase.goals.flatMap { goal -> [StatedGoal] in
      switch goal.kind {
      case .shortfallByPriority:
        let ranks = Set(planningCase.workloads.filter { $0.letting == nil }.map { rank($0) }).sorted()
        return ranks.map { StatedGoal(goal: goal, name: "shortfall-\($0)", priority: $0) }
      default: return [StatedGoal(goal: goal, name: goal.kind.rawValue, priority: nil)]
      }
    }
  }

  private func rank(_ workload: Workload) -> Int { planningCase.tenants[workload.tenant.index].priority }

  private mutating func check(_ goal: StatedGoal, _ json: JSON, isLast: Bool) {
    let name = goal.name
    guard let best = json["best"].number, let final = json["final"].number, let slack = json["slack"].number else {
      return ledger.require("goals", false, key: name) { "plan.json: \(name) lacks best, slack or final." }
    }
    let (found, unit) = amount(goal), sign = goal.goal.kind == .value ? -1.0 : 1
    ledger.equal("goals", final, found, unit: unit, key: name, "plan.json: \(name) in the end")
    ledger.require("goals", json["unit"].text == unit.replacing("GPUs", with: "GPU"), key: name) {
      "plan.json: \(name) is counted in \(unit)."
    }
    ledger.equal("goals", slack, slackOf(goal.goal, best), unit: unit, key: name, "plan.json: the slack of \(name)")
    let scale = max(1, abs(best))
    // Of the last goal nobody may take anything.
    ledger.require("goals", sign * (final - best) <= (isLast ? 0 : slack) + 1e-6 * scale, key: name) {
      "plan.json: \(name) is \(final), further from \(best) than its slack of \(slack)."
    }
    let bound = json["bound"].number
    ledger.require("goals", bound.map { sign * ($0 - best) <= 1e-6 * scale } ?? true, key: name) {
      "plan.json: the best of \(name) passes the bound that no plan can pass."
    }
    // The value's bound is held against the plan's own.
    guard goal.goal.kind != .value else { return }
    let asked = folder.document["asked_gap"].number ?? 0
    let isProved = bound.map { abs($0 - best) <= asked * scale + 1e-9 * scale } ?? false
    ledger.require("goals", folder.document["status"].text != "optimal" || isProved, key: name) {
      "plan.json: optimal is claimed, but \(name) is not proved to the asked gap."
    }
  }

  private func slackOf(_ goal: Goal, _ best: Double) -> Sum {
    switch goal.slack {
    case .amount(let amount): Sum(amount)
    case .share(let share): Sum(share, abs(best))
    }
  }

  private func amount(_ goal: StatedGoal) -> (Sum, unit: String) {
    switch goal.goal.kind {
    case .value: (Sum(objective ?? .nan), "USD")
    case .moves: (planningCase.incumbent == nil ? arrivals : changes, "GPUs")
    case .shortfall, .shortfallByPriority: (Sum(worstShortfall(of: goal.priority)), "share")
    }
  }

  private func worstShortfall(of priority: Int?) -> Double {
    var worst = 0.0
    for workload in planningCase.workloads where priority == nil || rank(workload) == priority {
      for row in base.slices.compactMap({ $0.service[workload.id] }) where row["asked"] > 0 {
        worst = max(worst, 1 - min(row["capacity"], row["asked"]) / row["asked"])
      }
      for row in folder["work"] where row.text("workload") == workload.id && row["work_units"] > 0 {
        worst = max(worst, row["missing_units"] / row["work_units"])
      }
    }
    return worst
  }

  private var arrivals: Sum {
    var sum = Sum()
    for (before, slice) in zip(base.slices, base.slices.dropFirst()) {
      let earlier = pools(before.uses)
      for (pool, gpus) in pools(slice.uses) { sum.add(max(0, gpus - (earlier[pool] ?? 0))) }
    }
    return sum
  }
}
