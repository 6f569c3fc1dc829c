import Fleet
import Testing

@testable import Planning

@Suite struct TenantFloorTests {
  /// A second tenant with work at 4 USD per hour beside the lab's at 10.
  func tiny(floor: Double) -> PlanningCase {
    var tiny = TinyCase.days()
    tiny.tenants.append(Tenant(id: "office", floorGPUs: .init(floor), origin: TinyCase.origin))
    tiny.workloads.append(TinyCase.service("mail", tenant: 1, demand: 100, usdPerHour: 4))
    return tiny
  }

  /// The office has 3 GPUs, 3 * 96 = 288 USD, the lab 7, 7 * 240 = 1680: 1968 USD. One GPU more: 96 - 240 = -144.
  @Test func aTenantHasItsFloor() throws {
    let plan = try planned(tiny(floor: 3))
    expectUSD(plan.objective, 1968)
    #expect(isClose(plan.gpus("mail"), 3))
    let row = try plan.rule("tenant-floor", "office,day-1")
    #expect(row.unit == "GPU" && isClose(row.limit, 3) && isClose(row.use, 3))
    expectPrice(row, -144)
    #expect(isClose(row.upUntil, 10) && isClose(row.downUntil, 0))
    #expect(row.meaning == "one more GPU promised to office in day-1")
  }

  /// 11 GPUs of 10; and a floor without any work that may run.
  @Test func aFloorThatCannotBeMetIsSaidSo() throws {
    let sentence = "office cannot get its floor of GPUs in day-1"
    #expect(try refused(tiny(floor: 11)).sentence("tenant-floor") == sentence)
    #expect(try refused(tiny(floor: 13)).shortage("tenant-floor") == "3 GPU")
    var idle = tiny(floor: 3)
    idle.workloads.removeLast()
    #expect(try refused(idle).sentence("tenant-floor") == sentence)
  }

  /// After notice on day 2 the lab's floor of 4 has 1 GPU left on day 3: it is paid for, not refused. The rows there
  /// are no limits.
  @Test func afterANoticeTheFloorGivesWay() throws {
    var tiny = TinyCase.days(3)
    tiny.tranches[0].size = .fixed(gpus: 1)
    tiny.tenants[0].floorGPUs = .init(4)
    tiny.addRival(gpus: 5, notice: [1: 0.25])
    let plan = try planned(tiny)
    #expect(isClose(plan.gpus("chat", in: "day-3", path: 1), 1))
    #expect(plan.rules.filter { $0.rule == "tenant-floor" }.map(\.path) == ["base", "base", "base"])
    #expect(try formulated(tiny).rows(of: "tenant-floor").count == 5)
  }
}
