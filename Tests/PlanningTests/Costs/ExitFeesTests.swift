import Fleet
import Testing

@testable import Planning

@Suite struct ExitFeesTests {
  /// Two days left of 288 USD of rent each: an exit at 500 USD pays, one at 600 does not.
  @Test(arguments: [(500.0, true), (600, false)]) func itIsPaidWhereItSavesMore(fee: Double, leaves: Bool) throws {
    let plan = try planned(NoticeWindowTests().tiny(fee: fee))
    expectUSD(plan.objective, leaves ? 2 * 960 - 2 * 288 - fee : 2 * 960 - 4 * 288)
    expectUSD(plan.usd(.exitFees), leaves ? -fee : 0)
    let rows = plan.paths[0].money.filter { $0.term == "exit-fees" }
    #expect(rows.map(\.period) == (leaves ? ["day-3"] : []) && rows.allSatisfy { $0.site.isEmpty && $0.tenant.isEmpty })
  }

  /// The lessor calls on day 2 with one chance in four, and the GPUs go on day 3 without a fee; else they are left then,
  /// by the notice of day 1, for 100 USD.
  @Test func whatTheLessorTakesCostsNoFee() throws {
    var tiny = NoticeWindowTests().tiny(fee: 100)
    tiny.leases[0].reclaimHolder = .both
    tiny.reclaimPools = [
      ReclaimPool(id: "cloud", leases: [Ref(0)], likelihood: .listed([1: 0.25]), origin: TinyCase.origin)
    ]
    let plan = try planned(tiny)
    expectUSD(plan.usd(.exitFees), -100)
    expectUSD(plan.usd(.exitFees, path: 1), 0)
    expectUSD(plan.objective, 2 * 960 - 2 * 288 - 0.75 * 100)
  }
}
