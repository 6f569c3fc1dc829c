import Fleet
import Testing

@testable import Planning

@Suite struct ChangeLimitTests {
  /// Ten GPUs at home and ten away; the service was at home, and home loses its power on day 2: 240 USD a GPU and day.
  private static func planningCase(limit: Double?) -> PlanningCase {
    var planningCase = FollowedCase.twoSites(days: 2)
    planningCase.sites[0].power = .init(1e6, overrides: [1: 4])
    planningCase.options.changeLimit = limit
    planningCase.options.goals = [Goal(.value)]
    return planningCase
  }

  @Test func withoutALimitEverythingMayMove() throws {
    let plan = try planned(Self.planningCase(limit: nil))
    #expect(isClose(plan.gpus("chat", in: "day-2"), 10))
    expectUSD(plan.objective, 4800)
  }

  @Test func noMoreMoveThanTheLimit() throws {
    let plan = try planned(Self.planningCase(limit: 2))
    #expect(isClose(plan.gpus("chat", in: "day-2"), 6))
    let row = try plan.rule("change-limit", "day-2")
    #expect(isClose(row.use, 2) && isClose(row.limit, 2) && row.unit == "GPU")
    expectPrice(row, 240)
    #expect(row.meaning == "one more GPU that may move against the incumbent in day-2")
  }

  /// Four of the ten at home are gone: their work may go elsewhere beyond the limit.
  @Test func whatIsGoneMayMoveBesides() throws {
    var planningCase = Self.planningCase(limit: 2)
    planningCase.sites[0].power = .init(1e6)
    planningCase.tranches[0].size = .fixed(gpus: 3)
    planningCase.incumbent!.today = TinyCase.first
    let row = try planned(planningCase).rule("change-limit", "day-2")
    #expect(isClose(row.limit, 9))
  }

  /// The past has no limit: it cannot move.
  @Test func onlyWhatIsToComeIsLimited() throws {
    let formulation = try formulated(Self.planningCase(limit: 2))
    #expect(formulation.rows(of: ChangeLimit.name).count == 1)
  }

  /// A floor at the other site's GPUs asks for more than may move.
  @Test func aLimitThatCannotBeKeptIsNamed() throws {
    var planningCase = Self.planningCase(limit: 2)
    planningCase.tenants[0].floorGPUs = .init(8)
    let refusal = try refused(planningCase)
    #expect(
      refusal.sentence("change-limit")
        == "more GPUs must move against the incumbent in day-2 than change_limit allows")
  }
}
