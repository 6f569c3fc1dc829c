import Fleet
import Testing

@testable import Planning

@Suite struct SupplierShareTests {
  /// 4 owned GPUs beside 10 of a lessor, of whom the lab may have half of all its GPUs.
  func tiny(share: Double = 0.5) -> PlanningCase {
    var tiny = TinyCase.days()
    tiny.tranches[0].size = .fixed(gpus: 4)
    tiny.leases = [TinyCase.lease("cloud")]
    tiny.tranches.append(TinyCase.tranche("rented", lease: 0, gpus: 10))
    tiny.tenants[0].supplierShare = .init(share)
    return tiny
  }

  /// c <= 0.5 (4 + c) gives c = 4: 8 GPUs, 1920 USD, and a limit of 4. One GPU above the share, c <= 0.5 (4 + c) + 1,
  /// gives c = 6, two GPUs more: 480 USD. Of 10 rented ones 3 stand above the share, of none 2 below it.
  @Test func noLessorHoldsMoreThanItsShare() throws {
    let plan = try planned(tiny())
    expectUSD(plan.objective, 1920)
    #expect(isClose(plan.gpus("chat"), 8))
    let row = try plan.rule("supplier-share", "lab,cloud,day-1")
    #expect(row.unit == "GPU" && isClose(row.limit, 4) && isClose(row.use, 4))
    expectPrice(row, 480)
    #expect(isClose(row.upUntil, 7) && isClose(row.downUntil, 2))
    #expect(row.meaning == "one GPU of cloud above its share of lab in day-1")
  }

  /// With a share of 1 any lessor may hold everything: 14 GPUs, 3360 USD, and no row.
  @Test func aShareOfOneIsNoLimit() throws {
    let plan = try planned(tiny(share: 1))
    expectUSD(plan.objective, 3360)
    #expect(!plan.rules.contains { $0.rule == "supplier-share" })
  }

  /// Two lessors of 10 GPUs each, share 0.25, 4 owned: a, b <= 0.25 (4 + a + b) gives a = b = 2, 8 GPUs in all.
  @Test func everyLessorHasAShareOfItsOwn() throws {
    var tiny = tiny(share: 0.25)
    tiny.leases.append(TinyCase.lease("other"))
    tiny.tranches.append(TinyCase.tranche("other", lease: 1, gpus: 10))
    let plan = try planned(tiny)
    expectUSD(plan.objective, 1920)
    // One GPU of a lessor above its share: a = 0.25 n + 1, b = 0.25 n, n = 4 + a + b = 10: two GPUs more.
    expectPrice(try plan.rule("supplier-share", "lab,cloud,day-1"), 480)
    expectPrice(try plan.rule("supplier-share", "lab,other,day-1"), 480)
  }

  /// Half from the lessor makes 8 GPUs at most; the lab must have 10.
  @Test func aShareThatIsTooSmallIsSaidSo() throws {
    var tiny = tiny()
    tiny.tenants[0].floorGPUs = .init(10)
    #expect(
      try refused(tiny).sentence("supplier-share") == "lab would need more than its share from cloud in day-1")
  }
}
