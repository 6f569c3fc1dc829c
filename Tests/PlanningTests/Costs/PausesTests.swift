import Fleet
import Testing

@testable import Planning

@Suite struct PausesTests {
  /// A gang of all ten GPUs, 2400 USD a day, without power on some days; running again costs so much.
  func tiny(_ days: Int, dark: [Int], usd: Double = 100) -> PlanningCase {
    var tiny = TinyCase.days(days)
    var gang = Gang(minGPUs: 10, maxGPUs: 10, classRule: .single)
    gang.pauseCost = usd
    tiny.workloads = [TinyCase.job("run", hours: 10_000, usdPerHour: 10, gang: gang)]
    tiny.sites[0].power = .init(10, overrides: Dictionary(uniqueKeysWithValues: dark.map { ($0, 0) }))
    return tiny
  }

  /// Days 1 and 3: one pause, booked on day 3. Days 1, 3 and 5: two. From day 2 on, or to day 2: none.
  @Test(arguments: [
    (3, [1], ["day-3"]), (5, [1, 3], ["day-3", "day-5"]), (3, [0], []), (3, [2], []), (4, [1, 2], ["day-4"]),
  ])
  func runningAgainIsPaidEachTime(days: Int, dark: [Int], paid: [String]) throws {
    let plan = try planned(tiny(days, dark: dark))
    expectUSD(plan.objective, Double(2400 * (days - dark.count) - 100 * paid.count))
    let rows = plan.paths[0].money.filter { $0.term == "pauses" }
    #expect(rows.map(\.period) == paid && rows.allSatisfy { isClose($0.usd, -100) && $0.tenant == "lab" })
  }

  /// At 2500 USD a pause costs more than the day after it earns: one of the two days is run.
  @Test func aPauseMustBeWorthIt() throws {
    expectUSD(try planned(tiny(3, dark: [1], usd: 2500)).objective, 2400)
  }

  /// At home on day 1, away on day 2 and at home again: it moves, and does not pause.
  @Test func whatRunsElsewhereDoesNotPause() throws {
    var tiny = tiny(3, dark: [1])
    tiny.sites.append(TinyCase.site("away"))
    tiny.sites[1].power = .init(0, overrides: [1: 10])
    tiny.tranches.append(TinyCase.tranche("there", site: 1, gpus: 10))
    let plan = try planned(tiny)
    expectUSD(plan.objective, 7200)
    #expect(plan.paths[0].jobs.map(\.site) == ["home", "away", "home"])
  }

  /// Notice on day 3, during the pause or at its end, that changes nothing: what ran before it and paused pays on day 4, or
  /// on day 3, on either path; on the base path's day 1 it has begun.
  @Test(arguments: [[1, 2], [1]]) func aPauseMayLastAcrossANotice(dark: [Int]) throws {
    var tiny = tiny(4, dark: dark)
    tiny.addNoticeThatChangesNothing()
    tiny.reclaimPools[0].likelihood = .listed([2: 0.25])
    let plan = try planned(tiny)
    #expect(plan.paths.map(\.path) == ["base", "notice-day-3"])
    for path in plan.paths { expectUSD(path.value, Double(2400 * (4 - dark.count) - 100)) }
    for path in [0, 1] { expectUSD(plan.usd(.pauses, path: path), -100) }
  }

  /// What runs through the notice does not pause there.
  @Test func aNoticeIsNoPause() throws {
    var tiny = tiny(3, dark: [])
    tiny.addNoticeThatChangesNothing()
    for path in try planned(tiny).paths { expectUSD(path.value, 7200) }
  }
}
