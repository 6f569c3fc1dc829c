import Fleet
import Testing
import Throughput

@testable import Planning

@Suite struct PlanTests {
  func plan(_ planningCase: PlanningCase) throws -> Plan {
    guard case .planned(let plan) = try makePlan(planningCase, request: PlanRequest(gap: 1e-6)) else {
      throw NoPlan()
    }
    return plan
  }

  struct NoPlan: Error {}

  /// The specimen planned for its value alone, though it follows an earlier plan.
  private var forValue: PlanningCase {
    var planningCase = Specimen.case
    planningCase.options.goals = [Goal(.value)]
    return planningCase
  }

  @Test func costTermsSumToTheObjective() throws {
    let planningCase = Specimen.case
    let plan = try plan(planningCase)
    let timeline = Timeline(planningCase)
    let periods = Dictionary(uniqueKeysWithValues: planningCase.periods.enumerated().map { ($1.id, $0) })
    var expected = 0.0
    for (tables, path) in zip(plan.paths, timeline.paths) {
      for row in tables.money {
        let period = periods[row.period]!
        let node = timeline.nodes(of: path).first { $0.period == period }!
        expected += node.probability * planningCase.discount(period) * row.usd
      }
    }
    #expect(isClose(expected, plan.risk.expectedValue))
    let weight = planningCase.options.riskWeight
    #expect(isClose((1 - weight) * expected - weight * plan.risk.cvar!, plan.objective))
  }

  @Test func theObjectiveOfTheTablesIsTheSolversOwn() throws {
    let solved = try Solved(forValue)
    #expect(isClose(try plan(forValue).objective, solved.value, relative: 1e-6))
  }

  /// Without gangs and signings: a gang that may change its place twice as often may be worth more.
  @Test func cuttingEverySliceInTwoLeavesTheValue() throws {
    var planningCase = Specimen.case
    planningCase.workloads[3].kind = .job(Job(work: 5e11))
    planningCase.workloads[3].wholeUnits = false
    planningCase.tranches[1].size = .optional(minUnits: 0, maxUnits: 0)
    let whole = try Solved(planningCase), halved = try Solved(planningCase, halved: true)
    #expect(halved.formulation.model.timeline.nodes.count == 2 * whole.formulation.model.timeline.nodes.count)
    #expect(isClose(whole.value, halved.value, relative: 1e-6))
  }

  @Test func certifiedBoundHolds() throws {
    let plan = try plan(forValue)
    #expect(plan.status == .optimal)
    let bound = try #require(plan.boundCertified)
    #expect(bound >= plan.objective)
    #expect(bound <= plan.objective + 1e-5 * abs(plan.objective))
  }

  @Test func everyRuleIsKeptByThePlansOwnFigures() throws {
    for row in try plan(Specimen.case).rules {
      #expect(
        row.slack >= -1e-6 * max(1, abs(row.limit)), "\(row.rule)[\(row.key)] is short by \(-row.slack) \(row.unit)")
    }
  }

  @Test func allocationKeepsWholeUnits() throws {
    let planningCase = Specimen.case
    let units = Dictionary(uniqueKeysWithValues: planningCase.gpuClasses.map { ($0.id, Double($0.unitGPUs)) })
    let plan = try plan(planningCase)
    let training = plan.paths.flatMap(\.allocation).filter { $0.workload == "training" }
    #expect(!training.isEmpty)
    for row in training { #expect(row.gpus.truncatingRemainder(dividingBy: units[row.gpuClass]!) == 0) }
  }

  @Test func hazardZeroIsThePlanWithoutReclaim() throws {
    var calm = Specimen.case
    calm.reclaimPools[0].likelihood = .hazardPerMonth(0)
    #expect(isClose(try plan(calm).objective, try plan(Specimen.case.withoutReclaim).objective, relative: 1e-7))
  }

  @Test func moreOfAnyLimitNeverHurts() throws {
    var more = Specimen.case
    let before = try plan(more).objective
    more.sites[0].power.base += 200
    let power = try plan(more).objective
    #expect(power >= before - 1e-6 * abs(before))
    more.options.yearlyBudget! += 500_000
    #expect(try plan(more).objective >= power - 1e-6 * abs(power))
  }

  @Test func whatCannotBeMetNamesItsRules() throws {
    var dark = Specimen.case
    for index in dark.sites.indices { dark.sites[index].power = .init(1) }
    guard case .refused(let refusal) = try makePlan(dark) else {
      Issue.record("a fleet without power was planned")
      return
    }
    #expect(refusal.status == .infeasible)
    #expect(Set(refusal.conflict.map(\.rule)).contains("site-power"))
  }
}
