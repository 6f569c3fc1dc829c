import Fleet
import Testing

@testable import PlanFiles
@testable import Planning

@Suite struct PlanSummaryTests {
  private static let warning = Finding(
    .warning, file: "workloads.csv", line: 4, column: 12, name: "load_curve",
    message: "a service without a load curve is planned as flat", remedy: "Name a curve of load-curves.csv.")

  @Test func colossus() throws {
    let planningCase = SampleCase.make()
    let summary = PlanSummary(
      plan: SamplePlan.make(planningCase), planningCase: planningCase, findings: [Self.warning])
    try expectGolden(summary.text, "colossus-1.summary")
  }

  @Test func withoutReclaim() throws {
    let planningCase = SampleCase.make(periods: 4, reclaim: false)
    var plan = SamplePlan.make(planningCase)
    (plan.status, plan.boundCertified, plan.gap, plan.decisions) = (.limit, nil, nil, [])
    try expectGolden(PlanSummary(plan: plan, planningCase: planningCase).text, "short.summary")
  }

  @Test func manyPeriodsAreStrokes() throws {
    let planningCase = SampleCase.make(periods: 60)
    let text = PlanSummary(plan: SamplePlan.make(planningCase), planningCase: planningCase).text
    try expectGolden(text, "long.summary")
  }

  @Test func longIdsAndLargeNumbersStayWithin80Columns() {
    var planningCase = SampleCase.make()
    planningCase.name = String(repeating: "a-very-long-name-", count: 6)
    for index in planningCase.sites.indices {
      planningCase.sites[index].id = String(repeating: "site-\(index)-", count: 9)
      planningCase.sites[index].liquidLimit = .init(1_234_567.8)
    }
    for index in planningCase.workloads.indices {
      planningCase.workloads[index].id = String(repeating: "workload-\(index)-", count: 9)
      planningCase.workloads[index].unit = "sample-of-a-batch"
    }
    var plan = SamplePlan.make(planningCase)
    for index in plan.rules.indices where plan.rules[index].priceUp != nil { plan.rules[index].priceUp = -1.23456e14 }
    let text = PlanSummary(plan: plan, planningCase: planningCase, findings: [Self.warning]).text
    for line in text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    #expect(text.contains("…"))
  }

  @Test func colourAddsNothingButColour() {
    let planningCase = SampleCase.make()
    let plan = SamplePlan.make(planningCase)
    let plain = PlanSummary(plan: plan, planningCase: planningCase, findings: [Self.warning])
    let coloured = PlanSummary(plan: plan, planningCase: planningCase, findings: [Self.warning], colour: true)
    #expect(!plain.text.contains("\u{1B}"))
    #expect(coloured.text.contains("\u{1B}[32moptimal\u{1B}[0m"))
    #expect(coloured.text.replacing(/\x1B\[[0-9]+m/, with: "") == plain.text)
  }

  @Test func aYearlyLimitBindsInItsMonths() {
    let planningCase = SampleCase.make()
    var plan = SamplePlan.make(planningCase)
    plan.rules = [
      RuleRow(
        rule: "budget-cap", key: "FY2026,base", path: "base", unit: "USD", limit: 1, use: 1, slack: 0, dual: 5,
        priceUp: nil, priceDown: nil, upUntil: nil, downUntil: nil, kind: "one_sided", meaning: "", row: 0)
    ]
    let prices = PlanSummary(plan: plan, planningCase: planningCase).limitPrices
    #expect(prices.map(\.subject) == ["FY2026"])
    #expect(prices[0].periods == Set(0..<6))
    #expect(prices[0].oneMore == 5 && prices[0].oneFewer == -5)
  }

  @Test func pricesAddOverPeriodsAndPathsOfOneLimitOnly() throws {
    let planningCase = SampleCase.make()
    var plan = SamplePlan.make(planningCase)
    func row(_ key: String, _ unit: String, _ limit: Double, up: Double?, down: Double?) -> RuleRow {
      RuleRow(
        rule: "site-power", key: key, path: "base", unit: unit, limit: limit, use: limit, slack: 0, dual: down,
        priceUp: up, priceDown: down, upUntil: nil, downUntil: nil,
        kind: up == nil ? down == nil ? "slack" : "one_sided" : "exact",
        meaning: "", row: 0)
    }
    plan.rules = [
      row("a,2026-07", "MW", 10, up: 2, down: 3), row("a,2026-08-13@notice-2026-08", "MW", 10, up: 4, down: 5),
      row("b,2026-07", "MW", 1000, up: nil, down: 1), row("a,2026-07", "GPU", 1, up: 1, down: 1),
      row("c,2026-07", "MW", 1, up: 0, down: 0), row("c,2026-08", "MW", 1, up: nil, down: nil),
    ]
    let prices = PlanSummary(plan: plan, planningCase: planningCase).limitPrices
    #expect(prices.map(\.subject) == ["b", "a", "a"])
    #expect(prices.map(\.unit) == ["MW", "MW", "GPU"])
    #expect(prices[0].oneMore == 1 && prices[0].oneFewer == -1 && prices[0].kinds == ["one_sided"])
    #expect(prices[1].oneMore == 6 && prices[1].oneFewer == -8 && prices[1].periods == [0, 1])
    #expect(abs(prices[1].onePercent - 0.8) < 1e-12)
  }
}
