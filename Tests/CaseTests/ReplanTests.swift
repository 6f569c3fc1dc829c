import CaseFiles
import Foundation
import Planning
import Testing

@Suite struct ReplanTests {
  /// The variants of colossus-1 that only change figures are tried with `TENURE_LONG`.
  static let names = ShippedCase.names.filter { name in
    ProcessInfo.processInfo.environment["TENURE_LONG"] != nil || !name.hasPrefix("colossus-1-")
  }

  /// Nothing is changed: on the first day, and a period on.
  @Test(arguments: names) func withoutChangesAPlanReturnsItself(name: String) throws {
    let replanning = try Replanning()
    let first = try replanning.plan("first", of: name)
    let again = try replanning.plan("again", of: name, after: "first")
    let facts = try #require(again.incumbent)
    #expect(facts.moves == 0 && facts.isProved && facts.changes.isEmpty && facts.decisions.isEmpty)
    #expect(facts.inputs.isEmpty, "\(facts.inputs)")
    #expect(isSame(again.paths[0], first.paths[0]))
    let second = try readCase(at: ShippedCase.models.appending(path: name)).planningCase.periods[1].start
    let later = try replanning.plan("later", of: name, after: "first", today: second.description)
    #expect(try #require(later.incumbent).moves == 0 && later.incumbent!.isProved && later.incumbent!.isKept)
    #expect(isSame(later.paths[0], first.paths[0]))
  }

  private func isSame(_ a: PathTables, _ b: PathTables) -> Bool {
    a.allocation.count == b.allocation.count
      && zip(a.allocation, b.allocation).allSatisfy {
        ($0.span, $0.workload, $0.tranche) == ($1.span, $1.workload, $1.tranche)
          && abs($0.gpus - $1.gpus) <= 1e-8 * max(1, $1.gpus)
      }
      && a.decisions.map(\.subject) == b.decisions.map(\.subject)
  }

  /// One input one per cent worse: whatever has to move, no plan within 0.1 % of the best value moves less.
  @Test(arguments: names) func movesAreProvedMinimalAfterAChange(name: String) throws {
    let replanning = try Replanning()
    _ = try replanning.plan("first", of: name)
    let planningCase = try readCase(at: ShippedCase.models.appending(path: name)).planningCase
    let site = planningCase.sites.max { $0.power.base < $1.power.base }!
    let less = ["site.\(site.id).power=\(site.power.base * 0.99)kW"]
    let facts = try #require(try replanning.plan("next", of: name, settings: less, after: "first").incumbent)
    #expect(facts.isProved, "\(name): \(facts.moves) moves, at least \(facts.movesBound ?? .nan)")
    #expect(facts.inputs.contains { $0.input.hasPrefix("site.\(site.id).power") })
  }

  @Test func aReplanWithAnythingAlteredIsRejected() throws {
    let replanning = try Replanning()
    _ = try replanning.plan("first", of: "quickstart")
    let next = try replanning.plan(
      "next", of: "quickstart",
      settings: ["site.home.power.2026-08=0.85MW", "option.change_usd_per_gpu=1USD/GPU", "option.change_limit=20"],
      after: "first", today: "2026-08-01")
    #expect(try #require(next.incumbent).moves > 1)
    let row = try #require(next.incumbent?.changes.first)
    let before = "\(row.before == row.before.rounded() ? String(Int(row.before)) : "\(row.before)"),"
    #expect(try replanning.broken("next", "changes.csv", before, "7,").contains("incumbent"))
    #expect(
      try replanning.broken("next", "plan.json", "\"moves_proved\": true", "\"moves_proved\": false").contains(
        "incumbent"))
    #expect(try replanning.broken("next", "plan.json", "\"realised\": ", "\"realised\": 1").contains("incumbent"))
    #expect(try replanning.broken("next", "allocation.csv", "annex,full,", "annex,full,1").contains("frozen"))
    #expect(try replanning.broken("next", "money.csv", "changes,-", "changes,-1").contains("money-sums"))
    #expect(
      try replanning.broken("next", "inputs/case.yaml", "change_limit: 20", "change_limit: 2").contains("change-limit"))
    #expect(
      try replanning.broken("next", "inputs/incumbent/allocation.csv", "annex,full,", "annex,full,1").contains("frozen")
    )
  }
}
