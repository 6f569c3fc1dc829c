import Fleet
import Testing

@testable import Verification

/// What contracts say of money, in plans worked out by hand: sound, and then with one thing wrong.
@Suite struct ContractTests {
  struct Defect: Sendable, CustomStringConvertible {
    let rule: String
    let description: String
    var says = ""
    let plan: @Sendable () -> ReclaimPlan
    /// What the case turns out to be once the plan is written.
    var afterwards: @Sendable (inout PlanningCase) -> Void = { _ in }
    var make: @Sendable (inout ReclaimPlan) -> Void = { _ in }
  }

  static let sound: [(String, @Sendable () -> ReclaimPlan)] = [
    ("nothing of all that", contractPlan), ("a ramp, prepaid and refunded", prepaidPlan),
    ("months", { windowPlan(.month) }), ("quarters", { windowPlan(.quarter) }), ("years", { windowPlan(.year) }),
    ("terms", { windowPlan(.term) }), ("months kept", { windowPlan(.month, keepsCommitment: true) }),
    ("terms kept", { windowPlan(.term, keepsCommitment: true) }), ("capital", capitalPlan),
    ("left before the call", leftPlan), ("decided later", decidedPlan),
    ("a letting", lettingPlan), ("demand", demandPlan), ("spot", spotPlan),
  ]

  @Test(arguments: sound.indices) func `a plan that follows its contracts passes`(index: Int) throws {
    var plan = ContractTests.sound[index].1()
    let verdict = verdict(on: try plan.folder(), of: plan.planningCase)
    #expect(verdict.passed, "\(ContractTests.sound[index].0): \(verdict.violations.prefix(9).map(\.sentence))")
  }

  static let prepaid: [Defect] = [
    Defect(rule: "slices", description: "the ramp ends later", plan: prepaidPlan) {
      $0.leases[0].ramp?.until = Day("2026-07-13")!
    },
    Defect(rule: "lease-payments", description: "the ramp is dearer", plan: prepaidPlan) {
      $0.leases[0].ramp?.usdPerGPUHour = 1.01
    },
    Defect(rule: "lease-payments", description: "less is credited", plan: prepaidPlan) {
      $0.leases[0].prepaidShare = 0.39
    },
    Defect(rule: "lease-payments", description: "more rent is due in the time of notice", plan: prepaidPlan) {
      $0.leases[0].onReclaim.noticeRentShare = 0.51
    },
    Defect(rule: "money-sums", description: "more is refunded", says: "34968", plan: prepaidPlan) {
      $0.leases[0].onReclaim.refundShare = 0.6
    },
    Defect(rule: "money-sums", description: "more is compensated", says: "recourse/money", plan: prepaidPlan) {
      $0.leases[0].onReclaim.compensation = 30.01
    },
    Defect(rule: "money-sums", description: "the haircut is another", says: "end-value", plan: prepaidPlan) {
      $0.options.endValueHaircut = 0.26
    },
    Defect(rule: "money-sums", description: "an hour is worth something else", plan: prepaidPlan) {
      $0.leases[0].endValue = 1.51
    },
    Defect(rule: "money-sums", description: "the lessee may leave in September", plan: prepaidPlan) {
      $0.leases[0].reclaimHolder = .both
      $0.leases[0].exit = ExitRight(noticeDays: 10)
    },
    Defect(rule: "money-sums", description: "what is owed ends later", plan: prepaidPlan) {
      $0.leases[0].end = Day("2026-10-02")!
    },
  ]

  static let later: [Defect] = [
    Defect(rule: "money-sums", description: "the lessee may leave later", plan: leftPlan) {
      $0.leases[0].exit?.from = Day("2026-09-02")!
    },
    Defect(
      rule: "money-sums", description: "a lessor settles what was left", says: "reclaim-settlements", plan: leftPlan,
      make: {
        $0.book("notice-2026-08", "08-12", "reclaim-settlements", 3000)
      }),
    Defect(rule: "money-sums", description: "it was paid ahead before the case", says: "prepayments", plan: decidedPlan)
    {
      ($0.tranches[5].size, $0.tranches[5].decideBy) = (.fixed(gpus: 4), nil)
      $0.tranches[5].availableFrom = Day("2026-07-15")!
    },
  ]

  static let bought: [Defect] = [
    Defect(rule: "money-sums", description: "a GPU is dearer", plan: capitalPlan) {
      $0.tranches[5].capital?.perGPU = 1001
    },
    Defect(rule: "money-sums", description: "the building is dearer", plan: capitalPlan) {
      $0.tranches[5].capital?.once = 501
    },
    Defect(rule: "money-sums", description: "GPUs last longer", says: "end-value", plan: capitalPlan) {
      $0.tranches[5].capital?.lifeMonths = 13
    },
    Defect(rule: "lease-term", description: "decided before the notice, the same is signed", plan: capitalPlan) {
      $0.tranches[5].decideBy = Day("2026-07-31")!
    },
    Defect(rule: "decisions", description: "decided on another day", plan: capitalPlan) {
      $0.tranches[5].decideBy = Day("2026-08-04")!
      $0.tranches[5].leadDays = 6
    },
    Defect(rule: "signed-units", description: "less may be signed", plan: capitalPlan) {
      $0.tranches[5].size = .optional(minUnits: 0, maxUnits: 3)
    },
    Defect(
      rule: "decisions", description: "a path tells of another number", plan: capitalPlan,
      make: { plan in
        plan.told[1].cells[3] = "3.0"
      }),
  ]

  static let others: [Defect] = [
    Defect(rule: "service-sums", description: "the call changes nothing", plan: demandPlan) {
      $0.reclaimPools[0].demandFactors = [:]
    },
    Defect(rule: "service-sums", description: "the call asks for more", plan: demandPlan) {
      $0.reclaimPools[0].demandFactors = [Ref(0): 2.001]
    },
    Defect(rule: "allocation-rate", description: "interruptions take longer", plan: spotPlan) {
      $0.leases[0].interruptions?.restartHours = 2.1
    },
    Defect(rule: "allocation-rate", description: "nothing interrupts", plan: spotPlan) {
      $0.leases[0].interruptions = nil
    },
  ]

  @Test(arguments: prepaid + later + bought + others)
  func `a plan that breaks a contract is rejected`(defect: Defect) throws { try defect.expectFound() }
}

extension ContractTests.Defect {
  func expectFound() throws {
    var plan = plan()
    make(&plan)
    let folder = try plan.folder()
    afterwards(&plan.planningCase)
    let found = verdict(on: folder, of: plan.planningCase).violations
    #expect(
      found.contains { $0.rule == rule && (says.isEmpty || ($0.key + $0.sentence).contains(says)) },
      "\(found.map(\.sentence))")
  }
}
