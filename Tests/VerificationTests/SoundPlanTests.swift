import Fleet
import Testing

@testable import Verification

@Suite struct SoundPlanTests {
  @Test func `a sound plan passes and its objective is found again`() throws {
    var plan = SmallPlan(smallCase())
    plan.write()
    let verdict = verdict(on: try PlanFolder(plan.bytes()), of: plan.planningCase)
    for violation in verdict.violations.prefix(20) { Issue.record("\(violation)") }
    #expect(verdict.passed)
    #expect(abs(verdict.objectiveRecomputed! - plan.objective) < 1e-3)
    #expect(verdict.checks > 1000)
    for worst in verdict.worst { #expect(worst.amount > -1e-3, "\(worst)") }
  }
}
