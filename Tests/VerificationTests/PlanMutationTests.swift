import CaseFiles
import Fleet
import Foundation
import Testing

@testable import Verification

/// The same alterations on a plan folder named by `TENURE_PLAN`; every cell, or one in `TENURE_PLAN_STEP`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["TENURE_PLAN"] != nil)) struct PlanMutationTests {
  /// Columns whose cells may be altered unnoticed: bounds of rates, prices where a rule binds, and work in numbers of
  /// which a double holds no single units.
  static let free: Set = ["low", "high", "dual", "up_until", "down_until"]

  @Test func `one more or one less in any cell of a plan is rejected`() throws {
    let environment = ProcessInfo.processInfo.environment
    let folder = URL(fileURLWithPath: environment["TENURE_PLAN"]!), step = Int(environment["TENURE_PLAN_STEP"] ?? "1")!
    let sound = try PlanFolder(PlanFolder.files(at: folder))
    let planningCase = try readCase(at: folder.appendingPathComponent("inputs")).planningCase
    #expect(verdict(on: sound, of: planningCase).passed)
    var cells = 0
    for (table, rows) in sound.tables.sorted(by: { $0.key < $1.key }) {
      for line in rows.indices {
        for column in rows[line].numberColumns where !PlanMutationTests.free.contains(column) {
          guard let number = rows[line].optional(column), abs(number) < 4e12 else { continue }
          cells += 1
          if cells % step != 0 { continue }
          var altered = sound
          altered.tables[table]![line].replace(column, by: number + (cells / step % 2 == 0 ? 1 : -1))
          #expect(!verdict(on: altered, of: planningCase).passed, "\(rows[line].place) \(column)")
        }
      }
    }
  }
}
