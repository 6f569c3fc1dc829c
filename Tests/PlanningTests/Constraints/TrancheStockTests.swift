import Fleet
import Testing

@testable import Planning

@Suite struct TrancheStockTests {
  /// 10 GPUs for 6 units/s at 10 USD per hour, and for other work at 4.
  func tiny() -> PlanningCase {
    var tiny = TinyCase.days()
    tiny.workloads = [
      TinyCase.service("chat", demand: 6, usdPerHour: 10), TinyCase.service("mail", demand: 100, usdPerHour: 4),
    ]
    return tiny
  }

  /// 6 GPUs at 240 USD and 4 at 96: 1440 + 384 = 1824 USD. One GPU more or fewer is mail's: 96.
  @Test func aPoolRunsTheGPUsThatAreThere() throws {
    let plan = try planned(tiny())
    expectUSD(plan.objective, 1824)
    #expect(isClose(plan.gpus("chat"), 6) && isClose(plan.gpus("mail"), 4))
    let row = try plan.rule("tranche-stock", "owned,day-1")
    #expect(row.unit == "GPU" && isClose(row.limit, 10) && isClose(row.use, 10))
    expectPrice(row, 96)
    #expect(row.meaning == "one more GPU in owned in day-1")
  }

  /// Ten GPUs that only one service wants: 2400 USD, and 240 for one GPU more or fewer.
  @Test func aPoolOfOneWorkloadHasItsPriceToo() throws {
    let plan = try planned(TinyCase.days())
    expectUSD(plan.objective, 2400)
    expectPrice(try plan.rule("tranche-stock", "owned,day-1"), 240)
  }

  /// Tranches that nothing tells apart are one pool: 10 + 5 GPUs; 6 * 240 + 9 * 96 = 2304 USD.
  @Test func tranchesOfOneKindAreOnePool() throws {
    var tiny = tiny()
    tiny.tranches.append(TinyCase.tranche("more", gpus: 5))
    let plan = try planned(tiny)
    expectUSD(plan.objective, 2304)
    #expect(isClose(try plan.rule("tranche-stock", "owned+more,day-1").limit, 15))
  }

  /// GPUs that come on day 2 do not work on day 1: 1824 + 6 * 240 + 9 * 96 = 1824 + 2304 USD.
  @Test func nothingWorksBeforeItIsDelivered() throws {
    var tiny = tiny()
    tiny.periods = TinyCase.days(2).periods
    tiny.tranches.append(TinyCase.tranche("more", gpus: 5))
    tiny.tranches[1].availableFrom = TinyCase.first + 1
    let plan = try planned(tiny)
    expectUSD(plan.objective, 4128)
    #expect(isClose(try plan.rule("tranche-stock", "owned+more,day-1").limit, 10))
    #expect(isClose(try plan.rule("tranche-stock", "owned+more,day-2").limit, 15))
  }

  /// The tenant must have 11 GPUs of 10.
  @Test func tooFewGPUsAreSaidSo() throws {
    var tiny = tiny()
    tiny.tenants[0].floorGPUs = .init(11)
    #expect(try refused(tiny).sentence("tranche-stock") == "owned holds too few GPUs in day-1")
  }
}
