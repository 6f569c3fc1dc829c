import Fleet
import Testing

@testable import Planning

@Suite struct OperatingPointTests {
  /// Ten GPUs of 1 kW and 1 unit/s, which do 0.8 units/s at 0.5 kW under a cap.
  func tiny(kW: Double) -> PlanningCase {
    var tiny = TinyCase.days()
    tiny.sites[0].power = .init(kW)
    tiny.operatingPoints = [TinyCase.point("eco", draw: 0.5, throughput: 0.8)]
    return tiny
  }

  /// f + e <= 10 GPUs and f + e / 2 <= 6 kW: 2 at full power and 8 under the cap, 2 + 6.4 units/s of 240 USD. A GPU's price
  /// g and a kW's p solve g + p = 240 and g + p / 2 = 192: 144 and 96. All full would be 6 units/s, all capped 8.
  @Test func aServiceSplitsOverPoints() throws {
    let plan = try planned(tiny(kW: 6))
    expectUSD(plan.objective, 2016)
    let rows = plan.paths[0].allocation
    #expect(rows.map(\.operatingPoint) == ["eco", "full"])
    for (row, (gpus, units, kW)) in zip(rows, [(8.0, 6.4, 4.0), (2, 2, 2)]) {
      #expect(isClose(row.gpus, gpus) && isClose(row.itKW, kW))
      #expect(isClose(row.unitsPerS, units) && isClose(row.meanUnitsPerS, units))
    }
    expectPrice(try plan.rule("site-power", "home,day-1"), 96_000)
    expectPrice(try #require(plan.rules.first { $0.rule == "tranche-stock" }), 144)
  }

  /// So does a job, and heat in a loop: all of it in the air.
  @Test func aJobSplitsOverPoints() throws {
    var tiny = tiny(kW: 1e6)
    tiny.sites[0].airLimit = .init(6)
    tiny.workloads = [TinyCase.job("run", hours: 1000, usdPerHour: 10)]
    let plan = try planned(tiny)
    expectUSD(plan.objective, 2016)
    expectPrice(try plan.rule("site-cooling", "home,air,day-1"), 96_000)
  }

  /// With power for all at their peak nobody is capped, unless power costs more than what the cap takes: 10 kW at 1 USD per
  /// kWh earn 10 - 1 USD an hour each; at 5 USD they earn 5, and capped 8 - 2.5.
  @Test(arguments: [(1000.0, 2160.0, "full"), (5000, 1320, "eco")])
  func aCapMayBeWorthItsPower(usdPerMWh: Double, usd: Double, point: String) throws {
    var tiny = tiny(kW: 1e6)
    tiny.sites[0].energyPrice = .init(usdPerMWh)
    let plan = try planned(tiny)
    expectUSD(plan.objective, usd)
    #expect(plan.paths[0].allocation.map(\.operatingPoint) == [point])
  }

  /// 5 kW run all ten under the cap: 8 units/s at the peak, and 3.2 for half of the time. 5.6 units/s in the mean are 7
  /// GPUs' worth of work: 0.25 * 10 + 0.25 * 7 kW, 10.2 USD at 0.1 USD per kWh.
  @Test func aCappedGPUIdlesAsAnyOther() throws {
    var tiny = tiny(kW: 5)
    tiny.sites[0].energyPrice = .init(100)
    tiny.changeService {
      $0.demand = [8]
      $0.loadCurve = LoadCurve(id: "day", quantiles: [(0.5, 0.4), (1, 1)])
    }
    let plan = try planned(tiny)
    expectUSD(plan.usd(.energy), -10.2)
    expectUSD(plan.usd(.value), 5.6 * 240)
  }

  /// Spot GPUs that work for half of their hours do 0.4 units/s under the cap.
  @Test func spotGPUsMayBeCapped() throws {
    var tiny = tiny(kW: 5)
    tiny.leases = [TinyCase.lease("spot", takeOrPay: 0)]
    tiny.leases[0].interruptions = Interruptions(perMonth: 730, restartHours: 1)
    tiny.tranches = [TinyCase.tranche("spot", lease: 0, gpus: 10)]
    expectUSD(try planned(tiny).objective, 4 * 240)
  }

  /// A gang of all ten finds power for itself under the cap only: 8 units/s, 1920 USD, at 10^0.5 of the rate 0.8 * 10^0.5.
  @Test(arguments: [1.0, 0.5]) func aGangRunsUnderACap(exponent: Double) throws {
    var tiny = tiny(kW: 5)
    let gang = Gang(minGPUs: 10, maxGPUs: 10, classRule: .single, scalingExponent: exponent)
    tiny.workloads = [TinyCase.job("run", hours: 10_000, usdPerHour: 10, gang: gang)]
    let plan = try planned(tiny)
    expectUSD(plan.objective, 0.8 * (exponent == 1 ? 10 : 10.0.squareRoot()) * 240)
    let job = try #require(plan.paths[0].jobs.first)
    #expect(job.operatingPoint == "eco" && job.slowestClass == "gpu" && isClose(job.effectiveGPUs, 10))
    #expect(plan.paths[0].allocation.map(\.operatingPoint) == ["eco"] && isClose(plan.paths[0].sites[0].itKW, 5))
  }

  /// 4 slow GPUs of 1 unit/s and 2 fast ones of 2 in one gang of all six, halfway to the pace of the slowest.
  private func mixed(kW: Double, _ point: OperatingPoint) -> PlanningCase {
    var tiny = tiny(kW: kW)
    tiny.operatingPoints = [point]
    tiny.gpuClasses.append(TinyCase.gpuClass("fast"))
    tiny.tranches = [TinyCase.tranche("slow", gpus: 4), TinyCase.tranche("fast", gpuClass: 1, gpus: 2)]
    tiny.measurements.append(TinyCase.rate(2, gpuClass: 1))
    let gang = Gang(minGPUs: 6, maxGPUs: 6, classRule: .mixed, mixedPenalty: 0.5)
    tiny.workloads = [TinyCase.job("run", hours: 10_000, usdPerHour: 10, gang: gang)]
    return tiny
  }

  /// Power for 4 kW of 6: the slow ones under their cap at 0.5 units/s and 0.5 kW, the fast ones at full power, each worth
  /// (0.5 * 2 + 0.5 * 0.5) / 0.5 = 2.5 of them: 0.5 * (4 + 5) = 4.5 units/s.
  @Test func theSlowestOfAMixedGangIsCapped() throws {
    let plan = try planned(mixed(kW: 4, TinyCase.point("eco", draw: 0.5, throughput: 0.5)))
    expectUSD(plan.objective, 1080)
    #expect(plan.paths[0].allocation.map { "\($0.gpuClass) \($0.operatingPoint)" } == ["fast full", "gpu eco"])
    #expect(isClose(plan.paths[0].jobs.first?.effectiveGPUs, 9))
  }

  /// Power for 5 kW: the fast ones under a cap to 0.4 of their rate are the slowest, and the others, at full power, each
  /// (0.5 * 1 + 0.5 * 0.8) / 0.8 = 1.125 of them: 0.8 * (2 + 4.5) = 5.2 units/s. A cap to 0.6, 1.2 units/s, leaves the
  /// others too slow to take part, and no gang of six.
  @Test(arguments: [(0.4, 1248.0), (0.6, 0)]) func aCappedClassMayBeTheSlowest(throughput: Double, usd: Double) throws {
    let point = TinyCase.point("eco", draw: 0.5, throughput: throughput, gpuClass: 1)
    let plan = try planned(mixed(kW: 5, point))
    expectUSD(plan.objective, usd)
    guard usd > 0 else { return }
    #expect(plan.paths[0].jobs.map { "\($0.slowestClass) \($0.operatingPoint)" } == ["fast eco"])
  }

  /// GPUs that are let run as their tenant likes: at full power.
  @Test func whatIsLetIsNotCapped() throws {
    let letting = LettingTermTests().tiny([4, 4])
    var capped = letting
    capped.operatingPoints = [TinyCase.point("eco", draw: 0.5, throughput: 0.8)]
    let formulation = try formulated(capped)
    let lettingIndex = try #require(capped.workloads.firstIndex { $0.letting != nil })
    let own = formulation.decisions.assignments.filter { $0.workload == Ref(lettingIndex) }
    #expect(!own.isEmpty && own.allSatisfy { $0.place.point == nil })
    #expect(formulation.decisions.assignments.contains { $0.place.point != nil })
  }

  /// GPUs that go from full power to a cap stay where they are: nothing arrives.
  @Test func aCapIsNoMove() throws {
    var tiny = tiny(kW: 10)
    tiny.periods = TinyCase.days(2).periods
    tiny.sites[0].power = .init(10, overrides: [1: 5])
    tiny.workloads[0].migrationCost = 50
    let plan = try planned(tiny)
    expectUSD(plan.objective, 2400 + 1920)
    expectUSD(plan.usd(.migration), 0)
  }

  /// Rates are told point by point, and none of another class.
  @Test func everyPointHasItsRate() throws {
    var tiny = tiny(kW: 6)
    tiny.gpuClasses.append(TinyCase.gpuClass("fast"))
    tiny.tranches.append(TinyCase.tranche("fast", gpuClass: 1, gpus: 2))
    tiny.measurements.append(TinyCase.rate(2, gpuClass: 1))
    let rates = try planned(tiny).rates
    #expect(rates.map { "\($0.gpuClass) \($0.operatingPoint)" } == ["gpu full", "gpu eco", "fast full"])
    #expect(rates.map(\.unitsPerSPerGPU) == [1, 0.8, 2])
  }
}
