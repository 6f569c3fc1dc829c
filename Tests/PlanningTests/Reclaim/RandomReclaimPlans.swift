import Fleet
import LinearProgramming
import Testing

@testable import Planning

/// The plan of a drawn case, whose limits perhaps cannot all be kept; nil then.
func plannedIfAny(_ planningCase: PlanningCase) throws -> Plan? {
  switch try makePlan(planningCase, request: PlanRequest(gap: 1e-7)) {
  case .planned(let plan):
    #expect(plan.status == .optimal)
    return plan
  case .refused(let refusal):
    #expect(refusal.status == .infeasible, "\(refusal.detail)")
    return nil
  }
}

/// USD of the best plan to a gap of 1e-7; nil where the limits cannot all be kept.
func wholeValue(_ planningCase: PlanningCase) throws -> Double? {
  var options = SolveOptions()
  options.relativeGap = 1e-7
  let solution = try solve(formulated(planningCase).programme, options: options)
  #expect([.optimal, .infeasible].contains(solution.termination), "\(solution.detail)")
  return solution.objective.map { -$0 }
}

/// USD of the best plan, integers aside; nil where the limits cannot all be kept.
func relaxedValue(_ planningCase: PlanningCase) throws -> Double? {
  try relaxedValue(formulated(planningCase).programme)
}

func relaxedValue(_ programme: LinearProgram) throws -> Double? {
  var options = SolveOptions()
  options.relativeGap = 1e-8
  let solution = try solve(programme.relaxed, options: options)
  #expect([.optimal, .infeasible].contains(solution.termination), "\(solution.detail)")
  return solution.objective.map { -$0 }
}

extension PathTables {
  /// Equal but for its name and place among the paths.
  func holdsTheSame(as other: PathTables) -> Bool {
    value == other.value && allocation == other.allocation && service == other.service && jobs == other.jobs
      && work == other.work && sites == other.sites && leases == other.leases && money == other.money
      && decisions == other.decisions
  }
}
