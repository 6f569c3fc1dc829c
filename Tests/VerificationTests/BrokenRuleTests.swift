import Fleet
import Testing

@testable import Verification

/// Plans whose tables hold together and which break one rule each: only the rule can tell.
@Suite struct BrokenRuleTests {
  struct Defect: Sendable, CustomStringConvertible {
    let rule: String
    let description: String
    let make: @Sendable (inout SmallPlan) -> Void
  }

  static let defects: [Defect] = [
    Defect(rule: "site-power", description: "a site draws more than its limit") {
      $0.planningCase.sites[0].power = .init(500)
    },
    Defect(rule: "site-power", description: "a building draws more from the grid than its limit") {
      $0.planningCase.sites[1].power = .init(190)
    },
    Defect(rule: "site-cooling", description: "the liquid loop gets too warm") {
      $0.planningCase.sites[0].liquidLimit = .init(100)
    },
    Defect(rule: "site-cooling", description: "the air gets too warm") {
      $0.planningCase.sites[0].airLimit = .init(300)
    },
    Defect(rule: "demand-cover", description: "more is served than the load curve lets through") { $0.served = 1.1 },
    Defect(rule: "service-floor", description: "capacity lies below a hard floor") { plan in
      plan.edit("chat") { $0.minShare = .init(1.01) }
    },
    Defect(rule: "job-work", description: "more work is done than there is") { plan in
      plan.edit("batch") { $0.work = 1.0e9 }
    },
    Defect(rule: "job-work", description: "a job runs before its release") { plan in
      plan.edit("batch") { $0.release = Day("2026-07-09") }
    },
    Defect(rule: "job-work", description: "a job runs after its deadline") { plan in
      plan.edit("train") { $0.deadline = Day("2026-08-20") }
    },
    Defect(rule: "gang-uniformity", description: "a gang outruns its curve") { $0.pace = 1.001 },
    Defect(rule: "gang-uniformity", description: "a gang is too small") { plan in
      plan.edit("train") { $0.gang?.minGPUs = 100 }
    },
    Defect(rule: "gang-uniformity", description: "a gang is too large") { plan in
      plan.edit("train") { $0.gang?.maxGPUs = 150 }
    },
    Defect(rule: "gang-uniformity", description: "a gang of one class runs on two") { plan in
      plan.edit("train") { $0.gang?.classRule = .single }
    },
    Defect(rule: "tenant-floor", description: "a tenant has too few GPUs") {
      $0.planningCase.tenants[0].floorGPUs = .init(400)
    },
    Defect(rule: "tenant-cap", description: "a tenant has too many GPUs") {
      $0.planningCase.tenants[0].capGPUs = .init(400)
    },
    Defect(rule: "supplier-share", description: "a tenant depends on one lessor") {
      $0.planningCase.tenants[0].supplierShare = .init(0.8)
    },
    Defect(rule: "reclaim-cover", description: "too little is left after a reclaim") { plan in
      plan.edit("chat") { $0.coverShare = .init(0.4) }
    },
    Defect(rule: "budget-cap", description: "leases and energy cost more than the budget") {
      $0.planningCase.options.yearlyBudget = 1e6
    },
    Defect(rule: "allocation-places", description: "a tenant runs where it may not") {
      $0.planningCase.tenants[0].sites = [Ref(0)]
    },
    Defect(rule: "allocation-places", description: "a workload runs on a class that it may not use") {
      $0.planningCase.workloads[0].gpuClasses = [Ref(0)]
    },
    Defect(rule: "whole-units", description: "a workload has part of a node") {
      $0.move("chat", "north-h100", to: 300)
    },
    Defect(rule: "tranche-stock", description: "more GPUs are used than are held") {
      $0.move("train", "north-h100", to: 105)
    },
    Defect(rule: "signed-units", description: "more is signed than may be") {
      $0.planningCase.tranches[2].size = .optional(minUnits: 0, maxUnits: 9)
    },
    Defect(rule: "signed-units", description: "less is signed than must be") {
      $0.planningCase.tranches[2].size = .optional(minUnits: 11, maxUnits: 30)
    },
    Defect(rule: "lease-term", description: "GPUs stay longer than the notice lets them") { plan in
      for row in plan.paths[1].held.indices where plan.paths[1].held[row].state == "reclaimed" {
        plan.paths[1].held[row].from = "2026-07-15T05:00Z"
      }
    },
    Defect(rule: "tranche-stock", description: "GPUs that were reclaimed are still used") { plan in
      for use in plan.paths[1].uses.indices where plan.paths[1].uses[use].to == "2026-07-12" {
        if plan.paths[1].uses[use].tranche != "north-h100" { continue }
        plan.paths[1].uses[use].to = "2026-07-15T05:00Z"
      }
    },
    Defect(rule: "slices", description: "GPUs go in the middle of a slice") {
      $0.planningCase.leases[0].noticeDays = 9
    },
    Defect(rule: "notices", description: "a notice has the wrong date") { $0.planningCase.leases[0].noticeDays = 11 },
    Defect(rule: "notices", description: "a notice has the wrong probability") {
      $0.planningCase.reclaimPools[0].likelihood = .hazardPerMonth(0.11)
    },
    Defect(rule: "notices", description: "there is notice before it may be given") {
      $0.planningCase.leases[0].noticeFrom = Day("2026-07-02")
    },
    Defect(rule: "notices", description: "the lessor may not reclaim at all") {
      $0.planningCase.leases[0].reclaimHolder = .lessee
    },
    Defect(rule: "lease-term", description: "GPUs are held after the term") {
      $0.planningCase.leases[0].end = Day("2026-08-01")!
    },
    Defect(rule: "slices", description: "a ramp step lies inside a slice") {
      $0.planningCase.tranches[3].rampDays = 21
    },
    Defect(rule: "decisions", description: "the last date to sign is later than it says") {
      $0.planningCase.tranches[2].availableFrom = Day("2026-07-15")
      $0.planningCase.tranches[2].leadDays = 10
    },
    Defect(rule: "objective", description: "risk counts for more than the plan says") { plan in
      plan.afterwards = { $0.options.riskWeight = 0.5 }
    },
    Defect(rule: "risk", description: "CVaR is of another tail") { plan in
      plan.afterwards = { $0.options.riskLevel = 0.9 }
    },
    Defect(rule: "recourse-value", description: "money is discounted at another rate") { plan in
      plan.afterwards = { $0.discountRate = 0.07 }
    },
  ]

  @Test(arguments: defects)
  func `a plan that breaks one rule is rejected by that rule`(defect: Defect) throws {
    var plan = SmallPlan(smallCase())
    defect.make(&plan)
    plan.write()
    plan.afterwards?(&plan.planningCase)
    let verdict = verdict(on: try PlanFolder(plan.bytes()), of: plan.planningCase)
    let violation = verdict.violations.first { $0.rule == defect.rule }
    #expect(violation != nil, "\(Set(verdict.violations.map(\.rule)))")
    #expect(!(violation?.sentence.isEmpty ?? true) && verdict.worst.contains { $0.rule == defect.rule })
    #expect(!verdict.passed)
  }

  @Test func `after a notice a floor may be missed, at its price`() throws {
    var plan = SmallPlan(smallCase())
    plan.write()
    let penalties = plan.files["recourse/money.csv"]!.split(separator: "\n").filter { $0.contains("floor-penalty") }
    #expect(penalties.count == 3)
    #expect(verdict(on: try PlanFolder(plan.bytes()), of: plan.planningCase).passed)
  }
}

extension SmallPlan {
  mutating func edit(_ id: String, _ change: (inout Service) -> Void) {
    let index = planningCase.workloads.firstIndex { $0.id == id }!
    guard var service = planningCase.workloads[index].service else { return }
    change(&service)
    planningCase.workloads[index].kind = .service(service)
  }

  mutating func edit(_ id: String, _ change: (inout Job) -> Void) {
    let index = planningCase.workloads.firstIndex { $0.id == id }!
    guard var job = planningCase.workloads[index].job else { return }
    change(&job)
    planningCase.workloads[index].kind = .job(job)
  }

  /// Another number of GPUs wherever a workload runs on a tranche.
  mutating func move(_ workload: String, _ tranche: String, to gpus: Double) {
    for path in paths.indices {
      for use in paths[path].uses.indices where paths[path].uses[use].workload == workload {
        if paths[path].uses[use].tranche == tranche { paths[path].uses[use].gpus = gpus }
      }
    }
  }
}
