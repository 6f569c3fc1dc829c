import Foundation
import Testing

@testable import PlanFiles
@testable import Planning

@Suite struct HeldPlanTests {
  /// A plan as its tables say it and the same plan in memory lose the same, at the same time, and are saved by the same.
  @Test func aPlanIsHeldAsItsOwnTablesSayIt() throws {
    let shipped = try ShippedCase("quickstart")
    let folder = FileManager.default.temporaryDirectory.appending(path: "held-plan-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder.appending(path: "recourse"), withIntermediateDirectories: true)
    for table in try shipped.plan.tableFiles() {
      try Data(table.text.utf8).write(to: folder.appending(path: table.path))
    }
    let read = try stress(shipped.planningCase, HeldPlan(planAt: folder))
    let held = try stress(shipped.planningCase, HeldPlan(shipped.plan))
    #expect(!held.scenarios.isEmpty && read.scenarios.count == held.scenarios.count)
    // There is no plan.json in the folder that could say how good the plan is.
    #expect(read.uncertainty == nil && held.uncertainty != nil)
    #expect(isSame(read.withoutNotice, held.withoutNotice, of: held))
    for (a, b) in zip(read.scenarios, held.scenarios) {
      expectSame(a.held, b.held, of: held)
      expectSame(a.replanned, b.replanned, of: held)
      #expect(a.actions.map(\.subject) == b.actions.map(\.subject) && a.actions.map(\.from) == b.actions.map(\.from))
    }
    #expect(read.harmless == held.harmless && read.breakEvens.count == held.breakEvens.count)
  }

  private func expectSame(_ a: StressOutcome?, _ b: StressOutcome?, of report: StressReport) {
    #expect((a == nil) == (b == nil))
    guard let a, let b else { return }
    #expect(isSame(a.loss, b.loss, of: report), "\(a.loss), not \(b.loss)")
    #expect(isSame(a.penalty, b.penalty, of: report), "\(a.penalty), not \(b.penalty)")
    #expect(a.firstTrouble == b.firstTrouble && a.recovery == b.recovery)
    #expect(zip(a.services, b.services).allSatisfy { abs($0.share - $1.share) <= 1e-6 })
  }

  private func isSame(_ a: Double, _ b: Double, of report: StressReport) -> Bool {
    abs(a - b) <= 1e-6 * abs(report.withoutNotice)
  }
}
