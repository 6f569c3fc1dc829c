import Fleet
import Testing

@testable import Planning

@Suite struct ServiceFloorTests {
  /// Beside the service at 10 USD per hour a cheap one at 4, which is promised 0.4 of its 5 units/s.
  func tiny(minShare: Double = 0.4) -> PlanningCase {
    var tiny = TinyCase.days()
    tiny.workloads.append(TinyCase.service("mail", demand: 5, usdPerHour: 4))
    tiny.changeService(1) { $0.minShare = .init(minShare) }
    return tiny
  }

  /// Mail gets its 2 units/s, 2 * 96 = 192 USD, and chat the other 8 GPUs, 8 * 240 = 1920: 2112 USD. One unit/s more
  /// promised takes a GPU from chat: 96 - 240 = -144 USD.
  @Test func aServiceGetsItsLeastShare() throws {
    let plan = try planned(tiny())
    expectUSD(plan.objective, 2112)
    #expect(isClose(plan.gpus("mail"), 2) && isClose(plan.gpus("chat"), 8))
    let row = try plan.rule("service-floor", "mail,day-1")
    #expect(row.unit == "token/s" && isClose(row.limit, 2) && isClose(row.slack, 0))
    expectPrice(row, -144)
    #expect(row.meaning == "one more unit per second promised to mail in day-1")
  }

  /// 11 units/s of demand, all promised, and 10 GPUs.
  @Test func aPromiseThatCannotBeKeptIsSaidSo() throws {
    var tiny = tiny(minShare: 1)
    tiny.changeService(1) { $0.demand = [11] }
    #expect(
      try refused(tiny).sentence("service-floor") == "mail cannot get its least share of the demand in day-1")
  }

  /// The rival's GPUs are gone on day 3 after notice on day 2: 6 of the 8 units/s promised stay unkept there. On the
  /// base path the promise is hard; after a notice it is a payment, which is no limit and has no price.
  @Test func afterANoticeTheFloorGivesWay() throws {
    var tiny = TinyCase.days(3)
    tiny.tranches[0].size = .fixed(gpus: 2)
    tiny.addRival(gpus: 8, notice: [1: 0.25])
    tiny.changeService { $0.minShare = .init(0.08) }
    let plan = try planned(tiny)
    #expect(isClose(plan.gpus("chat", in: "day-3"), 10) && isClose(plan.gpus("chat", in: "day-3", path: 1), 2))
    #expect(plan.rules.filter { $0.rule == "service-floor" }.map(\.path) == ["base", "base", "base"])
    #expect(try formulated(tiny).rows(of: "service-floor").count == 5)
    #expect(plan.usd(.floorPenalty) == 0 && plan.usd(.floorPenalty, path: 1) < 0)
  }
}
