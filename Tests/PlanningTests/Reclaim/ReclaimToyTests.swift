import Fleet
import Testing

@testable import Planning

@Suite("A toy of reclaim whose figures others have found") struct ReclaimToyTests {
  private func isToy(_ found: Double?, _ known: Double, digits: Double) -> Bool {
    found.map { abs($0 - known) <= 0.5 * digits } ?? false
  }

  /// A notice so late that the lease would end anyway counts as none: 15 of the 18 dates have a path of their own.
  @Test func leastExpectedCost() throws {
    let plan = try planned(ReclaimToy.planningCase())
    #expect(plan.paths.count == 16)
    #expect(isToy(-plan.risk.expectedValue, 4568.388971, digits: 1e-6))
    #expect(isToy(plan.risk.cvar, 6127.4, digits: 0.1))
  }

  /// Without a standby; firm orders after a notice stay.
  @Test func holdingNothing() throws {
    let plan = try planned(ReclaimToy.planningCase(standby: 0))
    #expect(plan.decisions.isEmpty)
    #expect(isToy(-plan.risk.expectedValue, 4662.07, digits: 0.01))
  }

  @Test func mostlyTheWorstTenth() throws {
    let plan = try planned(ReclaimToy.planningCase(weight: 0.9))
    #expect(isToy(-plan.risk.expectedValue, 5536.04, digits: 0.01))
    #expect(isToy(plan.risk.cvar, 5865.3, digits: 0.1))
    #expect(isToy(-plan.objective, 5832.42, digits: 0.01))
  }

  /// Notice in the first month finds no standby, and no order can have been made.
  @Test func theWorstCaseCannotBeBoughtAway() throws {
    let plan = try planned(ReclaimToy.planningCase(weight: 1, level: 1))
    #expect(isToy(plan.risk.cvar, 6136.0, digits: 0.1))
    #expect(isToy(plan.paths.first { $0.path == "notice-m1" }.map { -$0.value }, 6136.0, digits: 0.1))
  }
}
