import Fleet
import Testing

@testable import Planning

@Suite struct ShortfallTests {
  /// 15 units/s asked for, 10 done: 5 short at 2 USD per hour, 240 USD: 2400 - 240 = 2160.
  @Test func whatAServiceDoesNotDoCosts() throws {
    var tiny = TinyCase.days()
    tiny.changeService { $0.demand = [15] }
    tiny.workloads[0].shortfallCost = TinyCase.perHour(2)
    let plan = try planned(tiny)
    expectUSD(plan.usd(.shortfall), -240)
    expectUSD(plan.objective, 2160)
  }

  /// Of 20 at the peak and 8 for half of the time the mean is 14: 10 GPUs serve 0.5 * 8 + 0.5 * 10 = 9 and are 5 short.
  @Test func theMeanThatIsNotServedCosts() throws {
    var tiny = TinyCase.days()
    tiny.changeService {
      $0.demand = [20]
      $0.loadCurve = LoadCurve(id: "day", quantiles: [(0.5, 0.4), (1, 1)])
    }
    tiny.workloads[0].shortfallCost = TinyCase.perHour(2)
    expectUSD(try planned(tiny).usd(.shortfall), -240)
  }

  /// 600 hours asked for and 480 done in two days: 120 missing, in the last period in which the job may run, at that
  /// period's 3 USD: 360.
  @Test func whatAJobMissesCostsInItsLastPeriod() throws {
    var tiny = TinyCase.days(3)
    tiny.workloads = [TinyCase.job("run", hours: 600, usdPerHour: 10)]
    tiny.workloads[0].kind = .job(Job(work: 600 * 3600, deadline: TinyCase.first + 2))
    tiny.workloads[0].shortfallCost = TinyCase.perHour(2, overrides: [1: 3, 2: 7])
    let plan = try planned(tiny)
    let rows = plan.paths[0].money.filter { $0.term == "shortfall" }
    #expect(rows.map(\.period) == ["day-2"] && rows.map(\.tenant) == ["lab"])
    expectUSD(plan.usd(.shortfall), -360)
    expectUSD(plan.objective, 4800 - 360)
  }
}
