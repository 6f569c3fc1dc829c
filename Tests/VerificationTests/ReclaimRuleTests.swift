import Fleet
import Foundation
import Testing

@testable import Verification

/// A plan with two pools and two fallbacks, sound and then with one rule broken: only that rule can tell.
@Suite struct ReclaimRuleTests {
  struct Defect: Sendable, CustomStringConvertible {
    let rule: String
    let description: String
    var make: @Sendable (inout ReclaimPlan) -> Void = { _ in }
    /// What the case turns out to be once the plan is written.
    var afterwards: @Sendable (inout PlanningCase) -> Void = { _ in }
  }

  @Test func `a sound plan of two pools and two fallbacks passes`() throws {
    var plan = ReclaimPlan()
    let verdict = verdict(on: try plan.folder(), of: plan.planningCase)
    for violation in verdict.violations.prefix(20) { Issue.record("\(violation)") }
    #expect(verdict.passed && verdict.checks > 1000)
  }

  static let held: [Defect] = [
    Defect(rule: "fallback-term", description: "more is held than was ordered") {
      $0.hold("base", "firm", from: "08-02", 17)
    },
    Defect(rule: "fallback-term", description: "GPUs are given back before their term is over") {
      $0.hold("base", "firm", from: "08-02", 15)
    },
    Defect(rule: "fallback-term", description: "GPUs without a term are given back") {
      $0.hold("notice-2026-08-a", "ready", from: "08-12", 19)
    },
    Defect(rule: "fallback-term", description: "an order in transit is lost at a notice") {
      $0.paths[5].held["firm"] = [("07-05", 10), ("08-22", 6)]
    },
    Defect(rule: "fallback-term", description: "a path has what the other one orders after it has left") {
      $0.paths[2].held["firm"] = [("07-22", 10)]
    },
    Defect(rule: "fallback-term", description: "more is held than the supplier has") { _ in
    } afterwards: {
      $0.change("firm", 3, months: 1, cap: 19)
    },
    Defect(rule: "standby-right", description: "more is on standby than the supplier has") { _ in
    } afterwards: {
      $0.change("ready", 10, months: nil, cap: 29)
    },
    Defect(rule: "tranche-stock", description: "more works than is held") { $0.surplus = 1 },
    Defect(rule: "fallback-order", description: "an order lies before the start of the case") {
      $0.planningCase.change("firm", 5, months: 1, cap: 20)
    },
    Defect(rule: "fallback-order", description: "a path orders before its own notice") { plan in
      plan.paths[4].decisions.append(("order", "firm", 4, "08-02"))
      plan.paths[4].held["firm"] = [("07-05", 10), ("08-02", 20)]
    },
    Defect(rule: "fallback-order", description: "standby is called without a notice") { plan in
      plan.paths[0].decisions.append(("call", "ready", 4, "08-05"))
      plan.paths[0].held["ready"] = [("08-05", 4)]
    },
    Defect(rule: "slices", description: "GPUs come where no slice starts") { plan in
      plan.paths[0].starts.removeAll { $0 == "08-02" }
    },
    Defect(rule: "slices", description: "GPUs in transit come where no slice starts") { plan in
      plan.paths[6].starts.removeAll { $0 == "08-02" }
    },
  ]

  static let rights: [Defect] = [
    Defect(rule: "standby-right", description: "more is called than was on standby") {
      $0.paths[0].decisions[2].gpus = 19
    },
    Defect(rule: "standby-right", description: "standby of another path is called") {
      $0.paths[1].decisions.removeLast()
    },
    Defect(rule: "standby-right", description: "a notice in the first period finds nothing on standby") { plan in
      plan.paths[3].decisions.append(("call", "ready", 4, "07-22"))
      plan.paths[3].held["ready"] = [("07-22", 4)]
    },
    Defect(rule: "standby-right", description: "GPUs are on standby where no notice can follow") {
      $0.paths[0].decisions.append(("hold", "ready", 5, "08-01"))
    },
    Defect(rule: "decisions", description: "something is ordered twice") {
      $0.paths[0].decisions.append(("order", "firm", 10, "07-05"))
    },
    Defect(rule: "decisions", description: "standby is ordered firmly") {
      $0.paths[4].decisions[0].decision = "order"
    },
    Defect(rule: "decisions", description: "nothing is ordered") {
      $0.paths[2].decisions.append(("order", "firm", 0, "07-22"))
    },
    Defect(rule: "decisions", description: "standby is held for part of a period") {
      $0.paths[0].decisions[2].from = "07-05"
    },
  ]

  static let money: [Defect] = [
    Defect(rule: "money-sums", description: "standby costs another premium") { _ in
    } afterwards: {
      $0.change("ready", 10, months: nil, cap: 30, premium: 0.6)
    },
    Defect(rule: "lease-payments", description: "GPUs to order have another price") { _ in
    } afterwards: {
      $0.change("firm", 3, months: 1, cap: 20, price: 3.5)
    },
    Defect(rule: "budget-cap", description: "only what fallbacks cost passes the budget") { plan in
      // 150 GPUs for 1488 hours at 2 USD, and energy for at most 226, come to less than 456,000 USD.
      plan.planningCase.options.yearlyBudget = 465_000
    },
    Defect(rule: "supplier-share", description: "a tenant depends on one who lets GPUs and has them to order") {
      $0.planningCase.tenants[0].supplierShare = .init(0.63)
      $0.planningCase.change("firm", 3, months: 1, cap: 20, supplier: "ares")
      $0.planningCase.change("ready", 10, months: nil, cap: 30, supplier: "ares")
    },
    Defect(rule: "reclaim-cover", description: "two calls leave too little") { $0.cover(0.21, .allocation, 2) },
    Defect(rule: "reclaim-cover", description: "one call leaves too little") { $0.cover(0.37, .allocation, 1) },
    Defect(rule: "reclaim-cover", description: "a common cause leaves too little") { plan in
      plan.cover(0.3, .allocation, 1)
      plan.planningCase.reclaimPools[1].leases = [Ref(0), Ref(1)]
    },
    Defect(rule: "reclaim-cover", description: "too little is done after a call") { $0.cover(0.45, .recourse, 1) },
    Defect(rule: "reclaim-cover", description: "too little is done after two calls") { $0.cover(0.21, .recourse, 2) },
    Defect(rule: "reclaim-risk", description: "the worst futures are worth too little") {
      $0.planningCase.options.tailValueFloor = 1e9
    },
  ]

  static let notices: [Defect] = [
    Defect(rule: "notices", description: "a path leaves another one") { $0.paths[7].parent = "notice-2026-07-b" },
    Defect(rule: "notices", description: "something else is called") { $0.paths[8].called = "a@2026-08 b@2026-07" },
    Defect(rule: "notices", description: "a call makes another one more probable") { _ in
    } afterwards: {
      $0.reclaimPools[0].hazardAfter = 0.31
    },
    Defect(rule: "notices", description: "fewer calls are prepared for") { _ in
    } afterwards: {
      $0.options.mostNotices = 1
    },
    Defect(rule: "risk", description: "what is not covered is not told") { _ in
    } afterwards: {
      $0.options.mostNotices = 1
    },
  ]

  @Test(arguments: held + rights + money + notices)
  func `a plan that breaks one rule of reclaim is rejected by that rule`(defect: Defect) throws {
    var plan = ReclaimPlan()
    defect.make(&plan)
    let folder = try plan.folder()
    defect.afterwards(&plan.planningCase)
    let verdict = verdict(on: folder, of: plan.planningCase)
    #expect(verdict.violations.contains { $0.rule == defect.rule }, "\(Set(verdict.violations.map(\.rule)))")
  }

  @Test(arguments: [0.0, 20], [nil, 6])
  func `standby goes with the terms of what was called back`(held: Double, renewal: Int?) throws {
    var plan = ReclaimPlan()
    plan.paths[4].starts.append("08-25")
    plan.hold("notice-2026-08-a", "ready", from: "08-25", held)
    let folder = try plan.folder()
    plan.planningCase.leases[0].end = Day("2026-08-25")!
    // A second term has nothing to do with a lease that is called back in the first.
    plan.planningCase.leases[0].renewal = renewal.map {
      Renewal(months: $0, price: .init(2), decideBy: Day("2026-08-20")!)
    }
    let violations = verdict(on: folder, of: plan.planningCase).violations.filter { $0.rule == "fallback-term" }
    #expect(violations.map(\.amount) == (held > 0 ? [held] : []))
  }

  /// What a service outlasts, it outlasts whatever else is asked of it.
  @Test func `cover that is kept breaks nothing`() throws {
    for (share, proof, calls) in [(0.2, Cover.Proof.allocation, 2), (0.36, .allocation, 1), (0.4, .recourse, 1)] {
      var plan = ReclaimPlan()
      plan.cover(share, proof, calls)
      let verdict = verdict(on: try plan.folder(), of: plan.planningCase)
      #expect(verdict.passed, "\(share) \(proof): \(verdict.violations.prefix(3).map(\.sentence))")
    }
  }

  @Test func `a path that cannot come is told only where a service is to outlast it by recourse`() throws {
    func verdict(_ proof: Cover.Proof) throws -> Verdict {
      var plan = ReclaimPlan()
      plan.hazard = 0
      plan.planningCase.reclaimPools[1].likelihood = .hazardPerMonth(0)
      plan.cover(0.1, proof, 1)
      return Verification.verdict(on: try plan.folder(), of: plan.planningCase)
    }
    #expect(try verdict(.allocation).violations.map(\.rule) == Array(repeating: "notices", count: 6))
    #expect(try verdict(.recourse).passed)
  }
}

extension ReclaimPlan {
  fileprivate mutating func hold(_ path: String, _ fallback: String, from: String, _ gpus: Double) {
    let index = paths.firstIndex { $0.id == path }!
    paths[index].held[fallback]!.removeAll { $0.from == from }
    paths[index].held[fallback]!.append((from, gpus))
    paths[index].held[fallback]!.sort { $0.from < $1.from }
  }

  fileprivate mutating func cover(_ share: Double, _ proof: Cover.Proof, _ calls: Int) {
    guard var service = planningCase.workloads[0].service else { return }
    service.coverShare = .init(share)
    service.cover = Cover(proof, calls: calls)
    planningCase.workloads[0].kind = .service(service)
  }
}
