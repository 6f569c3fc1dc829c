import Fleet
import Testing

@testable import Planning

@Suite struct DemandCoverTests {
  /// 10 units/s at the peak, half of the time 4; GPUs do 2 units/s each.
  func tiny(gpus: Int) -> PlanningCase {
    var tiny = TinyCase.days()
    tiny.tranches[0].size = .fixed(gpus: gpus)
    tiny.measurements = [TinyCase.rate(2)]
    tiny.changeService {
      $0.demand = [10]
      $0.loadCurve = LoadCurve(id: "day", quantiles: [(0.5, 0.4), (1, 1)])
    }
    return tiny
  }

  /// 3 GPUs do 6 units/s and serve 0.5 * 4 + 0.5 * 6 = 5 of a mean of 7: 5 * 240 = 1200 USD. One more unit/s of
  /// capacity serves half the time: 120 USD. The next line begins at 4 units/s; load <= 6 ends it at 8 units/s.
  @Test func meanServedIsWhatTheLoadCurveLetsThrough() throws {
    let plan = try planned(tiny(gpus: 3))
    expectUSD(plan.objective, 1200)
    let service = try #require(plan.paths[0].service.first)
    #expect(isClose(service.capacity, 6) && isClose(service.served, 5) && isClose(service.short, 2))
    let row = try plan.rule("demand-cover", "chat,day-1")
    #expect(row.unit == "token/s" && isClose(row.limit, 6) && isClose(row.use, 6))
    expectPrice(row, 120)
    #expect(isClose(row.upUntil, 8) && isClose(row.downUntil, 4))
    #expect(row.meaning == "one more unit per second of capacity for chat in day-1")
  }

  /// 1 GPU serves 2 units/s all the time: 480 USD, and one more unit/s is worth 240. 6 GPUs would do 12: they serve the
  /// mean of 7, 1680 USD, and more capacity is worth nothing.
  @Test func capacityNobodyAsksForEarnsNothing() throws {
    let few = try planned(tiny(gpus: 1)), many = try planned(tiny(gpus: 6))
    expectUSD(few.objective, 480)
    expectUSD(many.objective, 1680)
    #expect(try many.rule("demand-cover", "chat,day-1").kind == "slack")
  }

  /// Of 10 thrifty GPUs, 1 kW, the liquid loop cools 2; 8 others draw 3 kW. Energy is 1 USD per kWh. Together they
  /// serve the 10 units/s: 2400 - 24 * (2 * 1 + 8 * 3) = 1776 USD. The work of the 8 does not count as the 2's.
  @Test func noClassServesMoreThanItsOwnGPUsDo() throws {
    var tiny = TinyCase.days()
    tiny.changeService { $0.demand = [10] }
    tiny.gpuClasses.append(TinyCase.gpuClass("thirsty"))
    tiny.gpuClasses[0].liquidShare = 1
    tiny.gpuClasses[1].power = 3
    tiny.sites[0].liquidLimit = .init(2)
    tiny.sites[0].energyPrice = .init(1000)
    tiny.measurements.append(TinyCase.rate(1, gpuClass: 1))
    tiny.tranches.append(TinyCase.tranche("thirsty", gpuClass: 1, gpus: 8))
    let plan = try planned(tiny)
    expectUSD(plan.objective, 1776)
    #expect(plan.paths[0].allocation.map(\.gpuClass) == ["gpu", "thirsty"])
    for (row, units) in zip(plan.paths[0].allocation, [2.0, 8]) { #expect(isClose(row.meanUnitsPerS, units)) }
  }

  /// The service must have 8 of its 10 units/s; 3 GPUs do 6.
  @Test func tooLittleCapacityIsSaidSo() throws {
    var tiny = tiny(gpus: 3)
    tiny.changeService { $0.minShare = .init(0.8) }
    #expect(
      try refused(tiny).sentence("demand-cover") == "the GPUs that may serve chat do too little in day-1")
  }
}
