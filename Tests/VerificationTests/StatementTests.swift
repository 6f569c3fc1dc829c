import Fleet
import Testing

@testable import Verification

/// What plan.json, datapackage.json and inputs/ say, altered.
@Suite struct StatementTests {
  private func verdict(_ change: (inout SmallPlan) -> Void) throws -> Verdict {
    var plan = SmallPlan(smallCase())
    plan.write()
    change(&plan)
    return Verification.verdict(on: try PlanFolder(plan.bytes()), of: plan.planningCase)
  }

  /// Puts a number in the place of the number behind a key in plan.json, by adding to it.
  private func raised(_ plan: SmallPlan, _ key: String, by change: Double) -> String {
    let text = plan.files["plan.json"]!
    let start = text.range(of: "\"\(key)\":")!.upperBound
    let end = text[start...].firstIndex { ",}".contains($0) }!
    return text.replacingCharacters(in: start..<end, with: "\(Double(text[start..<end])! + change)")
  }

  @Test(arguments: [
    ("objective", "objective", 1.0), ("uncovered", "risk", 1e-9), ("bound_certified", "status", 1),
    ("bound", "status", 1), ("gap", "status", 1e-6),
    ("asked_gap", "status", 0.01), ("expected_value", "risk", 1), ("cvar", "risk", 1),
    ("value_without_reclaim", "recourse-value", 1), ("risk_weight", "totals", 0.01), ("energy", "totals", 1),
    ("lease-payments", "totals", 1), ("sum", "totals", 1), ("it_mw_peak", "totals", 0.001), ("energy_mwh", "totals", 1),
    ("gpus_peak", "totals", 1), ("served_share", "totals", 1e-6), ("carbon_t", "totals", 0.001),
    ("discount_rate", "totals", 0.01),
  ])
  func `a number in plan json is held against the tables`(key: String, rule: String, change: Double) throws {
    let verdict = try verdict { $0.files["plan.json"] = raised($0, key, by: change) }
    #expect(verdict.violations.contains { $0.rule == rule }, "\(verdict.violations.map(\.sentence))")
  }

  @Test(arguments: ["infeasible", "fine"])
  func `a status that no plan can have is rejected`(status: String) throws {
    let verdict = try verdict {
      $0.files["plan.json"] = $0.files["plan.json"]!.replacing("\"optimal\"", with: "\"\(status)\"")
    }
    #expect(verdict.violations.map(\.rule) == ["status"])
  }

  @Test func `optimal needs a certified gap that meets the asked one`() throws {
    let wide = try verdict { $0.files["plan.json"] = raised($0, "asked_gap", by: -0.00099) }
    #expect(wide.violations.map(\.rule) == ["status"])
    let none = try verdict { plan in
      plan.files["plan.json"] = plan.files["plan.json"]!.replacing("\"bound_certified\"", with: "\"bound_hoped\"")
    }
    #expect(Set(none.violations.map(\.rule)) == ["status"])
  }

  @Test func `inputs are the files that the plan was made from`() throws {
    let altered = try verdict { $0.files["inputs/case.yaml"]! += "\n" }
    #expect(altered.violations.map(\.rule) == ["inputs"])
    let added = try verdict { $0.files["inputs/more.csv"] = "x\n" }
    #expect(added.violations.map(\.key) == ["inputs/more.csv"])
    let missing = try verdict { $0.files["inputs/catalogue/gpu-classes.csv"] = nil }
    #expect(missing.violations.map(\.rule) == ["inputs"])
  }

  @Test func `every table is listed with its columns`() throws {
    let added = try verdict { $0.files["curves.csv"] = "x\n" }
    #expect(added.violations.map(\.rule) == ["datapackage"])
    let renamed = try verdict {
      $0.files["datapackage.json"] = $0.files["datapackage.json"]!.replacing("it_kw", with: "it_mw")
    }
    #expect(Set(renamed.violations.map(\.rule)) == ["datapackage"])
  }

  @Test(arguments: [
    ("sites.csv", "592.0", "nan"), ("sites.csv", "592.0", "0x250"), ("sites.csv", "592.0", ""),
    ("sites.csv", "592.0", "5,92"),
    ("sites.csv", "it_kw", "it_mw"), ("money.csv", "omega", "\"omega"), ("plan.json", "{", "["),
  ])
  func `a malformed table is a finding, not a verdict`(file: String, text: String, other: String) throws {
    #expect(throws: VerificationFailure.self) {
      _ = try verdict { $0.files[file] = $0.files[file]!.replacing(text, with: other, maxReplacements: 1) }
    }
  }

  @Test func `a missing table is a finding that names it`() throws {
    let failure = #expect(throws: VerificationFailure.self) { _ = try verdict { $0.files["rates.csv"] = nil } }
    #expect(failure?.findings.map(\.file) == ["rates.csv"])
  }

  @Test func `a sum keeps what plain addition loses`() {
    var sum = Sum(1e16)
    sum.add(1)
    sum.add(-1e16)
    #expect(sum.value == 1)
    #expect(Sum(0.1, 3).value != 0.3 && Sum(1 + 0x1p-30, 1 - 0x1p-30).value == 1 - 0x1p-60)
  }

  @Test func `midnight is the site's own, also where clocks change`() {
    var planningCase = smallCase()
    planningCase.tranches[3].availableFrom = Day("2026-03-08")
    let base = CourseTree(planningCase) { $1 > 0 }.courses[0]
    let changes = planningCase.changes(of: planningCase.tranches[3], on: base)
    #expect(changes.map(\.description) == ["2026-03-08T06:00Z", "2026-03-15T05:00Z", "2026-03-22T05:00Z"])
  }

  @Test func `ninety days of notice on 1 July end on 29 September`() {
    var planningCase = smallCase()
    planningCase.leases[0].noticeDays = 90
    planningCase.leases[0].end = Day("2027-01-01")!
    planningCase.periods.append(Period(id: "2026-09", start: Day("2026-09-01")!, end: Day("2026-10-01")!))
    let courses = CourseTree(planningCase) { $1 > 0 }.courses
    #expect(courses.map(\.id) == ["base", "notice-2026-07"])
    #expect(courses[1].gone.values.map(\.description) == ["2026-09-30"])
    #expect(abs(courses[1].probability - SmallPlan.chances[1]) < 1e-15)
  }
}
