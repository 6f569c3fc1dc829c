import Fleet
import Testing

@testable import Planning

@Suite struct IncumbentTests {
  private func facts(_ plan: Plan) throws -> IncumbentFacts { try #require(plan.incumbent) }

  /// The specimen has every kind of decision; nothing of it changes, on whatever day it is planned again.
  @Test(arguments: [0, 1]) func aPlanThatNothingChangesReturnsItself(today: Int) throws {
    var planningCase = Specimen.case
    planningCase.incumbent = nil
    planningCase.reclaimPools = []
    let plan = try planned(planningCase)
    let again = try planned(FollowedCase.following(plan, planningCase, today: today))
    #expect(try facts(again).isKept && facts(again).moves == 0 && facts(again).isProved)
    #expect(again.goals.map(\.goal) == ["value", "moves"])
    #expect(again.paths[0].allocation.map(\.tranche) == plan.paths[0].allocation.map(\.tranche))
    #expect(
      zip(again.paths[0].allocation, plan.paths[0].allocation).allSatisfy { isClose($0.gpus, $1.gpus, relative: 1e-8) })
    #expect(isClose(again.objective, plan.objective, relative: 1e-7))
  }

  /// The incumbent left half of what it had unused on day 1, which is past; on day 2 nothing keeps it from doing more.
  @Test func thePastIsFrozenAndTheFutureIsNot() throws {
    var planningCase = TinyCase.days(2)
    planningCase.incumbent = FollowedCase.incumbent(of: planningCase, today: 1) { _ in
      [FollowedCase.use("owned", "home", gpus: 5)]
    }
    planningCase.options.goals = [Goal(.value), Goal(.moves)]
    let plan = try planned(planningCase)
    #expect(isClose(plan.gpus("chat"), 5) && isClose(plan.gpus("chat", in: "day-2"), 10, relative: 1e-6))
    expectUSD(try facts(plan).realised, 1200)
    expectUSD(plan.objective, 3600)
    #expect(isClose(try facts(plan).moves, 5, relative: 1e-6))
    #expect(try facts(plan).changes.map(\.span.period) == ["day-2"])
  }

  /// Home loses power for six GPUs on day 2: six must move, and no plan within the slack does with fewer than
  /// 0.1 % of the value allows to leave unserved.
  @Test func movesAreProvedMinimal() throws {
    var planningCase = FollowedCase.twoSites(days: 2)
    planningCase.sites[0].power = .init(1e6, overrides: [1: 4])
    let plan = try planned(planningCase)
    let slack = 0.001 * 4800 / 240
    #expect(isClose(try facts(plan).moves, 6 - slack, relative: 1e-6))
    #expect(try facts(plan).isProved)
  }

  /// Dates on which nothing changes count no move twice, and cost none twice.
  @Test(arguments: [false, true]) func aMoveCountsOnceInItsPeriod(isCut: Bool) throws {
    var planningCase = FollowedCase.twoSites(days: 2)
    planningCase.periods = [
      planningCase.periods[0],
      Period(id: "rest", start: TinyCase.first + 1, end: TinyCase.first + 7),
    ]
    planningCase.incumbent = FollowedCase.incumbent(of: planningCase, today: 1) { _ in
      [FollowedCase.use("owned", "home", gpus: 10)]
    }
    planningCase.sites[0].power = .init(1e6, overrides: [1: 4])
    planningCase.options.changePrice = 100
    planningCase.options.goals = [Goal(.value, slack: .share(0))]
    if isCut { planningCase.outages = [TinyCase.outage(2..<3), TinyCase.outage(5..<6)] }
    let plan = try planned(planningCase)
    #expect(isClose(try facts(plan).moves, 6))
    expectUSD(plan.objective, 7 * 2400 - 6 * 100)
  }

  /// What was signed before the case begins stays signed, on the day on which that was done.
  @Test func whatWasSignedBeforeTheCaseStaysSigned() throws {
    var planningCase = TinyCase.days(2)
    planningCase.leases.append(TinyCase.lease("dear", usdPerHour: 50))
    planningCase.tranches.append(TinyCase.tranche("dear", lease: 0, size: .optional(minUnits: 0, maxUnits: 9)))
    let day = TinyCase.first + -30
    planningCase.incumbent = FollowedCase.incumbent(
      of: planningCase, today: 0,
      choices: [
        Incumbent.Choice(
          decision: "sign", subject: "dear", period: "", unit: "unit of 1 GPUs", amount: 3, lastDate: day,
          takesEffect: nil)
      ]
    ) { _ in [FollowedCase.use("owned", "home", gpus: 10)] }
    let row = try planned(planningCase).decisions.first { $0.subject == "dear" }
    #expect(row?.amount == 3 && row?.lastDate == day && row?.period == "day-1")
  }

  /// Units were signed before today that no longer pay; they stay.
  @Test func whatWasSignedStaysSigned() throws {
    var planningCase = TinyCase.days(2)
    planningCase.leases.append(TinyCase.lease("dear", usdPerHour: 50))
    planningCase.tranches.append(
      TinyCase.tranche("dear", lease: 0, size: .optional(minUnits: 0, maxUnits: 9)))
    #expect(try planned(planningCase).decisions.first { $0.subject == "dear" }?.amount == 0)
    let signed = Incumbent.Choice(
      decision: "sign", subject: "dear", period: "day-1", unit: "unit of 1 GPUs", amount: 3, lastDate: TinyCase.first,
      takesEffect: nil)
    func amount(today: Int) throws -> Double? {
      var next = planningCase
      next.incumbent = FollowedCase.incumbent(of: next, today: today, choices: [signed]) { _ in
        [FollowedCase.use("owned", "home", gpus: 10)]
      }
      return try planned(next).decisions.first { $0.subject == "dear" }?.amount
    }
    #expect(try amount(today: 1) == 3)
    // On its own day it can still be decided otherwise.
    #expect(try amount(today: 0) == 0)
  }

  /// Notice on day 2 was one in four; day 2 is past and it did not come.
  @Test func aNoticeThatDidNotComeIsImpossible() throws {
    var planningCase = TinyCase.days(4)
    planningCase.addRival(gpus: 10, notice: [1: 0.25])
    #expect(try planned(planningCase).paths.count == 2)
    let next = FollowedCase.following(try planned(planningCase), planningCase, today: 2)
    #expect(try planned(next).paths.map(\.probability) == [1])
  }

  /// It came on day 2: its path is the one that is frozen, compared and realised.
  @Test func aNoticeThatCameIsThePast() throws {
    var planningCase = TinyCase.days(4)
    planningCase.addRival(gpus: 10, notice: [1: 0.25])
    planningCase.reclaimPools[0].likelihood = .listed([1: 1])
    planningCase.incumbent = FollowedCase.incumbent(of: planningCase, today: 2) { day in
      [FollowedCase.use("owned", "home", gpus: 10)] + (day == 0 ? [FollowedCase.use("rival", "away", gpus: 10)] : [])
    }
    let plan = try planned(planningCase)
    #expect(plan.paths.map(\.probability) == [0, 1])
    #expect(try facts(plan).called == ["rival@day-2"] && facts(plan).moves == 0)
    expectUSD(try facts(plan).realised, 4800 + 2400)
    expectUSD(plan.objective, 4800 + 3 * 2400)
  }
}
