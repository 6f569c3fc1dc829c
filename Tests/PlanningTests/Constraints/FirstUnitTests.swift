import Fleet
import Testing

@testable import Planning

@Suite struct FirstUnitTests {
  /// Up to 5 GPUs of our own beside the ten that are there; each earns 240 USD a day and costs 100, the building `once`.
  func tiny(once: Double, most: Int = 5) -> PlanningCase {
    var tiny = TinyCase.days()
    tiny.tranches.append(TinyCase.tranche("new", size: .optional(minUnits: 0, maxUnits: most)))
    tiny.tranches[1].capital = Capital(perGPU: 100, once: once, lifeMonths: 1)
    tiny.options.endValueHaircut = 1
    return tiny
  }

  /// Five GPUs are worth 5 * 140 USD of building.
  @Test(arguments: [(0.0, 5.0), (699, 5), (701, 0)]) func theBuildingComesWithTheFirst(once: Double, units: Double)
    throws
  {
    let plan = try planned(tiny(once: once))
    #expect(plan.decisions.map(\.amount) == [units])
    expectUSD(plan.objective, 2400 + max(0, 700 - once))
  }

  /// Power for twelve: two GPUs do not pay for a building of 281 USD, whatever share of it five would need.
  @Test func noPartOfABuilding() throws {
    var tiny = tiny(once: 281)
    tiny.sites[0].power = .init(12)
    #expect(try planned(tiny).decisions.map(\.amount) == [0])
  }
}
