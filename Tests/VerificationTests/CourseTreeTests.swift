import Fleet
import Foundation
import Testing

@testable import Verification

/// The tree of calls against every way in which the pools of a case may call, written out one by one.
@Suite struct CourseTreeTests {
  /// Three pools over four months, two of which share a lease; the third is listed, and more likely after a call.
  private func threePools(_ most: Int) -> PlanningCase {
    var planningCase = reclaimCase()
    let starts = (7...11).map { Day(year: 2026, month: $0, day: 1)! }
    planningCase.periods = (0..<4).map {
      Period(id: "\(starts[$0].description.prefix(7))", start: starts[$0], end: starts[$0 + 1])
    }
    var third = planningCase.leases[1]
    third.id = "lc"
    planningCase.leases.append(third)
    let origin = third.origin
    planningCase.reclaimPools = [
      ReclaimPool(id: "a", leases: [Ref(0)], likelihood: .hazardPerMonth(0.3), hazardAfter: 0.5, origin: origin),
      ReclaimPool(id: "b", leases: [Ref(1), Ref(2)], likelihood: .hazardPerMonth(0.2), origin: origin),
      ReclaimPool(id: "c", leases: [Ref(1)], likelihood: .listed([0: 0.1, 2: 0.4, 3: 0.2]), origin: origin),
    ]
    planningCase.options.mostNotices = most
    return planningCase
  }

  /// Which pools call in each month, with its probability; a pool calls once, and not where that ends nothing.
  private func futures(_ planningCase: PlanningCase) -> [(calls: [[String]], probability: Double)] {
    func h(_ pool: String, _ month: Int, _ after: Bool) -> Double {
      let months = Double(planningCase.periods[month].end - planningCase.periods[month].start) / (365.0 / 12)
      switch pool {
      case "a": return 1 - pow(after ? 0.5 : 0.7, months)
      case "b": return 1 - pow(0.8, months)
      default: return [0.1, 0, 0.4 / 0.9, 0.2 / 0.5][month]
      }
    }
    var futures: [(calls: [[String]], probability: Double)] = [([], 1)]
    for month in 0..<4 {
      futures = futures.flatMap { future -> [(calls: [[String]], probability: Double)] in
        let called = future.calls.flatMap { $0 }
        // What c calls, b has called before; not the other way round, since b ends one lease more.
        let open = ["a", "b", "c"].filter { !called.contains($0) && !($0 == "c" && called.contains("b")) }
        return (0..<1 << open.count).map { bits in
          let chosen = open.indices.filter { bits >> $0 & 1 == 1 }
          let probability = open.indices.reduce(future.probability) { chance, index in
            let h = h(open[index], month, !called.isEmpty)
            return chance * (chosen.contains(index) ? h : 1 - h)
          }
          return (future.calls + [chosen.map { open[$0] }], probability)
        }
      }
    }
    return futures
  }

  @Test(arguments: 1...3) func `paths and what they leave out are what the futures come to`(most: Int) {
    let planningCase = threePools(most), tree = CourseTree(planningCase) { $1 > 0 }
    var told: [String: Double] = [:], uncovered = 0.0
    for future in futures(planningCase) {
      let calls = zip(["2026-07", "2026-08", "2026-09", "2026-10"], future.calls).filter { !$0.1.isEmpty }
      if calls.reduce(0, { $0 + $1.1.count }) > most {
        uncovered += future.probability
      } else {
        let id =
          calls.isEmpty
          ? "base" : "notice-" + calls.map { $0.0 + "-" + $0.1.joined(separator: "+") }.joined(separator: ".")
        told[id, default: 0] += future.probability
      }
    }
    #expect(Set(tree.courses.map(\.id)) == Set(told.filter { $0.value > 0 }.keys))
    #expect(abs(tree.uncovered - uncovered) < 1e-12)
    #expect(abs(tree.courses.reduce(0) { $0 + $1.probability } - 1) < 1e-12)
    // Calls beyond count as if they had not come: with room for all, there are none.
    for course in tree.courses where most == 3 { #expect(abs(course.probability - told[course.id]!) < 1e-12) }
  }

  @Test func `a path that cannot come is told only where a service is to outlast it by recourse`() {
    var planningCase = threePools(1)
    planningCase.reclaimPools[2].likelihood = .listed([2: 1])
    #expect(!planningCase.coversEveryNotice)
    guard var service = planningCase.workloads[0].service else { return }
    service.cover = Cover(.recourse)
    planningCase.workloads[0].kind = .service(service)
    #expect(planningCase.coversEveryNotice)
    let ids = CourseTree(planningCase) { _, _ in true }.courses.map(\.id)
    #expect(ids.contains("notice-2026-07-c") && ids.contains("notice-2026-10-c") && ids.count == 13)
  }

  @Test func `doubled, a list comes to 1 at most and no hazard passes 1`() {
    var planningCase = threePools(3)
    #expect(abs(planningCase.hazard(2, in: 2, isFirst: true, times: 2) - (0.4 / 0.7) / (1 - 0.1 / 0.7)) < 1e-12)
    #expect(planningCase.hazard(2, in: 0, isFirst: true, times: 0.5) == 0.05)
    planningCase.reclaimPools[1].likelihood = .hazardPerMonth(0.6)
    #expect(planningCase.hazard(1, in: 2, isFirst: true, times: 2) == 1)
  }
}
