import Fleet
import Testing

@testable import Planning

@Suite struct CarbonTests {
  /// A mean PUE of 1.25 and 500 kg per MWh at 100 USD per t: 0.0625 USD per IT kWh.
  func tiny(_ days: Int = 1) -> PlanningCase {
    var tiny = CarbonCapTests().tiny(days, cap: nil)
    tiny.options.carbonPrice = 100
    return tiny
  }

  /// 10 GPUs of 1 kW draw 240 kWh and let out 0.15 t: 15 USD.
  @Test func aTenantPaysWhatItsPowerLetsOut() throws {
    let plan = try planned(tiny())
    expectUSD(plan.usd(.carbon), -15)
    expectUSD(plan.objective, 2385)
    let row = try #require(plan.paths[0].money.first { $0.term == "carbon" })
    #expect(row.site == "home" && row.tenant == "lab")
  }

  /// 500 kg on day 1 and 300 on day 2: 15 + 9 USD. What goes into the site's own air costs nothing.
  @Test func theFactorIsThePeriods() throws {
    var tiny = tiny(2)
    tiny.sites[0].carbonIntensity = .init(500, overrides: [1: 300])
    tiny.sites[0].localAir.intensity = .init(900)
    expectUSD(try planned(tiny).usd(.carbon), -24)
  }

  /// Cooled at a mean PUE of 1.1 for 4 kW and 1.5 for 6: 4.4 + 9 kW at the meter, 16.08 USD, of which the lab's power at
  /// 1.1 is 13.2.
  @Test func aModeLetsOutWhatItsPowerDoes() throws {
    var tiny = tiny()
    tiny.coolingModes = [TinyCase.mode("dry", pueMean: 1.5), TinyCase.mode("wet", pueMean: 1.1, heat: 4)]
    let plan = try planned(tiny)
    expectUSD(plan.usd(.carbon), -16.08)
    let own = try #require(plan.paths[0].money.first { $0.term == "carbon" && $0.tenant == "lab" })
    expectUSD(own.usd, -13.2)
  }
}
