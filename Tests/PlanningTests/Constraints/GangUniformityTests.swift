import Fleet
import Testing

@testable import Planning

@Suite struct GangUniformityTests {
  /// A gang with more work than can be done in a day: its pace in units/s is worth 240 USD each.
  func tiny(_ gang: Gang) -> PlanningCase {
    var tiny = TinyCase.days()
    tiny.workloads = [TinyCase.job("run", hours: 10_000, usdPerHour: 10, gang: gang)]
    return tiny
  }

  func single(_ least: Int, _ most: Int, exponent: Double = 1) -> Gang {
    Gang(minGPUs: least, maxGPUs: most, classRule: .single, scalingExponent: exponent)
  }

  /// 4 GPUs at home and 6 away: the gang runs on the 6, 1440 USD, and the 4 stand idle.
  @Test func aGangRunsAtOneSiteAtATime() throws {
    var tiny = tiny(single(2, 10))
    tiny.sites.append(TinyCase.site("away"))
    tiny.tranches = [TinyCase.tranche("here", gpus: 4), TinyCase.tranche("there", site: 1, gpus: 6)]
    let plan = try planned(tiny)
    expectUSD(plan.objective, 1440)
    let jobs = plan.paths[0].jobs
    #expect(jobs.map(\.site) == ["away"] && jobs.map(\.slowestClass) == ["gpu"])
    #expect(isClose(plan.gpus("run"), 6))
  }

  /// Power for 5 of the 10 GPUs: a gang of 4 or more runs on 5, 1200 USD; a gang of 6 or more does not run.
  @Test(arguments: [(4, 1200.0), (5, 1200), (6, 0)]) func aGangIsNoSmallerThanItsLeast(least: Int, usd: Double) throws {
    var tiny = tiny(single(least, 10))
    tiny.sites[0].power = .init(5)
    expectUSD(try planned(tiny).objective, usd)
  }

  /// 11 GPUs are more than there are: no place, no work.
  @Test func aGangThatFitsNowhereHasNoPlace() throws {
    expectUSD(try planned(tiny(single(11, 20))).objective, 0)
    #expect(try formulated(tiny(single(11, 20))).rows(of: "gang-uniformity").isEmpty)
  }

  /// Of 10 GPUs 3 run where a gang may have 3, and 10 where it may have more than there are.
  @Test(arguments: [(3, 720.0), (10, 2400), (12, 2400)])
  func aGangIsNoLargerThanItsMost(most: Int, usd: Double) throws {
    expectUSD(try planned(tiny(single(1, most))).objective, usd)
  }

  /// 4 GPUs of 1 unit/s and 2 of 2 units/s at one site. One class at a time: 4 units/s on either. Mixed, all at the
  /// pace of the slowest: 6; halfway: 4 + 2 * 1.5 = 7; each at its own: 8.
  @Test(arguments: [
    (ClassRule.single, 1.0, 4.0), (.mixed, 1, 6), (.mixed, 0.5, 7), (.mixed, 0, 8),
  ])
  func mixedClassesRunAtTheSlowestsPaceAsFarAsThePenaltySays(rule: ClassRule, penalty: Double, pace: Double) throws {
    var tiny = tiny(Gang(minGPUs: 2, maxGPUs: 10, classRule: rule, mixedPenalty: penalty))
    tiny.gpuClasses.append(TinyCase.gpuClass("fast"))
    tiny.tranches = [TinyCase.tranche("slow", gpus: 4), TinyCase.tranche("fast", gpuClass: 1, gpus: 2)]
    tiny.measurements.append(TinyCase.rate(2, gpuClass: 1))
    let plan = try planned(tiny)
    expectUSD(plan.objective, 240 * pace)
    #expect(plan.paths[0].jobs.count == 1)
    guard rule == .mixed, let job = plan.paths[0].jobs.first else { return }
    #expect(job.slowestClass == "gpu" && isClose(job.gpus, 6) && isClose(job.effectiveGPUs, pace))
  }

  /// n^0.5 from 4 to 16 GPUs is cut at 4, 6.35, 10.08 and 16, where it is 2, 2.520, 3.175 and 4. At 8 GPUs, which is
  /// what the power allows, the chord gives 2.520 + (8 - 6.350) / (2.520 + 3.175) = 2.80966, the curve 2.82843.
  @Test func thePaceIsAChordUnderTheCurve() throws {
    var tiny = tiny(single(4, 16, exponent: 0.5))
    tiny.tranches[0].size = .fixed(gpus: 20)
    tiny.sites[0].power = .init(8)
    let pace = try planned(tiny).objective / 240
    #expect(isClose(pace, 2.809_66, relative: 2e-6) && pace < 8.0.squareRoot())
    // At a point where two chords meet, the largest gang, the pace is the curve's: 16^0.5.
    tiny.sites[0].power = .init(20)
    expectUSD(try planned(tiny).objective, 240 * 4)
  }

  @Test func itSaysWhatItCannotPlace() throws {
    let formulation = try formulated(tiny(single(2, 10)))
    let key = try #require(formulation.rows(of: "gang-uniformity").first)
    #expect(GangUniformity.unmet(key, formulation.names) == "run finds no place for a gang of its size in day-1")
    #expect(GangUniformity.priced(key, formulation.names) == "one more GPU in the largest gang of run in day-1")
    #expect(try planned(tiny(single(2, 10))).rules.allSatisfy { $0.rule != "gang-uniformity" })
  }
}
