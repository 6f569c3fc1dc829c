import Fleet
import Testing

@testable import Planning

@Suite struct SiteShareTests {
  /// 4 GPUs at home beside 10 away, and no more than 0.6 of the lab's GPUs at any one site.
  func tiny(share: Double = 0.6, days: Int = 1) -> PlanningCase {
    var tiny = TinyCase.days(days)
    tiny.sites.append(TinyCase.site("away"))
    tiny.tranches = [TinyCase.tranche("here", gpus: 4), TinyCase.tranche("there", site: 1, gpus: 10)]
    tiny.tenants[0].siteShare = .init(share)
    return tiny
  }

  /// a <= 0.6 (4 + a) gives a = 6: 10 GPUs, 2400 USD, and a limit of 6. One GPU above the share, 0.4 a <= 2.4 + 1, is 2.5
  /// more: 600 USD. All ten away stand 1.6 above it; below a = 8 / 3 the 4 at home are more than 0.6 of all.
  @Test func noSiteHoldsMoreThanItsShare() throws {
    let plan = try planned(tiny())
    expectUSD(plan.objective, 2400)
    let row = try plan.rule("site-share", "lab,away,day-1")
    #expect(row.unit == "GPU" && isClose(row.limit, 6) && isClose(row.use, 6))
    expectPrice(row, 600)
    #expect(isClose(row.upUntil, 7.6) && isClose(row.downUntil, 6 + 0.4 * 8 / 3.0 - 2.4))
    #expect(row.meaning == "one GPU at away above its share of lab in day-1")
    #expect(try plan.rule("site-share", "lab,home,day-1").kind == "slack")
  }

  /// 0.6 on day 1 and 0.75 on day 2, where a <= 0.75 (4 + a) would give 12: 10 + 14 GPUs. A share of 1 has no row.
  @Test func aShareMayDifferByPeriod() throws {
    var tiny = tiny(days: 2)
    tiny.tenants[0].siteShare = .init(0.6, overrides: [1: 0.75])
    expectUSD(try planned(tiny).objective, 24 * 240)
    tiny.tenants[0].siteShare = .init(1)
    let plan = try planned(tiny)
    expectUSD(plan.objective, 28 * 240)
    #expect(!plan.rules.contains { $0.rule == "site-share" })
  }

  /// Two tenants: the one with a share has 4 at home and 6 away, the other what is left there.
  @Test func anotherTenantsGPUsDoNotCount() throws {
    var tiny = tiny()
    tiny.tenants.append(Tenant(id: "chat", origin: TinyCase.origin))
    tiny.workloads.append(TinyCase.service("talk", tenant: 1, demand: 100, usdPerHour: 5))
    let plan = try planned(tiny)
    #expect(isClose(plan.gpus("chat"), 10) && isClose(plan.gpus("talk"), 4))
  }

  /// With 0.6 at most of them away 10 GPUs run, of which the lab must have 11.
  @Test func aShareThatIsTooSmallIsSaidSo() throws {
    var tiny = tiny()
    tiny.tenants[0].floorGPUs = .init(11)
    #expect(try refused(tiny).sentence("site-share") == "lab would need more than its share at away in day-1")
  }
}
