import Fleet
import Foundation
import Testing

@testable import Planning

@Suite struct ValueTests {
  /// 4 GPUs at home, 3 away, for 24 hours at 10 USD: 960 and 720 USD.
  @Test func workEarnsAtItsSiteForItsTenant() throws {
    var tiny = TinyCase.days()
    tiny.sites.append(TinyCase.site("away"))
    tiny.tranches = [TinyCase.tranche("here", gpus: 4), TinyCase.tranche("there", site: 1, gpus: 3)]
    let money = try planned(tiny).paths[0].money
    #expect(money.map(\.term) == ["value", "value"] && money.map(\.tenant) == ["lab", "lab"])
    #expect(money.map(\.site) == ["home", "away"])
    for (row, usd) in zip(money, [960.0, 720]) { expectUSD(row.usd, usd) }
  }

  /// 10 USD per hour on day 1 and 7 on day 2; 2^(-1/365) of it counts on day 2 at 100 % a year, as paid all of it.
  @Test func theValueOfThePeriodCounts() throws {
    var tiny = TinyCase.days(2)
    tiny.workloads[0].value = TinyCase.perHour(10, overrides: [1: 7])
    tiny.discountRate = 1
    let plan = try planned(tiny)
    for (row, usd) in zip(plan.paths[0].money, [2400.0, 1680]) { expectUSD(row.usd, usd) }
    expectUSD(plan.objective, 2400 + 1680 * pow(2, -1 / 365.0))
  }

  /// 10 GPUs and 4 units/s asked for: 4 earn. Half of the time half of it: 3 on average, 720 USD.
  @Test func onlyWorkThatIsAskedForEarns() throws {
    var tiny = TinyCase.days()
    tiny.changeService { $0.demand = [4] }
    expectUSD(try planned(tiny).usd(.value), 960)
    tiny.changeService { $0.loadCurve = LoadCurve(id: "day", quantiles: [(0.5, 0.5), (1, 1)]) }
    expectUSD(try planned(tiny).usd(.value), 720)
  }

  /// A job's 100 hours at 10 USD, free or as a gang: 1000.
  @Test(arguments: [nil, Gang(minGPUs: 2, maxGPUs: 10, classRule: .single)])
  func jobsEarnAsTheyAreWorkedOn(gang: Gang?) throws {
    var tiny = TinyCase.days()
    tiny.workloads = [TinyCase.job("run", hours: 100, usdPerHour: 10, gang: gang)]
    expectUSD(try planned(tiny).usd(.value), 1000)
  }

  /// A gang earns where it runs: on the 6 GPUs away, not the 4 at home: 1440 USD.
  @Test func aGangEarnsAtTheSiteWhereItRuns() throws {
    var tiny = TinyCase.days()
    tiny.sites.append(TinyCase.site("away"))
    tiny.tranches = [TinyCase.tranche("here", gpus: 4), TinyCase.tranche("there", site: 1, gpus: 6)]
    let gang = Gang(minGPUs: 2, maxGPUs: 10, classRule: .single)
    tiny.workloads = [TinyCase.job("run", hours: 1000, usdPerHour: 10, gang: gang)]
    let money = try planned(tiny).paths[0].money
    #expect(money.map(\.site) == ["away"])
    expectUSD(money.reduce(0) { $0 + $1.usd }, 1440)
  }
}
