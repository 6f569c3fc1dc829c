import Fleet

/// A goal as a programme holds it.
struct Stage: Sendable {
  let goal: Goal
  /// `shortfall`, `shortfall-1` for priority 1, `value`, `moves`.
  let name: String
  let unit: String
  /// What is minimised; nil for the value, which is the programme's own objective.
  let terms: Terms?
  /// Of the tenants that it is about; nil for all.
  var priority: Int?

  /// The stages of a case's goals, with the columns and rows that they need.
  static func all(into draft: inout Draft, _ decisions: Decisions, _ model: Model) -> [Stage] {
    model.case.goals.flatMap { goal -> [Stage] in
      switch goal.kind {
      case .shortfall:
        [shortfall(goal, goal.kind.rawValue, of: nil, into: &draft, decisions, model)]
      case .shortfallByPriority:
        model.case.priorities.map {
          shortfall(goal, "\(Goal.Kind.shortfall.rawValue)-\($0)", of: $0, into: &draft, decisions, model)
        }
      case .value: [Stage(goal: goal, name: goal.kind.rawValue, unit: "USD", terms: nil)]
      case .moves:
        [
          Stage(
            goal: goal, name: goal.kind.rawValue, unit: "GPU",
            terms: model.case.incumbent == nil
              ? Arrivals.columns(into: &draft, decisions, model).map { ($0, 1) }
              : decisions.changes.all.map { ($0.column, $0.weight) })
        ]
      }
    }
  }

  /// worst in [0, 1], of all work or of that of one priority's tenants, as long as no notice comes.
  ///
  ///     serve[w,t] + worst * D[w,t] >= D[w,t]           (work units per second; per service and slice with D > 0)
  ///     missing[w] <= worst * work[w]                   (work units; per job)
  private static func shortfall(
    _ goal: Goal, _ name: String, of priority: Int?, into draft: inout Draft, _ decisions: Decisions, _ model: Model
  ) -> Stage {
    let group = Subject.ordinal(priority ?? 0), worst = draft.column("worst", Key(group), upper: 1)
    for (index, workload) in model.case.workloads.enumerated() where model.case.counts(workload, priority) {
      for node in model.timeline.nodes(of: model.timeline.paths[0]) {
        guard let serve = decisions.serve[index][node.index], case let asked = model.demand(Ref(index), at: node),
          asked > 0
        else { continue }
        draft.row(
          "worst", Key(group, .workload(Ref(index)), at: node), [(serve, 1), (worst, asked)], lower: asked,
          isLimit: false)
      }
    }
    for missing in decisions.missing where missing.path == 0 {
      let workload = model.case[missing.workload]
      guard model.case.counts(workload, priority) else { continue }
      let work = workload.job!.work / model.openSeconds(missing.workload)
      draft.row(
        "worst", Key(group, .workload(missing.workload)), [(missing.column, 1), (worst, -work)], upper: 0,
        isLimit: false)
    }
    return Stage(goal: goal, name: name, unit: "share", terms: [(worst, 1)], priority: priority)
  }
}

extension PlanningCase {
  /// Whether a workload is of a tenant of a priority; of any where it is nil.
  func counts(_ workload: Workload, _ priority: Int?) -> Bool {
    priority == nil || self[workload.tenant].priority == priority
  }
}
