import Fleet
import Testing

@testable import PlanFiles
@testable import Planning

@Suite struct PlanTotalsTests {
  private let planningCase = SampleCase.make()

  @Test func expectedMoneyIsTheExpectedValue() {
    let plan = SamplePlan.make(planningCase)
    let sum = PlanTotals(plan: plan, planningCase: planningCase).expected.reduce(0) { $0 + $1.usd }
    #expect(abs(sum / plan.risk.expectedValue - 1) < 1e-12)
  }

  @Test func moneyIsTheBasePathsAlone() {
    let plan = SamplePlan.make(planningCase)
    let totals = PlanTotals(plan: plan, planningCase: planningCase)
    #expect(totals.money.map(\.term) == ["value", "lease-payments", "energy", "shortfall"])
    for amount in totals.money {
      let sum = plan.paths[0].money.filter { $0.term == amount.term }.reduce(0) { $0 + $1.usd }
      #expect(abs(sum / amount.usd - 1) < 1e-12)
    }
  }

  @Test func basePathLosesTheProbabilityOfEveryNoticeSoFar() {
    let plan = SamplePlan.make(planningCase)
    let base = plan.paths[0], notices = plan.paths.dropFirst()
    #expect(notices.count == 4)
    for (index, period) in planningCase.periods.enumerated() {
      let left = 1 - notices.prefix(index + 1).reduce(0) { $0 + $1.probability }
      #expect(abs(plan.probability(of: base, on: period.start) - left) < 1e-15)
    }
    #expect(plan.probability(of: plan.paths[1], on: planningCase.periods[9].start) == plan.paths[1].probability)
  }

  @Test func aTenantOfOneWorkloadHasItsShare() throws {
    let totals = PlanTotals(plan: SamplePlan.make(planningCase), planningCase: planningCase)
    let cursor = totals.tenants[1]
    #expect(cursor.share == cursor.workloads[0].served / cursor.workloads[0].asked)
  }

  @Test func sharesOfATenantAreWeighedByValueAndNoneHasNone() throws {
    let plan = SamplePlan.make(planningCase)
    let tenant = PlanTotals(plan: plan, planningCase: planningCase).tenants[0]
    let (a, b) = (tenant.workloads[0], tenant.workloads[1])
    let share = (3.6e-7 * a.served + 1.2e-7 * b.served) / (3.6e-7 * a.asked + 1.2e-7 * b.asked)
    #expect(abs(try #require(tenant.share) - share) < 1e-12)
    var worthless = planningCase
    for index in worthless.workloads.indices { worthless.workloads[index].value = .init(0) }
    #expect(PlanTotals(plan: plan, planningCase: worthless).tenants[0].share == nil)
    #expect(PlanTotals(plan: plan, planningCase: worthless).tenants[1].share != nil)
  }

  /// 150,000 H100 and 50,000 H200 in 8s of 10.2 kW and 277 racks of 72 GB200 at 132 kW.
  @Test func siteArithmetic() {
    let site = PlanTotals(plan: SamplePlan.make(planningCase), planningCase: planningCase).sites[0]
    #expect(site.peakGPUs == 219_944)
    #expect(abs(site.itMW - 291.564) < 1e-9)
    #expect(abs(site.facilityMW - 1.24 * 291.564) < 1e-9)
    #expect(abs(site.provisionedMW - 387.8824) < 1e-9)
  }
}
