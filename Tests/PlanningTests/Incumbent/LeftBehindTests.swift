import Fleet
import Testing

@testable import Planning

/// What the base path would do beyond a notice that is certain binds no decision: it will not come about.
struct LeftBehindTests {
  /// Ten own GPUs for a service that is worth 10 USD an hour of each, and eight of a rival at home, gone from day 2 on; GPUs at
  /// 2 USD an hour can be signed in their place, to be there on day 2.
  private func replaced() -> PlanningCase {
    var planningCase = TinyCase.days(3)
    planningCase.changeService { $0.demand = [20, 20, 20] }
    planningCase.addRival(gpus: 8, notice: [0: 1])
    planningCase.tranches[1].site = Ref(0)
    planningCase.leases.append(TinyCase.lease("new", usdPerHour: 2))
    var new = TinyCase.tranche("new", lease: 1, size: .optional(minUnits: 0, maxUnits: 10))
    new.availableFrom = TinyCase.first + 1
    planningCase.tranches.append(new)
    return planningCase
  }

  /// 18 GPUs on day 1 and 20 on the other two, ten of them signed at 48 USD a day: though without the notice 28 would stand in
  /// room for 20.
  @Test func roomThatACallFreesIsThere() throws {
    var planningCase = replaced()
    planningCase.sites[0].space.racks = .init(20)
    let plan = try planned(planningCase)
    expectUSD(plan.objective, 240 * (18 + 20 + 20) - 48 * 20)
    #expect(plan.paths.map(\.probability) == [0, 1])
    #expect(plan.rules.contains { $0.rule == "site-space" && $0.key.hasSuffix("notice-day-1") })
    #expect(!plan.rules.contains { $0.rule == "site-space" && $0.key == "home,racks,day-2" })
    // A rack short is felt on the path that comes about.
    planningCase.sites[0].space.racks = .init(19)
    expectUSD(try planned(planningCase).objective, 240 * (18 + 19 + 19) - 48 * 18)
  }

  /// The rival's eight GPUs at 5 USD an hour are 960 USD on day 1, and would be 2880: 1100 are enough, since they go.
  @Test func aBudgetIsNotSpentOnWhatIsGone() throws {
    var planningCase = replaced()
    planningCase.leases[0].price = .init(5)
    planningCase.leases[0].takeOrPayShare = 1
    planningCase.options.yearlyBudget = 1100
    #expect(try planned(planningCase).paths[1].probability == 1)
    planningCase.options.yearlyBudget = 900
    #expect(throws: (any Error).self) { try planned(planningCase) }
  }
}
