import Fleet
import Testing

@testable import Planning

/// Two services on ten GPUs: a rich one that wants all of them, and a poor one that wants ten too.
@Suite struct GoalStackTests {
  private static func planningCase(_ goals: [Goal]?, days: Int = 1) -> PlanningCase {
    var planningCase = TinyCase.days(days)
    planningCase.tenants.append(Tenant(id: "shop", priority: 2, origin: TinyCase.origin))
    planningCase.workloads = [
      TinyCase.service("chat", demand: 10, usdPerHour: 10),
      TinyCase.service("search", tenant: 1, demand: 10, usdPerHour: 2),
    ]
    planningCase.options.goals = goals
    return planningCase
  }

  private func goal(_ plan: Plan, _ name: String) throws -> GoalFacts {
    try #require(plan.goals.first { $0.goal == name })
  }

  @Test func withoutGoalsTheValueIsAll() throws {
    let plan = try planned(Self.planningCase(nil))
    #expect(plan.goals.map(\.goal) == ["value"])
    expectUSD(plan.objective, 2400)
    #expect(plan.goals[0].gaveUp == 0 && plan.goals[0].final == plan.objective)
  }

  /// Fairly shared, both are half served, which costs 5 * 24 * 8 USD.
  @Test func theWorstShortfallComesFirst() throws {
    let plan = try planned(Self.planningCase([Goal(.shortfall), Goal(.value)]))
    let worst = try goal(plan, "shortfall")
    #expect(isClose(worst.best, 0.5, relative: 1e-7) && isClose(worst.final, 0.5, relative: 1e-7))
    expectUSD(plan.objective, 1440)
    #expect(isClose(try goal(plan, "value").gaveUp, 960, relative: 1e-7))
  }

  /// A tenth of what is asked goes to the rich one.
  @Test func itsSlackGoesToTheGoalsAfterIt() throws {
    let plan = try planned(Self.planningCase([Goal(.shortfall, slack: .amount(0.1)), Goal(.value)]))
    #expect(isClose(try goal(plan, "shortfall").final, 0.6, relative: 1e-7))
    expectUSD(plan.objective, 6 * 240 + 4 * 48)
  }

  @Test func theFirstPriorityIsServedBeforeTheSecond() throws {
    var planningCase = Self.planningCase([Goal(.shortfallByPriority), Goal(.value)])
    (planningCase.tenants[0].priority, planningCase.tenants[1].priority) = (2, 1)
    let plan = try planned(planningCase)
    #expect(plan.goals.map(\.goal) == ["shortfall-1", "shortfall-2", "value"])
    #expect(isClose(plan.gpus("search"), 10, relative: 1e-7))
    #expect(isClose(try goal(plan, "shortfall-2").best, 1, relative: 1e-7))
    #expect(isClose(try goal(plan, "shortfall-2").gaveUp, 1, relative: 1e-7))
  }

  /// On the second day the poor one earns more; to follow it takes ten arrivals. Half of them may be bought with 10 %.
  @Test func movesAreFewestOfWhatTheValueLeaves() throws {
    func plan(_ slack: Goal.Slack) throws -> Plan {
      var planningCase = Self.planningCase([Goal(.value, slack: slack), Goal(.moves)], days: 2)
      planningCase.workloads[1].value = TinyCase.perHour(2, overrides: [1: 14])
      return try planned(planningCase)
    }
    let exact = try plan(.amount(0))
    expectUSD(exact.objective, 2400 + 3360)
    #expect(isClose(try goal(exact, "moves").final, 10, relative: 1e-6))
    let loose = try plan(.amount(480))
    #expect(isClose(try goal(loose, "moves").best, 5, relative: 1e-6))
    #expect(isClose(try goal(loose, "moves").bound, 5, relative: 1e-6))
    expectUSD(loose.objective, 2400 + 3360 - 480)
    #expect(loose.status == .optimal)
  }

  /// What the moves do not need stays with the value.
  @Test func nothingIsGivenUpInVain() throws {
    let plan = try planned(Self.planningCase([Goal(.value, slack: .share(0.5)), Goal(.moves)], days: 2))
    #expect(try goal(plan, "moves").best == 0)
    expectUSD(plan.objective, 4800)
  }

  /// An eleventh GPU lets the worst shortfall fall by 1/20, half of it at the price of the rich: 240 / 2 + 48 / 2. With the
  /// shortfall held where it is, all of it is the rich one's.
  @Test func aPriceIsToldWithEarlierGoalsHeldAndInAll() throws {
    let planningCase = Self.planningCase([Goal(.shortfall), Goal(.value)])
    let row = try planned(planningCase).rule("tranche-stock", "owned,day-1")
    #expect(isClose(row.dual, 240, relative: 1e-7) && isClose(row.priceTotal, 144, relative: 1e-7))
    var more = planningCase
    more.tranches[0].size = .fixed(gpus: 11)
    let difference = try planned(more).objective - planned(planningCase).objective
    #expect(isClose(difference, 144, relative: 1e-6))
  }

  /// Three stages: the chain rule goes through both goals before the value.
  @Test func theChainRuleGoesThroughEveryGoal() throws {
    var planningCase = Self.planningCase([Goal(.shortfallByPriority, slack: .amount(0.2)), Goal(.value)])
    (planningCase.tenants[0].priority, planningCase.tenants[1].priority) = (2, 1)
    planningCase.changeService(1) { $0.demand = [20] }
    let row = try planned(planningCase).rule("tranche-stock", "owned,day-1")
    var more = planningCase
    more.tranches[0].size = .fixed(gpus: 11)
    let difference = try planned(more).objective - planned(planningCase).objective
    #expect(isClose(row.priceTotal, difference, relative: 1e-6))
    #expect(!isClose(row.dual, difference), "the example tells the two apart")
  }
}
