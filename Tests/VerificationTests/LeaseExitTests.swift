import Fleet
import Testing

@testable import Verification

/// A lease that the lessee leaves: by what right, on what notice, on which paths and at what price.
@Suite struct LeaseExitTests {
  @Test func `a sound plan with an exit and a renewal passes`() throws {
    var plan = leasePlan()
    let verdict = verdict(on: try plan.folder(), of: plan.planningCase)
    for violation in verdict.violations.prefix(20) { Issue.record("\(violation)") }
    #expect(verdict.passed)
    // The base path's, and of the other two that leave the one in whose table it stands.
    let fees = ["money.csv", "recourse/money.csv"].map {
      plan.files[$0]!.components(separatedBy: "exit-fees").count - 1
    }
    #expect(fees == [1, 2])
  }

  static let notices: [LeaseDefect] = [
    LeaseDefect(
      rule: "lease-exit", description: "notice before the right begins", says: "not before 2026-07-11",
      afterwards: {
        $0.leases[0].exit?.from = Day("2026-07-11")
      }),
    LeaseDefect(
      rule: "lease-exit", description: "notice before the lease begins", says: "not before 2026-07-11",
      afterwards: {
        $0.leases[0].exit = ExitRight(noticeDays: 14)
        $0.leases[0].start = Day("2026-07-11")!
      }),
    LeaseDefect(rule: "lease-exit", description: "notice before the case begins", says: "the start of the case") {
      plan in
      plan.planningCase.leases[0].exit?.from = nil
      plan.edit("base") { path in
        path.drop("exit")
        path.decisions += [("exit", "la", 1, "07-15")]
      }
    },
    LeaseDefect(rule: "lease-exit", description: "notice before the path begins", says: "another path gives it") {
      plan in
      plan.edit("base") { $0.drop("exit") }
      plan.edit("notice-2026-08-b") { $0.decisions += [("exit", "la", 1, "08-14")] }
    },
    LeaseDefect(rule: "lease-exit", description: "one exit after another on a path", says: "once already") { plan in
      plan.edit("base") { $0.decisions += [("exit", "la", 1, "08-15")] }
    },
    LeaseDefect(rule: "lease-exit", description: "one exit after another path's", says: "once already") { plan in
      plan.edit("notice-2026-08-b") { $0.decisions += [("exit", "la", 1, "08-22")] }
    },
    LeaseDefect(rule: "lease-exit", description: "an exit after the call", says: "nothing of la is there") { plan in
      plan.edit("base") { $0.drop("exit") }
      plan.edit("notice-2026-08-a") { $0.decisions += [("exit", "la", 1, "08-20")] }
    },
    LeaseDefect(
      rule: "lease-exit", description: "an exit after the term", says: "nothing of la is there",
      afterwards: {
        $0.leases[0].end = Day("2026-08-14")!
      }),
    LeaseDefect(
      rule: "lease-exit", description: "no right to leave", says: "no lease that the lessee may end",
      afterwards: {
        $0.leases[0].exit = nil
      }),
    LeaseDefect(
      rule: "lease-exit", description: "the lessor's right", says: "no lease that the lessee may end",
      afterwards: {
        $0.leases[0].reclaimHolder = .owner
      }),
  ]

  static let words: [LeaseDefect] = [
    LeaseDefect(
      rule: "lease-exit", description: "a tranche for a lease", says: "no lease that the lessee may end",
      rewrite: {
        $0.files["decisions.csv"]!.replace("exit,la", with: "exit,ta")
      }),
    LeaseDefect(rule: "decisions", description: "shorter notice", afterwards: { $0.leases[0].exit?.noticeDays = 13 }),
    LeaseDefect(
      rule: "decisions", description: "another period",
      rewrite: {
        $0.files["decisions.csv"]!.replace("exit,la,2026-07", with: "exit,la,2026-08")
      }),
    LeaseDefect(
      rule: "decisions", description: "two leases for one",
      rewrite: {
        $0.files["decisions.csv"]!.replace("exit,la,2026-07,1.0", with: "exit,la,2026-07,2.0")
      }),
    LeaseDefect(
      rule: "decisions", description: "GPUs for a lease",
      rewrite: {
        $0.files["decisions.csv"]!.replace("1.0,lease", with: "1.0,GPU")
      }),
    LeaseDefect(
      rule: "decisions", description: "no moment",
      rewrite: {
        $0.files["decisions.csv"]!.replace("2026-07-30,2026-08-14", with: "2026-07-30,")
      }),
  ]

  static let leaving: [LeaseDefect] = [
    LeaseDefect(rule: "lease-term", description: "GPUs stay") { plan in
      plan.edit("base") { $0.left = ["ta": "08-15"] }
    },
    LeaseDefect(rule: "lease-term", description: "GPUs stay on a path that leaves after the notice") { plan in
      plan.edit("notice-2026-08-b") { $0.left = [:] }
    },
    LeaseDefect(rule: "lease-term", description: "GPUs go without an exit") { plan in
      plan.edit("notice-2026-07-b") { $0.drop("exit") }
    },
    LeaseDefect(
      rule: "lease-term", description: "held for left", says: "ta is left then",
      rewrite: {
        $0.files["leases.csv"]!.replace("left", with: "held")
      }),
    LeaseDefect(
      rule: "lease-term", description: "reclaimed for left", says: "ta is left then",
      rewrite: {
        $0.files["leases.csv"]!.replace("left", with: "reclaimed")
      }),
    LeaseDefect(
      rule: "tranche-stock", description: "GPUs at work after the exit",
      rewrite: {
        $0.files["leases.csv"]!.replace(
          "2026-08-14,2026-08-15,la,ta,0.0,0.0", with: "2026-08-14,2026-08-15,la,ta,0.0,5.0")
      }),
    LeaseDefect(rule: "slices", description: "no slice begins with the exit", says: "when la is left") { plan in
      plan.edit("base") { path in path.starts.removeAll { $0 == "08-14" } }
    },
    LeaseDefect(rule: "slices", description: "none where it binds", says: "notice-2026-08-b: no slice") { plan in
      plan.edit("notice-2026-08-b") { path in path.starts.removeAll { $0 == "08-14" } }
    },
    LeaseDefect(rule: "money-sums", description: "no fee", says: "money.csv:") { $0.fee = 0 },
    LeaseDefect(rule: "money-sums", description: "another fee", afterwards: { $0.leases[0].exit?.fee = 1001 }),
    LeaseDefect(rule: "budget-cap", description: "only the fee passes the budget", says: "on base") { plan in
      // 150 GPUs for 45 days at 2 USD and 50 for 17 at 3, 53,000 USD for fallbacks and 20,000 for energy are 460,000 USD.
      plan.planningCase.leases[0].exit?.fee = 50_000
      (plan.fee, plan.planningCase.options.yearlyBudget) = (50_000, 480_000)
    },
    LeaseDefect(rule: "money-sums", description: "a fee though the call came first") { plan in
      plan.edit("notice-2026-08-a") { $0.left = ["ta": "08-15"] }
    },
    LeaseDefect(
      rule: "money-sums", description: "a fee in another period",
      rewrite: {
        $0.files["money.csv"]!.replace("2026-08,,,exit-fees", with: "2026-07,,,exit-fees")
      }),
  ]

  @Test(arguments: notices + words + leaving)
  func `an exit with one thing wrong is rejected`(defect: LeaseDefect) throws { try defect.expectFound() }
}
