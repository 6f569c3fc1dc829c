import Fleet
import Foundation
import Testing

@testable import Verification

/// What the plan of two pools and two fallbacks says of itself, altered.
@Suite struct ReclaimStatementTests {
  private func verdict(_ change: (inout ReclaimPlan) -> Void) throws -> Verdict {
    var plan = ReclaimPlan()
    return Verification.verdict(on: try plan.folder(change), of: plan.planningCase)
  }

  /// plan.json with the number behind the first key after another one raised by 1.
  private func raised(_ text: String, _ key: String, after section: String) -> String {
    let from = text.range(of: "\"\(section)\":")!.upperBound
    let start = text.range(of: "\"\(key)\":", range: from..<text.endIndex)!.upperBound
    let end = text[start...].firstIndex { ",}".contains($0) }!
    return text.replacingCharacters(in: start..<end, with: "\(Double(text[start..<end])! + 1)")
  }

  @Test(arguments: [
    ("hazard_half", "expected_value"), ("hazard_half", "cvar"), ("hazard_double", "expected_value"),
    ("hazard_double", "cvar"), ("worst", "value"), ("risk", "uncovered"),
  ])
  func `a figure of risk is held against the paths`(section: String, key: String) throws {
    let more = try self.verdict { $0.files["plan.json"] = raised($0.files["plan.json"]!, key, after: section) }
    #expect(more.violations.map(\.rule) == ["risk"], "\(more.violations.map(\.sentence))")
    let missing = try self.verdict {
      $0.files["plan.json"] = $0.files["plan.json"]!.replacing(
        "\"\(section == "risk" ? key : section)\"", with: "\"x\"")
    }
    #expect(Set(missing.violations.map(\.rule)) == ["risk"])
  }

  @Test func `the worst path is the one of least value, the first of several`() throws {
    let worst = "notice-2026-07-a+b"
    let other = try self.verdict {
      $0.files["plan.json"] = $0.files["plan.json"]!.replacing("\"path\":\"\(worst)\"", with: "\"path\":\"base\"")
    }
    #expect(other.violations.map(\.key) == ["risk.worst"])
    let later = try self.verdict {
      $0.files["plan.json"] = $0.files["plan.json"]!
        .replacing("\"notice_date\":\"2026-07-01\"", with: "\"notice_date\":\"2026-08-01\"")
    }
    #expect(later.violations.map(\.key) == ["risk.worst"])
  }

  @Test(arguments: [
    ("order,firm,2026-07,10.0,GPU,2026-07-02", "order,firm,2026-07,10.0,GPU,2026-07-03"),
    ("order,firm,2026-07,10.0", "order,firm,2026-08,10.0"), ("10.0,GPU,2026-07-02", "10.0,units,2026-07-02"),
    ("order,firm,2026-07,10.0,GPU,2026-07-02,2026-07-05", "order,firm,2026-07,10.0,GPU,2026-07-02,"),
    ("hold,ready,2026-07,30.0,GPU,2026-07-01", "hold,ready,2026-07,30.0,GPU,2026-07-02"),
    ("hold,ready", "hold,own"), ("hold,ready", "sign,tb"), ("order,firm", "sign,firm"),
  ])
  func `a decision that does not fit the case is rejected`(text: String, other: String) throws {
    let verdict = try self.verdict {
      $0.files["decisions.csv"] = $0.files["decisions.csv"]!.replacing(text, with: other, maxReplacements: 1)
    }
    #expect(verdict.violations.contains { $0.rule == "decisions" && $0.sentence.hasPrefix("decisions.csv:") })
  }

  @Test(arguments: [("ordered", "open"), ("open", "ordered"), ("open", "held")])
  func `the state of a fallback says whether any of it is held`(state: String, other: String) throws {
    let verdict = try self.verdict {
      $0.files["leases.csv"] = $0.files["leases.csv"]!.replacing(state, with: other, maxReplacements: 1)
    }
    #expect(verdict.violations.map(\.rule) == ["fallback-term"])
  }

  @Test func `a path that the case does not have is rejected`() throws {
    let verdict = try self.verdict { $0.files["recourse.csv"]! += "notice-2026-09-a,base,a@2026-09,,,0.0,1e9,\n" }
    #expect(verdict.violations.map(\.rule) == ["notices"])
  }

  @Test func `a loss needs a value without reclaim to be told against`() throws {
    let verdict = try self.verdict { plan in
      let rows = plan.files["recourse.csv"]!.split(separator: "\n")
      plan.files["recourse.csv"] = rows.map { $0 + ($0.hasPrefix("base") ? "1.0\n" : "\n") }.joined()
    }
    #expect(verdict.violations.map(\.rule) == ["recourse-value"])
  }

  @Test func `a fallback is under no lease`() throws {
    let verdict = try self.verdict {
      $0.files["leases.csv"] = $0.files["leases.csv"]!.replacing(",,firm,", with: ",la,firm,", maxReplacements: 1)
    }
    #expect(verdict.violations.map(\.rule) == ["rows"])
  }

  @Test func `columns may stand in any order`() throws {
    let verdict = try self.verdict { plan in
      let rows = plan.files["rates.csv"]!.split(separator: "\n").map { $0.split(separator: ",") }
      plan.files["rates.csv"] = rows.map { $0.reversed().joined(separator: ",") + "\n" }.joined()
    }
    #expect(Set(verdict.violations.map(\.rule)) == ["datapackage"])
  }

  @Test func `one more or one less in any number of the tables is rejected`() throws {
    var plan = ReclaimPlan(), cells = 0
    let sound = try plan.folder()
    for (table, rows) in sound.tables.sorted(by: { $0.key < $1.key }) {
      for line in rows.indices {
        for column in rows[line].numberColumns where !["low", "high"].contains(column) {
          guard let number = rows[line].optional(column) else { continue }
          cells += 1
          // Every decision and path; of the tables that go through the same lines of the check, every seventh cell.
          if !table.hasSuffix("decisions"), table != "recourse", cells % 7 != 0 { continue }
          var altered = sound
          altered.tables[table]![line].replace(column, by: number + (cells % 2 == 0 ? 1 : -1))
          #expect(
            !Verification.verdict(on: altered, of: plan.planningCase).passed, "\(rows[line].place) \(column)")
        }
      }
    }
  }
}
