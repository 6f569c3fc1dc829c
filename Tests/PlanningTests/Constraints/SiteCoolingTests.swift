import Fleet
import Testing

@testable import Planning

@Suite struct SiteCoolingTests {
  /// GPUs of 2 kW, three quarters of it into the liquid: 0.5 kW of air and 1.5 kW of liquid each.
  func tiny(air: Double? = nil, liquid: Double? = nil) -> PlanningCase {
    var tiny = TinyCase.days()
    tiny.gpuClasses[0].power = 2
    tiny.gpuClasses[0].liquidShare = 0.75
    tiny.sites[0].airLimit = air.map { .init($0) }
    tiny.sites[0].liquidLimit = liquid.map { .init($0) }
    return tiny
  }

  /// 2 kW of air / 0.5 = 4 GPUs, 960 USD; the liquid's 7.5 kW would carry 5. One more kW of air cools two GPUs:
  /// 480 USD. That holds until the liquid's 5 GPUs, 2.5 kW of air.
  @Test func theAirLoopLimitsItsShareOfTheHeat() throws {
    let plan = try planned(tiny(air: 2, liquid: 7.5))
    expectUSD(plan.objective, 960)
    let air = try plan.rule("site-cooling", "home,air,day-1")
    #expect(air.unit == "MW" && isClose(air.limit, 0.002))
    expectPrice(air, 480_000)
    #expect(isClose(air.upUntil, 0.0025))
    #expect(air.meaning == "one more MW of air cooling at home in day-1")
    let liquid = try plan.rule("site-cooling", "home,liquid,day-1")
    #expect(liquid.kind == "slack" && isClose(liquid.use, 0.006) && isClose(liquid.slack, 0.0015))
  }

  /// 4.5 kW of liquid / 1.5 = 3 GPUs, 720 USD; one more kW cools 2/3 of a GPU: 160 USD. No air limit, no air row.
  @Test func theLiquidLoopLimitsItsShareOfTheHeat() throws {
    let plan = try planned(tiny(liquid: 4.5))
    expectUSD(plan.objective, 720)
    let row = try plan.rule("site-cooling", "home,liquid,day-1")
    expectPrice(row, 160_000)
    #expect(row.meaning == "one more MW of liquid cooling at home in day-1")
    #expect(plan.rules.filter { $0.rule == "site-cooling" }.count == 1)
  }

  @Test func aLimitMayDifferByPeriod() throws {
    var tiny = TinyCase.days(2)
    // All heat of the 1 kW GPUs is in the air: 6 and 2 GPUs, 240 * 8 = 1920 USD.
    tiny.sites[0].airLimit = .init(6, overrides: [1: 2])
    expectUSD(try planned(tiny).objective, 1920)
  }

  /// 2 kW of air and 1 more from day 2 on, and a module of another: 4 + 2 and 6 + 2 GPUs on two days, 14 * 240 USD.
  @Test func stepsAndModulesAddToALoop() throws {
    var tiny = tiny(air: 2)
    tiny.periods = TinyCase.days(2).periods
    tiny.powerSteps = [TinyCase.step(from: 1, air: 1)]
    tiny.expansions = [TinyCase.hall(1) { $0.air = 1 }]
    let plan = try planned(tiny)
    expectUSD(plan.objective, 3360)
    #expect(isClose(try plan.rule("site-cooling", "home,air,day-2").limit, 0.004))
    #expect(!plan.rules.contains { $0.key.contains("liquid") })
  }

  /// 6 kW of heat are 3 GPUs, 720 USD; one more kW half a GPU, 120 USD.
  @Test func aModeTakesNoMoreHeatThanItCan() throws {
    var tiny = tiny()
    tiny.coolingModes = [TinyCase.mode("chiller", heat: 6)]
    let plan = try planned(tiny)
    expectUSD(plan.objective, 720)
    let row = try plan.rule("site-cooling", "home,chiller,day-1")
    #expect(row.unit == "MW" && isClose(row.limit, 0.006))
    expectPrice(row, 120_000)
    #expect(row.meaning == "one more MW of chiller cooling at home in day-1")
  }

  /// 1 kW of air and 6 of liquid: 2 and 4 GPUs, so that 2 run. A mode for either loop with half a kW gives it to the air: 3
  /// run, and one kW more would be two. With 3 kW: 0.5 + 1.5 kW of n GPUs are 10 kW at 5, of which it takes 1.5 kW of the air
  /// and 1.5 of the liquid, and one more would be half a GPU.
  @Test(arguments: [(0.0, 2.0), (0.5, 3), (3, 5)]) func aModeWithoutALoopTakesHeatOfEither(heat: Double, gpus: Double)
    throws
  {
    var tiny = tiny()
    tiny.coolingModes = [
      TinyCase.mode("fans", .air, heat: 1), TinyCase.mode("plates", .liquid, heat: 6),
      TinyCase.mode("tower", heat: heat),
    ]
    let plan = try planned(tiny)
    expectUSD(plan.objective, 240 * gpus)
    let rows = plan.paths[0].cooling
    try #require(rows.map { "\($0.mode) \($0.loop)" } == ["fans air", "tower air", "plates liquid", "tower liquid"])
    #expect(isClose(rows[0].peakKW + rows[1].peakKW, 0.5 * gpus))
    #expect(isClose(rows[2].peakKW + rows[3].peakKW, 1.5 * gpus))
    guard heat > 0 else { return }
    expectPrice(try plan.rule("site-cooling", "home,tower,day-1"), heat == 3 ? 120_000 : 480_000)
  }

  /// A loop that no mode serves carries no heat: nothing runs.
  @Test func aLoopWithoutAModeCarriesNoHeat() throws {
    var tiny = tiny()
    tiny.coolingModes = [TinyCase.mode("fans", .air)]
    expectUSD(try planned(tiny).objective, 0)
  }

  /// 10 GPUs of 1 kW at 100 USD per MWh: wet at a PUE of 1.1 and 2 l per kWh, dry at 1.5. 0.24 m3 cool 120 of the 240 kWh:
  /// 13.2 USD wet and 18 dry. One more m3 cools 500 kWh for 0.04 USD less each: 20 USD.
  @Test func waterSavesPower() throws {
    var tiny = TinyCase.days()
    tiny.sites[0].energyPrice = .init(100)
    tiny.sites[0].water.limit = .init(0.24)
    tiny.coolingModes = [TinyCase.mode("dry", pueMean: 1.5), TinyCase.mode("wet", pueMean: 1.1, wue: 2)]
    let plan = try planned(tiny)
    expectUSD(plan.objective, 2400 - 31.2)
    expectPrice(try plan.rule("site-water", "home,day-1"), 20)
    for (row, kW) in zip(plan.paths[0].cooling, [5.0, 5]) { #expect(isClose(row.meanKW, kW)) }
    // The lab pays its power at the better PUE, 26.4 USD; what dry cooling takes more is nobody's.
    let energy = plan.paths[0].money.filter { $0.term == "energy" }
    #expect(energy.map(\.tenant) == ["", "lab"] || energy.map(\.tenant) == ["lab", ""])
    expectUSD(try #require(energy.first { $0.tenant == "lab" }).usd, -26.4)
    expectUSD(try #require(energy.first { $0.tenant == "" }).usd, -4.8)
  }

  /// 10 GPUs at their peak for half of the time and at 0.4 of it for the rest draw 7.75 kW in the mean. Wet cooling takes
  /// 4 kW at the peak and so 4 of the mean, dry 3.75: 24 h * (4 * 1.1 + 3.75 * 1.5) kW at 0.1 USD.
  @Test func aModeTakesNoMoreOfTheMeanThanOfThePeak() throws {
    var tiny = TinyCase.days()
    tiny.sites[0].energyPrice = .init(100)
    tiny.coolingModes = [TinyCase.mode("dry", pueMean: 1.5), TinyCase.mode("wet", pueMean: 1.1, heat: 4)]
    tiny.changeService {
      $0.demand = [10]
      $0.loadCurve = LoadCurve(id: "day", quantiles: [(0.5, 0.4), (1, 1)])
    }
    let plan = try planned(tiny)
    expectUSD(plan.usd(.energy), -24.06)
    for (row, kW) in zip(plan.paths[0].cooling, [(6.0, 3.75), (4, 4)]) {
      #expect(isClose(row.peakKW, kW.0) && isClose(row.meanKW, kW.1))
    }
  }

  /// 4 GPUs run in the air, 3 in the liquid, where the tenant must have 5.
  @Test func theLoopThatCarriesTooLittleIsNamed() throws {
    var air = tiny(air: 2), liquid = tiny(liquid: 4.5)
    air.tenants[0].floorGPUs = .init(5)
    liquid.tenants[0].floorGPUs = .init(5)
    #expect(try refused(air).sentence("site-cooling") == "home has too little air cooling in day-1")
    #expect(try refused(liquid).sentence("site-cooling") == "home has too little liquid cooling in day-1")
  }
}
