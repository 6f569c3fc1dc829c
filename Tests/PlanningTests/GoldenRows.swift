import Fleet
import Foundation
import LinearProgramming
import Testing
import Throughput

@testable import Planning

/// The rows of one rule as text, one a line, and the whole columns of `whole-units`, which has no row.
struct GoldenRows {
  let formulation: Formulation

  init(_ planningCase: PlanningCase = Specimen.case) throws {
    formulation = Formulation(planningCase, Timeline(planningCase), try RateTable(planningCase))
  }

  func text(_ rule: String) -> String {
    if rule == WholeUnits.name { return wholeColumns }
    let byRow = formulation.programme.rowsByEntry
    let lines = formulation.draft.rowLabels.indices.filter { formulation.draft.rowLabels[$0].family == rule }.map {
      row in
      let label = formulation.draft.rowLabels[row]
      let terms = byRow[row].map { "\(number($0.value)) \(columnName($0.column))" }.joined(separator: " + ")
      return "\(formulation.names.name(label.family, label.key)): \(terms) \(limits(row))"
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var wholeColumns: String {
    formulation.draft.columnLabels.indices
      .filter { formulation.draft.isInteger[$0] && formulation.draft.columnLabels[$0].family != "run" }
      .map {
        "\(columnName($0)) whole, \(number(formulation.draft.columnLower[$0]))...\(number(formulation.draft.columnUpper[$0]))"
      }
      .joined(separator: "\n") + "\n"
  }

  private func columnName(_ column: Int) -> String {
    let label = formulation.draft.columnLabels[column]
    return formulation.names.name(label.family, label.key)
  }

  private func limits(_ row: Int) -> String {
    let lower = formulation.draft.rowLower[row], upper = formulation.draft.rowUpper[row]
    if lower == upper { return "= \(number(upper))" }
    return upper.isFinite ? "<= \(number(upper))" : ">= \(number(lower))"
  }

  /// Seven digits: enough to tell any two figures of the specimen apart, too few for the last bits of a product.
  private func number(_ value: Double) -> String { String(format: "%.7g", value) }
}

extension LinearProgram {
  /// Entries row by row.
  var rowsByEntry: [[(column: Int, value: Double)]] {
    var rows = [[(column: Int, value: Double)]](repeating: [], count: rowCount)
    for column in 0..<columnCount {
      for place in columnStarts[column]..<columnStarts[column + 1] {
        rows[Int(rowIndices[place])].append((column, values[place]))
      }
    }
    return rows
  }
}

@Suite struct GoldenRowsTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Golden")

  /// `RECORD_GOLDEN=1` writes the files anew and fails once, so that no record passes unread.
  @Test(arguments: ruleCatalogue.map(\.name)) func rowsAreAsRecorded(rule: String) throws {
    let text = try GoldenRows().text(rule)
    let file = Self.folder.appending(path: "\(rule).rows")
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
      try text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded \(rule).rows: read it, then run again without RECORD_GOLDEN")
      return
    }
    let recorded = try String(contentsOf: file, encoding: .utf8)
    #expect(text.count > 1, "\(rule) writes nothing in the specimen")
    #expect(text == recorded)
  }

  @Test func goldenFilesAndRulesAreTheSameSet() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter { $0.hasSuffix(".rows") }
    #expect(Set(files) == Set(ruleCatalogue.map { "\($0.name).rows" }))
  }

  @Test func everyRuleHasItsPlaceInTheDocumentation() throws {
    let root = Self.folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let page = try String(contentsOf: root.appending(path: "docs/rules.md"), encoding: .utf8)
    for rule in ruleCatalogue {
      #expect(page.contains("\n## \(rule.name)\n"), "docs/rules.md has no section \(rule.name)")
      #expect(page.contains(rule.statement), "docs/rules.md does not state \(rule.name) as the code does")
    }
  }
}
