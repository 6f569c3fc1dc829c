import Fleet
import Testing

@testable import Planning

@Suite struct WaterTests {
  /// 2 l per kWh at 5 USD per m3: 0.01 USD per IT kWh.
  func tiny(_ days: Int = 1) -> PlanningCase {
    var tiny = TinyCase.days(days)
    tiny.sites[0].wue = .init(2)
    tiny.sites[0].water.price = .init(5)
    return tiny
  }

  /// 10 GPUs of 1 kW draw 240 kWh: 2.4 USD.
  @Test func aTenantPaysWhatItsPowerTakes() throws {
    let plan = try planned(tiny())
    expectUSD(plan.usd(.water), -2.4)
    expectUSD(plan.objective, 2397.6)
    let row = try #require(plan.paths[0].money.first { $0.term == "water" })
    #expect(row.site == "home" && row.tenant == "lab")
  }

  /// At their peak for half of the time and at 0.4 of it for the rest they draw 7.75 kW: 1.86 USD. The PUE does not count.
  @Test func waterFollowsTheMeanDraw() throws {
    var tiny = tiny()
    tiny.sites[0].pueMean = .init(2)
    tiny.changeService {
      $0.demand = [10]
      $0.loadCurve = LoadCurve(id: "day", quantiles: [(0.5, 0.4), (1, 1)])
    }
    expectUSD(try planned(tiny).usd(.water), -1.86)
  }

  /// 5 USD and 2 l on day 1, 20 USD and 3 l on day 2: 2.4 + 14.4 USD.
  @Test func priceAndUseAreThePeriods() throws {
    var tiny = tiny(2)
    tiny.sites[0].wue = .init(2, overrides: [1: 3])
    tiny.sites[0].water.price = .init(5, overrides: [1: 20])
    expectUSD(try planned(tiny).usd(.water), -16.8)
  }

  /// Dry cooling without water takes at most 4 kW: the other 6 take 2 l per kWh, 144 kWh and 1.44 USD. Nobody's in
  /// particular, since the least that a mode takes is nothing.
  @Test func aModeTakesItsOwn() throws {
    var tiny = tiny()
    tiny.coolingModes = [TinyCase.mode("dry", heat: 4), TinyCase.mode("wet", wue: 2)]
    let plan = try planned(tiny)
    expectUSD(plan.usd(.water), -1.44)
    #expect(plan.paths[0].money.filter { $0.term == "water" }.map(\.tenant) == [""])
  }
}
