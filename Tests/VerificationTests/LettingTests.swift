import Fleet
import Testing

@testable import Verification

/// GPUs of ours that others lease: how many, until when, for what, and by what right they are called back.
@Suite struct LettingTests {
  typealias Defect = ContractTests.Defect

  static let terms: [Defect] = [
    Defect(rule: "letting-term", description: "fewer may be let", plan: lettingPlan) {
      $0.workloads[1].kind = .letting(Letting(lease: Ref(2), minGPUs: 10, maxGPUs: 19))
    },
    Defect(rule: "letting-term", description: "more must be let", plan: lettingPlan) {
      $0.workloads[1].kind = .letting(Letting(lease: Ref(2), minGPUs: 21, maxGPUs: 30))
    },
    Defect(rule: "letting-term", description: "no whole units", plan: lettingPlan) { $0.gpuClasses[0].unitGPUs = 3 },
    Defect(
      rule: "letting-term", description: "more is told than is at work", plan: lettingPlan,
      make: {
        $0.told[0].cells[3] = "21.0"
      }),
    Defect(
      rule: "letting-term", description: "the tenant gets less", plan: lettingPlan,
      make: {
        $0.lots[0].gpus = 19
      }),
    Defect(
      rule: "letting-term", description: "the tenant stays after the call", plan: lettingPlan,
      make: {
        $0.lots[1].until = "09-01"
      }),
    Defect(
      rule: "letting-term", description: "the tenant goes without a call", plan: lettingPlan,
      make: {
        $0.told.removeLast()
      }),
    Defect(rule: "slices", description: "the term begins in a slice", plan: lettingPlan) {
      $0.leases[2].start = Day("2026-07-06")!
    },
    Defect(rule: "slices", description: "the price changes in a slice", plan: lettingPlan) {
      $0.leases[2].ramp = RampPrice(until: Day("2026-07-20")!, usdPerGPUHour: 2)
    },
    Defect(rule: "letting-term", description: "GPUs that may be interrupted", plan: lettingPlan) {
      $0.tranches[0].lease = Ref(1)
      $0.leases[1].interruptions = Interruptions(perMonth: 1, restartHours: 1)
    },
    Defect(rule: "allocation-places", description: "GPUs of no class", plan: lettingPlan) {
      $0.workloads[1].gpuClasses = []
    },
  ]

  static let rents: [Defect] = [
    Defect(rule: "money-sums", description: "another price", says: "bob", plan: lettingPlan) {
      $0.leases[2].price = .init(3.01)
    },
    Defect(rule: "money-sums", description: "more is committed", says: "bob", plan: lettingPlan) {
      $0.leases[2].takeOrPayShare = 0.91
    },
    Defect(rule: "money-sums", description: "more is paid ahead", says: "bob", plan: lettingPlan) {
      $0.leases[2].prepaidShare = 0.41
    },
    Defect(rule: "money-sums", description: "more is refunded", says: "bob", plan: lettingPlan) {
      $0.leases[2].onReclaim.refundShare = 0.51
    },
    Defect(rule: "money-sums", description: "more is compensated", says: "bob", plan: lettingPlan) {
      $0.leases[2].onReclaim.compensation = 25.01
    },
    Defect(rule: "money-sums", description: "the term is shorter", says: "bob", plan: lettingPlan) {
      $0.leases[2].end = Day("2026-08-31")!
    },
  ]

  static let calls: [Defect] = [
    Defect(rule: "letting-term", description: "no right to call", says: "may call back", plan: lettingPlan) {
      $0.leases[2].reclaimHolder = .lessee
    },
    Defect(rule: "letting-term", description: "too early", says: "not before 2026-08-10", plan: lettingPlan) {
      $0.leases[2].noticeFrom = Day("2026-08-10")!
    },
    Defect(
      rule: "letting-term", description: "before the path begins", says: "another path gives it", plan: lettingPlan
    ) {
      $0.leases[2].noticeDays = 20
    },
    Defect(rule: "decisions", description: "shorter notice", plan: lettingPlan) { $0.leases[2].noticeDays = 9 },
    Defect(rule: "letting-term", description: "after the term", says: "any more", plan: lettingPlan) {
      $0.leases[2].end = Day("2026-08-20")!
    },
    Defect(
      rule: "letting-term", description: "called twice", says: "once already", plan: lettingPlan,
      make: {
        $0.told.append(("notice-2026-08", ["reclaim", "out", "2026-08", "1.0", "lease", "2026-08-10", "2026-08-21"]))
      }),
    Defect(
      rule: "slices", description: "no slice begins with it", says: "is back", plan: lettingPlan,
      make: { plan in
        plan.edit("notice-2026-08") { $0.starts.removeLast() }
      }),
    Defect(
      rule: "decisions", description: "let twice", plan: lettingPlan,
      make: {
        $0.told.append(("base", ["let", "lot", "2026-07", "20.0", "GPU", "2026-07-05", ""]))
      }),
    Defect(
      rule: "decisions", description: "let after the notice", plan: lettingPlan,
      make: {
        $0.told.append(("notice-2026-08", ["let", "lot", "2026-07", "20.0", "GPU", "2026-07-05", ""]))
      }),
  ]

  @Test(arguments: terms + rents + calls)
  func `a letting with one thing wrong is rejected`(defect: Defect) throws { try defect.expectFound() }
}
