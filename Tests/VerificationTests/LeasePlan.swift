import Fleet
import Testing

@testable import Verification

/// The plan of two pools, in which one lease may be left on two weeks' notice and the other renewed for a month.
///
/// `la` is left on the base path and on those that leave it in August, unless it is called back two days before; after
/// `notice-2026-07-b` it is left in July. `lb` is renewed by 20 July, but not after `notice-2026-07-a`.
func leasePlan() -> ReclaimPlan {
  var plan = ReclaimPlan()
  plan.planningCase.leases[0].reclaimHolder = .both
  plan.planningCase.leases[0].exit = ExitRight(noticeDays: 14, from: Day("2026-07-05"), fee: 1000)
  plan.planningCase.leases[1].end = Day("2026-08-15")!
  plan.planningCase.leases[1].renewal = Renewal(
    months: 1, price: .init(9, overrides: [1: 3]), decideBy: Day("2026-07-20")!)
  (plan.fee, plan.rents) = (1000, ["tb": ("08-15", 3)])
  // Notice on 1 September runs through the 15th, when the second term of the other lease is over too.
  plan.beyond = ["ta": ("2026-09-16", 2), "tb": ("2026-09-15", 3)]
  plan.edit("base") { path in
    path.decisions += [("exit", "la", 1, "08-14"), ("renew", "lb", 1, "08-15")]
    (path.left, path.starts) = (["ta": "08-14"], path.starts + ["08-14", "08-15"])
  }
  plan.edit("notice-2026-07-a") { ($0.ended, $0.starts) = (["tb": "08-15"], $0.starts + ["08-15"]) }
  plan.edit("notice-2026-07-a.2026-08-b") { ($0.ended, $0.starts) = (["tb": "08-15"], ["08-01", "08-15", "08-22"]) }
  plan.edit("notice-2026-07-b") { path in
    path.decisions = [("exit", "la", 1, "07-25")]
    (path.left, path.starts) = (["ta": "07-25"], ["07-01", "07-22", "07-25", "08-01"])
  }
  plan.edit("notice-2026-07-b.2026-08-a") { ($0.left, $0.starts) = (["ta": "07-25"], ["08-01"]) }
  plan.edit("notice-2026-08-a") { $0.starts += ["08-15"] }
  plan.edit("notice-2026-08-a+b") { $0.starts = ["08-01", "08-02", "08-12", "08-15", "08-22"] }
  plan.edit("notice-2026-08-b") { path in
    (path.left, path.starts) = (["ta": "08-14"], ["08-01", "08-02", "08-14", "08-15", "08-22"])
  }
  return plan
}

/// A sound plan with an exit and a renewal, with one figure of them wrong: the check named says so.
struct LeaseDefect: Sendable, CustomStringConvertible {
  let rule: String
  let description: String
  /// What the check's sentence tells.
  var says = ""
  var make: @Sendable (inout ReclaimPlan) -> Void = { _ in }
  /// What the written files are changed to.
  var rewrite: @Sendable (inout ReclaimPlan) -> Void = { _ in }
  /// What the case turns out to be once the plan is written.
  var afterwards: @Sendable (inout PlanningCase) -> Void = { _ in }

  func expectFound() throws {
    var plan = leasePlan()
    make(&plan)
    let folder = try plan.folder(rewrite)
    afterwards(&plan.planningCase)
    let found = verdict(on: folder, of: plan.planningCase).violations
    #expect(
      found.contains { $0.rule == rule && (says.isEmpty || $0.sentence.contains(says)) }, "\(found.map(\.sentence))")
  }
}

extension ReclaimPlan {
  mutating func edit(_ id: String, _ change: (inout ReclaimPath) -> Void) {
    change(&paths[paths.firstIndex { $0.id == id }!])
  }
}

extension ReclaimPath {
  mutating func drop(_ decision: String) { decisions.removeAll { $0.decision == decision } }
}
