import Fleet
import Testing

@testable import Planning

@Suite struct JobWorkTests {
  /// A job of so many GPU-hours at 10 USD each, 240 of which can be done a day.
  func tiny(hours: Double, days: Int = 2) -> PlanningCase {
    var tiny = TinyCase.days(days)
    tiny.workloads = [TinyCase.job("run", hours: hours, usdPerHour: 10)]
    return tiny
  }

  /// 300 of the 480 hours there are: 3000 USD. A work unit takes a GPU a second: one more earns 10 / 3600 USD.
  @Test func aJobIsDoneAndNoMoreThanIsAskedFor() throws {
    let plan = try planned(tiny(hours: 300))
    expectUSD(plan.objective, 3000)
    let row = try plan.rule("job-work", "run,base")
    #expect(row.unit == "token" && isClose(row.limit, 1_080_000) && isClose(row.use, 1_080_000))
    expectPrice(row, 10 / 3600)
    #expect(row.meaning == "one more unit of work asked of run")
    #expect(plan.paths[0].work.map(\.missingUnits) == [0])
  }

  /// 600 hours asked for, 480 done, 120 missing at 2 USD: 4800 - 240 = 4560 USD. One more is missing too: -2 / 3600.
  @Test func whatCannotBeDoneIsMissing() throws {
    var tiny = tiny(hours: 600)
    tiny.workloads[0].shortfallCost = TinyCase.perHour(2)
    let plan = try planned(tiny)
    expectUSD(plan.objective, 4560)
    #expect(isClose(plan.paths[0].work[0].missingUnits, 120 * 3600))
    expectPrice(try plan.rule("job-work", "run,base"), -2 / 3600)
  }

  /// Of three days the job may run on the second only: 240 hours of 600.
  @Test func aJobRunsBetweenReleaseAndDeadline() throws {
    var tiny = tiny(hours: 600, days: 3)
    tiny.workloads[0].kind = .job(
      Job(work: 600 * 3600, release: TinyCase.first + 1, deadline: TinyCase.first + 2))
    let plan = try planned(tiny)
    expectUSD(plan.objective, 2400)
    #expect(plan.paths[0].jobs.map(\.span.period) == ["day-2"])
    #expect(isClose(plan.paths[0].work[0].missingUnits, 360 * 3600))
  }

  /// 500 hours at 10, 5 and 1 USD by day: 240, 240 and 20 of them, 2400 + 1200 + 20 = 3620 USD. After notice on day 2
  /// the 240 of day 1 count: 260 are left, not 500, which would be 2400 + 1200 + 240.
  @Test func aNoticeThatChangesNothingLeavesTheWork() throws {
    var tiny = tiny(hours: 500, days: 3)
    tiny.workloads[0].value = TinyCase.perHour(10, overrides: [1: 5, 2: 1])
    expectUSD(try planned(tiny).objective, 3620)
    tiny.addNoticeThatChangesNothing()
    let plan = try planned(tiny)
    #expect(plan.paths.map(\.path) == ["base", "notice-day-2"])
    expectUSD(plan.objective, 3620)
    for path in plan.paths {
      expectUSD(path.value, 3620)
      #expect(isClose(path.work[0].doneUnits, 500 * 3600))
    }
    #expect(plan.rules.filter { $0.rule == "job-work" }.map(\.key) == ["run,base", "run,notice-day-2"])
  }

  /// A job over before the notice has one row: both paths share what was done.
  @Test func aPathOnWhichTheJobIsOverSharesTheRow() throws {
    var tiny = tiny(hours: 100, days: 3)
    tiny.workloads[0].kind = .job(Job(work: 100 * 3600, deadline: TinyCase.first + 1))
    tiny.addNoticeThatChangesNothing()
    let plan = try planned(tiny)
    expectUSD(plan.objective, 1000)
    #expect(plan.rules.filter { $0.rule == "job-work" }.map(\.key) == ["run,base"])
    for path in plan.paths { expectUSD(path.value, 1000) }
  }

  /// Due after day 1, 480 hours: at 0.48 USD per hour and day the second 240 are worth doing half a day late in the mean.
  /// What may be done no later than day 2 is missing after it: 600 - 480 hours at 2 USD.
  @Test func aDeadlineThatMayBeMissedIsSoft() throws {
    var tiny = tiny(hours: 600, days: 3)
    tiny.workloads[0].shortfallCost = TinyCase.perHour(2)
    tiny.changeJob { $0.deadline = TinyCase.first + 1 }
    expectUSD(try planned(tiny).objective, 2400 - 360 * 2)
    tiny.changeJob { $0.lateness = Lateness(cost: 0.48 / 3600, latest: TinyCase.first + 2) }
    let plan = try planned(tiny)
    expectUSD(plan.objective, 4800 - 240 * 0.24 - 120 * 2)
    expectUSD(plan.usd(.shortfall), -240)
    #expect(isClose(plan.paths[0].work[0].missingUnits, 120 * 3600))
    #expect(plan.paths[0].jobs.map(\.span.period) == ["day-1", "day-2"])
    // Without a last day the end of the case is one: on day 3 the last 120 hours are done, 1.5 days late in the mean.
    tiny.changeJob { $0.lateness!.latest = nil }
    expectUSD(try planned(tiny).objective, 6000 - 240 * 0.24 - 120 * 0.72)
  }

  /// 300 GPU-hours at 10 USD each, on GPUs of which nothing has been measured: 240 of them on day 1, 60 on day 2.
  /// Spot GPUs that work for half of their hours do 120 a day.
  @Test(arguments: [(nil, 3000.0), (0.5, 2400)] as [(Double?, Double)])
  func workMayBeCountedInGPUHours(share: Double?, usd: Double) throws {
    var tiny = tiny(hours: 0)
    tiny.measurements = []
    tiny.workloads[0].model = ""
    tiny.workloads[0].unit = "gpu-hour"
    tiny.workloads[0].value = .init(10)
    tiny.changeJob { $0.work = 300 }
    if let share {
      tiny.leases = [TinyCase.lease("spot", takeOrPay: 0)]
      tiny.leases[0].interruptions = Interruptions(perMonth: 730 * (1 / share - 1), restartHours: 1)
      tiny.tranches = [TinyCase.tranche("spot", lease: 0, gpus: 10)]
    }
    let plan = try planned(tiny)
    expectUSD(plan.objective, usd)
    let row = try plan.rule("job-work", "run,base")
    #expect(row.unit == "gpu-hour" && isClose(row.limit, 300))
  }

  @Test func itSaysWhatIsMissing() throws {
    let formulation = try formulated(tiny(hours: 300))
    let key = try #require(formulation.rows(of: "job-work").first)
    #expect(JobWork.unmet(key, formulation.names) == "run cannot do its work in time")
  }
}
