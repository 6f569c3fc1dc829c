import Fleet
import Foundation
import Planning
import Testing

@Suite struct ShippedCaseTests {
  @Test(arguments: ShippedCase.names) func isProvedOptimal(name: String) throws {
    let plan = try ShippedCase.planned(name).plan
    #expect(plan.status == .optimal)
    #expect(try #require(plan.gap) <= plan.askedGap)
    #expect(try #require(plan.boundCertified) >= plan.objective)
  }

  @Test(arguments: ShippedCase.names) func keepsEveryRule(name: String) throws {
    for row in try ShippedCase.planned(name).plan.rules {
      #expect(
        row.slack >= -1e-6 * max(1, abs(row.limit)), "\(row.rule)[\(row.key)] is short by \(-row.slack) \(row.unit)")
    }
  }

  @Test(arguments: ShippedCase.names) func fourKindsOfRulesBindWithAPrice(name: String) throws {
    let plan = try ShippedCase.planned(name).plan
    let priced = plan.rules.filter { ($0.priceUp ?? 0) != 0 || ($0.priceDown ?? 0) != 0 }
    #expect(Set(priced.map(\.rule)).count >= 4, "only \(Set(priced.map(\.rule)).sorted())")
  }

  /// `expected/totals.csv`: what a plan of the case must come to, within the asked gap.
  @Test(arguments: ShippedCase.names) func comesToWhatIsExpected(name: String) throws {
    let plan = try ShippedCase.planned(name).plan
    let file = ShippedCase.models.appending(path: "\(name)/expected/totals.csv")
    let found = [
      "objective_usd": plan.objective, "expected_value_usd": plan.risk.expectedValue,
      "value_without_reclaim_usd": plan.risk.valueWithoutReclaim ?? plan.objective, "paths": Double(plan.paths.count),
    ]
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
    #expect(!lines.isEmpty)
    for line in lines {
      let cells = line.split(separator: ",")
      let value = try #require(Double(cells[1])), within = try #require(Double(cells[2]))
      let actual = try #require(found[String(cells[0])])
      #expect(abs(actual - value) <= within * max(1, abs(value)), "\(cells[0]) is \(actual), expected \(value)")
    }
  }

  /// No shipped case follows a plan: quickstart is planned again with less power and few moves.
  private static func bindingInAReplan() throws -> Set<String> {
    let replanning = try Replanning()
    _ = try replanning.plan("first", of: "quickstart")
    let next = try replanning.plan(
      "next", of: "quickstart", settings: ["site.home.power.2026-08=0.85MW", "option.change_limit=5"], after: "first",
      today: "2026-08-01")
    // It binds at the value's best; the fewest moves within 0.1 % of that leave some of it.
    return Set(next.rules.filter { ($0.priceUp ?? 0) > 0 && $0.rule == "change-limit" }.map(\.rule))
  }

  /// Some row of every rule binds in some shipped case; rules without rows of their own are seen in what they make whole.
  @Test func everyRuleBindsSomewhere() throws {
    var binding: Set<String> = []
    for name in ShippedCase.names {
      let shipped = try ShippedCase.planned(name)
      binding.formUnion(shipped.plan.rules.filter { abs($0.slack) <= 1e-6 * max(1, abs($0.limit)) }.map(\.rule))
      if shipped.plan.program.integers > 0 { binding.insert("whole-units") }
      if shipped.plan.paths.contains(where: { $0.decisions.contains { $0.decision == "exit" } }) {
        binding.insert("notice-window")
      }
      if shipped.plan.paths.contains(where: { !$0.jobs.isEmpty && !$0.jobs.allSatisfy { $0.site.isEmpty } }) {
        binding.insert("gang-uniformity")
      }
      let buildings = shipped.planningCase.tranches.filter { ($0.capital?.once ?? 0) > 0 }.map(\.id)
      if shipped.plan.decisions.contains(where: { buildings.contains($0.subject) && $0.amount > 0 }) {
        binding.insert("first-unit")
      }
      if shipped.plan.risk.riskWeight > 0, shipped.plan.paths.count > 1 { binding.insert("reclaim-risk") }
    }
    binding.formUnion(try Self.bindingInAReplan())
    for rule in ruleCatalogue { #expect(binding.contains(rule.name), "no case in models/ makes \(rule.name) bind") }
  }
}
