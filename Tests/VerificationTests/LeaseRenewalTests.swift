import Fleet
import Testing

@testable import Verification

/// A lease that is renewed: by which path and when, for how long and at what price.
@Suite struct LeaseRenewalTests {
  static let choices: [LeaseDefect] = [
    LeaseDefect(rule: "lease-renewal", description: "the wrong path decides", says: "another path decides it") { plan in
      plan.edit("base") { $0.drop("renew") }
      plan.edit("notice-2026-08-b") { $0.decisions += [("renew", "lb", 1, "08-15")] }
    },
    LeaseDefect(rule: "lease-renewal", description: "renewed twice", says: "once already") { plan in
      plan.edit("base") { $0.decisions += [("renew", "lb", 1, "08-16")] }
    },
    LeaseDefect(rule: "lease-renewal", description: "no option", says: "no lease that can be renewed") { plan in
      plan.edit("base") { $0.decisions += [("renew", "la", 1, "08-15")] }
    },
    LeaseDefect(
      rule: "lease-renewal", description: "too late", says: "the start of the case",
      afterwards: {
        $0.leases[1].renewal?.decideBy = Day("2026-06-30")!
      }),
    LeaseDefect(
      rule: "lease-renewal", description: "a term after the case", says: "no second term of lb",
      afterwards: {
        $0.leases[1].end = Day("2026-09-01")!
      }),
    LeaseDefect(rule: "decisions", description: "longer", afterwards: { $0.leases[1].renewal?.months = 2 }),
    LeaseDefect(
      rule: "decisions", description: "another last day",
      afterwards: {
        $0.leases[1].renewal?.decideBy = Day("2026-07-21")!
      }),
    LeaseDefect(
      rule: "decisions", description: "another first day",
      rewrite: {
        $0.files["decisions.csv"]!.replace("2026-07-20,2026-08-15", with: "2026-07-20,2026-08-16")
      }),
    LeaseDefect(
      rule: "decisions", description: "another period",
      rewrite: {
        $0.files["decisions.csv"]!.replace("renew,lb,2026-07", with: "renew,lb,2026-08")
      }),
    LeaseDefect(
      rule: "decisions", description: "GPUs for months",
      rewrite: {
        $0.files["decisions.csv"]!.replace("1.0,months", with: "1.0,GPU")
      }),
  ]

  static let terms: [LeaseDefect] = [
    LeaseDefect(rule: "lease-term", description: "GPUs stay without a renewal") { plan in
      plan.edit("base") { $0.drop("renew") }
    },
    LeaseDefect(rule: "lease-term", description: "GPUs stay by another path's renewal") { plan in
      plan.edit("notice-2026-07-a") { $0.ended = [:] }
    },
    LeaseDefect(rule: "lease-term", description: "GPUs go although they are renewed") { plan in
      plan.edit("base") { $0.ended = ["tb": "08-15"] }
    },
    LeaseDefect(
      rule: "lease-term", description: "ended for held", says: "tb is held then",
      rewrite: {
        $0.files["leases.csv"]!.replace("lb,tb,50.0,50.0,61200.0,held", with: "lb,tb,50.0,50.0,61200.0,ended")
      }),
    LeaseDefect(rule: "lease-payments", description: "the old price in the second term") { $0.rents = [:] },
    LeaseDefect(rule: "lease-payments", description: "the new price in the first term") {
      $0.rents = ["tb": ("08-14", 3)]
    },
    LeaseDefect(rule: "slices", description: "no slice begins with the second term", says: "tb changes") { plan in
      plan.edit("base") { path in path.starts.removeAll { $0 == "08-15" } }
    },
    LeaseDefect(
      rule: "notices", description: "a call in a second term that nobody may have",
      afterwards: {
        $0.leases[1].renewal = nil
      }),
  ]

  @Test(arguments: choices + terms)
  func `a renewal with one thing wrong is rejected`(defect: LeaseDefect) throws { try defect.expectFound() }

  /// The base path leaves before its GPUs come, and another one does not: these tell what is signed. The lease bears the
  /// name of its tranche, whose signing is another decision.
  @Test func `a lease left before its GPUs come`() throws {
    var plan = SmallPlan(smallCase())
    plan.planningCase.leases[1].reclaimHolder = .lessee
    plan.planningCase.leases[1].exit = ExitRight(noticeDays: 0)
    plan.planningCase.leases[1].id = "south-h100"
    // Notice on 1 September lets the GPUs go on the 2nd, at 05:00 UTC.
    plan.hoursBeyond = 29
    for path in [0, 2] { plan.leaveSouth(path) }
    plan.write()
    plan.files["decisions.csv"]! += "exit,south-h100,2026-07,1.0,lease,2026-07-07,2026-07-08T05:00Z\n"
    let sound = verdict(on: try PlanFolder(plan.bytes()), of: plan.planningCase)
    #expect(sound.passed, "\(sound.violations.map(\.sentence))")
    plan.files["decisions.csv"]!.replace("2026-07-08T05:00Z", with: "2026-07-08T06:00Z")
    let found = verdict(on: try PlanFolder(plan.bytes()), of: plan.planningCase).violations
    #expect(found.map(\.rule) == ["slices", "lease-term"], "\(found.map(\.sentence))")
  }
}

extension SmallPlan {
  /// Leaves the lease in the south on 8 July; what it would have served at the end, owned GPUs serve.
  fileprivate mutating func leaveSouth(_ path: Int) {
    paths[path].uses.removeAll { $0.tranche == "south-h100" }
    paths[path].held.removeAll { $0.tranche == "south-h100" && $0.gpus > 0 }
    paths[path].held.append(("south-h100", 0, "2026-07-08T05:00Z", "left"))
    let last = paths[path].uses.firstIndex { $0.tranche == "south-ramp" && $0.gpus == 80 }!
    paths[path].uses[last].to = "2026-08-21"
    paths[path].uses.append(("chat", "south-ramp", 80, "2026-08-21", "2026-09-01"))
  }
}
