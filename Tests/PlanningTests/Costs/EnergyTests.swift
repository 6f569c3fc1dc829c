import Fleet
import Testing

@testable import Planning

@Suite struct EnergyTests {
  /// 100 USD per MWh at the meter, a mean PUE of 1.25 and a peak of 2, which is for limits only: 0.125 USD per IT kWh.
  func tiny() -> PlanningCase {
    var tiny = TinyCase.days()
    tiny.sites[0].energyPrice = .init(100)
    tiny.sites[0].pueMean = .init(1.25)
    tiny.sites[0].puePeak = .init(2)
    return tiny
  }

  /// 10 GPUs at full load draw 10 kW: 240 kWh, 30 USD.
  @Test func gpusAtFullLoadDrawTheirPeak() throws {
    let plan = try planned(tiny())
    expectUSD(plan.usd(.energy), -30)
    expectUSD(plan.objective, 2370)
    let row = try #require(plan.paths[0].money.first { $0.term == "energy" })
    #expect(row.site == "home" && row.tenant == "lab")
  }

  /// 10 units/s at the peak and 4 for half of the time: 7 on average on 10 GPUs, 0.25 * 10 + 0.75 * 7 = 7.75 kW,
  /// 186 kWh, 23.25 USD. At the peak alone it would be 30.
  @Test func withoutLoadGPUsDrawTheirIdlePower() throws {
    var tiny = tiny()
    tiny.changeService {
      $0.demand = [10]
      $0.loadCurve = LoadCurve(id: "day", quantiles: [(0.5, 0.4), (1, 1)])
    }
    expectUSD(try planned(tiny).usd(.energy), -23.25)
  }

  /// GPUs without work are off: with 4 units/s asked for, 4 run, 12 USD.
  @Test func gpusWithoutWorkAreOff() throws {
    var tiny = tiny()
    tiny.changeService { $0.demand = [4] }
    let plan = try planned(tiny)
    #expect(isClose(plan.gpus("chat"), 4))
    expectUSD(plan.usd(.energy), -12)
  }

  /// Four GPUs do 2 units/s together at exponent 0.5; they draw their peak all the same: 4 kW, 96 kWh, 12 USD.
  @Test func aGangDrawsItsPeakWhileItRuns() throws {
    var tiny = tiny()
    let gang = Gang(minGPUs: 4, maxGPUs: 4, classRule: .single, scalingExponent: 0.5)
    tiny.workloads = [TinyCase.job("run", hours: 1000, usdPerHour: 10, gang: gang)]
    let plan = try planned(tiny)
    expectUSD(plan.usd(.value), 480)
    expectUSD(plan.usd(.energy), -12)
  }

  /// Modes at a mean PUE of 1.1 for 4 kW of heat and of 1.5 for the other 6: 4.4 + 9 kW at 0.1 USD, 32.16 USD. The lab pays
  /// its 10 kW at 1.1; the rest is nobody's.
  @Test func aTenantPaysAtTheBestOfTheModes() throws {
    var tiny = tiny()
    tiny.coolingModes = [TinyCase.mode("dry", pueMean: 1.5), TinyCase.mode("wet", pueMean: 1.1, heat: 4)]
    let plan = try planned(tiny)
    expectUSD(plan.usd(.energy), -32.16)
    let own = try #require(plan.paths[0].money.first { $0.term == "energy" && $0.tenant == "lab" })
    expectUSD(own.usd, -26.4)
  }

  /// Price and PUE are the period's: 100 * 1.25 on day 1, 300 * 1.5 on day 2: 30 + 108 USD.
  @Test func priceAndPUEAreThePeriods() throws {
    var tiny = tiny()
    tiny.periods = TinyCase.days(2).periods
    tiny.sites[0].energyPrice = .init(100, overrides: [1: 300])
    tiny.sites[0].pueMean = .init(1.25, overrides: [1: 1.5])
    expectUSD(try planned(tiny).usd(.energy), -138)
  }
}
