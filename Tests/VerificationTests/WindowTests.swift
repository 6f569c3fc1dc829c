import Fleet
import Testing

@testable import Verification

/// Days and moments that contracts count from, by hand.
@Suite struct WindowTests {
  /// A lease from 20 August 2025 to 10 August 2026, and its second term to 10 February 2027.
  private static func lease(_ window: TakeOrPayWindow) -> Lease {
    var lease = reclaimCase().leases[0]
    lease.start = Day("2025-08-20")!
    lease.end = Day("2026-08-10")!
    lease.renewal = Renewal(months: 6, price: .init(3), decideBy: Day("2026-08-01")!)
    lease.window = window
    return lease
  }

  static let days: [(TakeOrPayWindow, String, String, String)] = [
    (.month, "2026-02-28", "2026-02-01", "2026-03-01"), (.month, "2026-08-09", "2026-08-01", "2026-08-10"),
    (.month, "2026-08-10", "2026-08-10", "2026-09-01"), (.month, "2027-02-09", "2027-02-01", "2027-02-10"),
    (.quarter, "2026-05-31", "2026-04-01", "2026-07-01"), (.quarter, "2026-07-01", "2026-07-01", "2026-08-10"),
    (.quarter, "2026-12-31", "2026-10-01", "2027-01-01"), (.year, "2026-08-09", "2025-08-20", "2026-08-10"),
    (.year, "2026-08-15", "2026-08-10", "2026-08-20"), (.year, "2026-08-20", "2026-08-20", "2027-02-10"),
    (.term, "2025-08-20", "2025-08-20", "2026-08-10"), (.term, "2026-08-10", "2026-08-10", "2027-02-10"),
  ]

  @Test(arguments: days)
  func `a window lies in one term`(window: TakeOrPayWindow, day: String, first: String, next: String) {
    let found = WindowTests.lease(window).window(on: Day(day)!)
    #expect("\(found.lowerBound) \(found.upperBound)" == "\(first) \(next)")
  }

  /// Half an hour of July is in the ramp, whose price it has; beyond the horizon the last period's price holds, or a
  /// month's fee over 730 hours.
  @Test func `what is due changes its price where the contract does`() {
    var planningCase = reclaimCase()
    planningCase.leases[0].ramp = RampPrice(until: Day("2026-07-02")!, usdPerGPUHour: 1)
    planningCase.leases[0].price = PeriodValue(7, overrides: [0: 2, 1: 3])
    func due(_ from: String, _ to: String) -> Double {
      planningCase.due(under: planningCase.leases[0], in: .gmt, Instant(Day(from)!)..<Instant(Day(to)!)).value
    }
    #expect(due("2026-07-01", "2026-07-03") == 24 * 1 + 24 * 2)
    #expect(due("2026-07-31", "2026-08-02") == 24 * 2 + 24 * 3)
    #expect(due("2026-08-31", "2026-09-02") == 48 * 3)
    #expect(due("2026-06-29", "2026-07-02") == 24)
    planningCase.leases[0].monthlyFee = 7 * 730 * 100
    #expect(due("2026-08-31", "2026-09-02") == 24 * 3 + 24 * 7)
  }

  static let events: [(Double, [Double], [Int])] = [
    (2, [30_000, 30_000], [0, 1]), (2, [30_000, 0], [0]), (1, [30_000, 30_000], []),
  ]

  /// A call that ends nothing and changes what is asked is one as long as anything is asked.
  @Test(arguments: events)
  func `an event in our demand has its paths`(factor: Double, demand: [Double], periods: [Int]) {
    var planningCase = contractPlan().planningCase
    planningCase.workloads[0].kind = .service(Service(demand: demand, loadCurve: .flat))
    planningCase.reclaimPools[0].leases = []
    planningCase.reclaimPools[0].demandFactors = [Ref(0): factor]
    planningCase.reclaimPools[0].likelihood = .hazardPerMonth(0.1)
    let courses = CourseTree(planningCase) { _, _ in true }.courses
    #expect(courses.dropFirst().map { $0.notice! } == periods)
    #expect(courses.allSatisfy { $0.gone.isEmpty })
  }

  static let defects: [ContractTests.Defect] = [
    ContractTests.Defect(rule: "lease-payments", description: "a quarter for a month", plan: { windowPlan(.month) }) {
      $0.leases[0].window = .quarter
    },
    ContractTests.Defect(rule: "lease-payments", description: "hours for a term", plan: { windowPlan(.term) }) {
      $0.leases[0].window = .hour
    },
    ContractTests.Defect(rule: "lease-payments", description: "more is committed", plan: { windowPlan(.term) }) {
      $0.leases[0].takeOrPayShare = 0.81
    },
    ContractTests.Defect(
      rule: "lease-payments", description: "what is taken counts no more", plan: { windowPlan(.term) }
    ) {
      $0.leases[0].onReclaim.keepsCommitment = true
    },
    ContractTests.Defect(
      rule: "lease-payments", description: "what is taken counts all the same",
      plan: { windowPlan(.month, keepsCommitment: true) }
    ) { $0.leases[0].onReclaim.keepsCommitment = false },
    ContractTests.Defect(rule: "slices", description: "a year ends in July", plan: { windowPlan(.year) }) {
      $0.leases[0].start = Day("2025-07-15")!
    },
  ]

  @Test(arguments: defects)
  func `a plan with another window is rejected`(defect: ContractTests.Defect) throws { try defect.expectFound() }

  /// A window as `rules.csv` tells it: 0.8 of 200 USD an hour is committed, and paid.
  @Test(arguments: [("119040", true), ("119041", false)])
  func `a window in rules.csv is the one recomputed`(limit: String, isSound: Bool) throws {
    var plan = windowPlan(.month)
    let folder = try plan.folder {
      $0.files["rules.csv"]! +=
        "take-or-pay,\"ta,2026-07-01,base\",base,USD,\(limit),\(limit),0,-1,-1,-1,-1,,,exact,so\n"
    }
    let found = verdict(on: folder, of: plan.planningCase).violations.map(\.rule)
    #expect(found == (isSound ? [] : ["rules-use"]), "\(found)")
  }
}
