import Fleet
import Foundation
import Testing
import Throughput

@testable import Planning

/// The plan of a case, optimal to 1e-7; a test fails where there is none.
func planned(_ planningCase: PlanningCase) throws -> Plan {
  let outcome = try makePlan(planningCase, request: PlanRequest(gap: 1e-7))
  guard case .planned(let plan) = outcome else { throw Unexpected(what: "\(outcome)") }
  #expect(plan.status == .optimal)
  return plan
}

/// Why a case has no plan; a test fails where there is one.
func refused(_ planningCase: PlanningCase) throws -> Refusal {
  let outcome = try makePlan(planningCase)
  guard case .refused(let refusal) = outcome else { throw Unexpected(what: "a case that cannot be kept was planned") }
  #expect(refusal.status == .infeasible)
  return refusal
}

/// A case's programme with its labels, for what no plan shows.
func formulated(_ planningCase: PlanningCase) throws -> Formulation {
  Formulation(planningCase, Timeline(planningCase), try RateTable(planningCase))
}

struct Unexpected: Error { let what: String }

extension Plan {
  func rule(_ rule: String, _ key: String) throws -> RuleRow {
    try #require(rules.first { $0.rule == rule && $0.key == key }, "no row \(rule)[\(key)]")
  }

  /// USD of a cost term over a path's own slices, as paid.
  func usd(_ term: CostTermName, path: Int = 0) -> Double {
    paths[path].money.filter { $0.term == term.rawValue }.reduce(0) { $0 + $1.usd }
  }

  /// GPUs at work for a workload in a period of a path.
  func gpus(_ workload: String, in period: String = "day-1", path: Int = 0) -> Double {
    paths[path].allocation.filter { $0.workload == workload && $0.span.period == period }.reduce(0) { $0 + $1.gpus }
  }
}

extension Refusal {
  /// What the first member of the conflict of a rule says, its amount apart.
  func sentence(_ rule: String) -> String? {
    conflict.first { $0.rule == rule }.map { String($0.sentence.prefix { $0 != "," }) }
  }

  /// By how much at least its limit is short, in words.
  func shortage(_ rule: String) -> String? {
    conflict.first { $0.rule == rule }.map { member in
      "\(member.sentence.drop { $0 != "," }.dropFirst(5).prefix { $0 != "a" })".trimmingCharacters(in: .whitespaces)
    }
  }
}

extension Formulation {
  func rows(of rule: String) -> [Key] { draft.rowLabels.filter { $0.family == rule }.map(\.key) }
}

/// Whether a figure is known, and close to what it should be.
func isClose(_ a: Double?, _ b: Double, relative: Double = 1e-9) -> Bool {
  a.map { isClose($0, b, relative: relative) } ?? false
}

/// A price that is the same for one unit more and one unit fewer.
func expectPrice(_ row: RuleRow, _ usd: Double, sourceLocation: SourceLocation = #_sourceLocation) {
  for (side, price) in [("up", row.priceUp), ("down", row.priceDown)] {
    #expect(
      price.map { isClose($0, usd, relative: 1e-7) } ?? false,
      "the price \(side) is \(price.map { "\($0)" } ?? "unknown"), not \(usd)", sourceLocation: sourceLocation)
  }
}

func expectUSD(_ usd: Double, _ expected: Double, sourceLocation: SourceLocation = #_sourceLocation) {
  #expect(isClose(usd, expected, relative: 1e-7), "\(usd) USD, not \(expected)", sourceLocation: sourceLocation)
}
