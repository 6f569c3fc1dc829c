import Fleet
import Testing

@testable import Planning

@Suite struct TenantCapTests {
  /// The lab, at 10 USD per hour, is capped at 6 GPUs; the office's work earns 4.
  func tiny() -> PlanningCase {
    var tiny = TinyCase.days()
    tiny.tenants[0].capGPUs = .init(6)
    tiny.tenants.append(Tenant(id: "office", origin: TinyCase.origin))
    tiny.workloads.append(TinyCase.service("mail", tenant: 1, demand: 100, usdPerHour: 4))
    return tiny
  }

  /// 6 GPUs at 240 USD and 4 at 96: 1440 + 384 = 1824 USD. One GPU more under the cap: 240 - 96 = 144.
  @Test func aTenantHasAtMostItsCap() throws {
    let plan = try planned(tiny())
    expectUSD(plan.objective, 1824)
    #expect(isClose(plan.gpus("chat"), 6) && isClose(plan.gpus("mail"), 4))
    let row = try plan.rule("tenant-cap", "lab,day-1")
    #expect(row.unit == "GPU" && isClose(row.limit, 6) && isClose(row.slack, 0))
    expectPrice(row, 144)
    #expect(isClose(row.upUntil, 10) && isClose(row.downUntil, 0))
    #expect(row.meaning == "one more GPU under the cap of lab in day-1")
    #expect(plan.rules.filter { $0.rule == "tenant-cap" }.count == 1)
  }

  /// All of a tenant's work counts together: two services of 5 units/s each share 6 GPUs, the better one first.
  @Test func theCapHoldsOverAllOfATenantsWork() throws {
    var tiny = tiny()
    tiny.workloads = [
      TinyCase.service("chat", demand: 5, usdPerHour: 10), TinyCase.service("code", demand: 5, usdPerHour: 8),
    ]
    // 5 * 240 + 1 * 192 = 1392 USD.
    let plan = try planned(tiny)
    expectUSD(plan.objective, 1392)
    expectPrice(try plan.rule("tenant-cap", "lab,day-1"), 192)
  }

  /// A cap of 6 and a floor of 8.
  @Test func aCapBelowWhatATenantMustHaveIsSaidSo() throws {
    var tiny = tiny()
    tiny.tenants[0].floorGPUs = .init(8)
    #expect(
      try refused(tiny).sentence("tenant-cap") == "lab is held below what it must have by its cap in day-1")
  }
}
