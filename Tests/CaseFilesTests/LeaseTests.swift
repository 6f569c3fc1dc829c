import CaseFiles
import Fleet
import Foundation
import Testing

@Suite("Leases that can be left or renewed")
struct LeaseTests {
  private static let header = """
    lease,lessor,start,end,usd_per_gpu_h,take_or_pay_share,reclaim_holder,notice_days,notice_from,exit_notice_days,\
    exit_from,exit_fee_usd,renewal_months,renewal_usd_per_gpu_h,decide_by

    """
  private static let spot = "spot,Cloud,2026-07-01,2026-10-01,3,0,none,,,,,,,,\n"

  /// The small case with these cells of its first lease, from `reclaim_holder` on.
  private func fixture(_ cells: String) -> Fixture {
    let row = "colossus,Lessor,2026-07-01,2027-01-01,2.35,1,\(cells)\n"
    var fixture = Fixture.with("leases.csv", text: LeaseTests.header + row + LeaseTests.spot)
    // A pool is of leases that their lessor may end.
    if cells.hasPrefix("lessee") || cells.hasPrefix("none") { fixture.files["reclaim.csv"] = nil }
    return fixture
  }

  private func lease(_ cells: String, _ settings: [String] = []) throws -> Lease {
    try fixture(cells).read(settings).planningCase.leases[0]
  }

  private static let whole = "both,90,2026-08-01,60,2026-09-01,2000000,6,2.5,2026-12-01"

  @Test func everyColumnIsRead() throws {
    let lease = try lease(LeaseTests.whole)
    #expect(lease.exit == ExitRight(noticeDays: 60, from: Day("2026-09-01"), fee: 2e6))
    #expect(lease.renewal == Renewal(months: 6, price: .init(2.5), decideBy: Day("2026-12-01")!))
    #expect(lease.lastEnd == Day("2027-07-01"))
  }

  @Test(arguments: ["lessee", "both"]) func theLesseesNoticeIsTheLessorsUnlessItIsAnother(_ holder: String) throws {
    let lease = try lease("\(holder),90,2026-08-01,,,,,,")
    #expect(lease.exit == ExitRight(noticeDays: 90, from: Day("2026-08-01"), fee: 0))
    #expect(lease.renewal == nil && lease.lastEnd == lease.end)
    #expect(try self.lease("\(holder),90,,0,,,,,").exit == ExitRight(noticeDays: 0))
  }

  @Test(arguments: ["owner,90,,,,,,,", "none,,,,,,,,"]) func whoHasNoRightCannotLeave(_ cells: String) throws {
    #expect(try fixture(cells).read().planningCase.leases[0].exit == nil)
  }

  @Test func settingsReachTheirParameters() throws {
    let lease = try lease(
      LeaseTests.whole,
      [
        "lease.colossus.exit_notice=2 weeks", "lease.colossus.exit_from=2026-07-15",
        "lease.colossus.exit_fee=3 MUSD", "lease.colossus.renewal_months=12 months",
        "lease.colossus.renewal_price=3 USD/GPUh", "lease.colossus.decide_by=2026-11-30",
      ])
    #expect(lease.exit == ExitRight(noticeDays: 14, from: Day("2026-07-15"), fee: 3e6))
    #expect(lease.renewal == Renewal(months: 12, price: .init(3), decideBy: Day("2026-11-30")!))
  }

  @Test func aRenewalsPriceDiffersByPeriod() throws {
    var fixture = fixture(LeaseTests.whole)
    fixture.files["prices.csv"]! += "lease.colossus.renewal_price,2026-09,6\n"
    let price = try fixture.read(["lease.colossus.renewal_price.2026-08=4 USD/GPUh"]).planningCase.leases[0].renewal?
      .price
    #expect(price == PeriodValue(2.5, overrides: [1: 4, 2: 6]))
  }

  @Test func aRenewalThatWasDecidedBeforeTheCaseIsNone() throws {
    let late = fixture("both,90,,,,,6,2.5,2026-06-30")
    #expect(try late.read().planningCase.leases[0].renewal == nil)
    #expect(try late.findings().map(\.severity) == [.warning])
    #expect(try fixture("both,90,,,,,6,2.5,2026-07-01").findings().isEmpty)
  }

  @Test(arguments: [("2026-12-31", 0), ("2027-01-01", 1)])
  func itIsDecidedBeforeTheEnd(_ day: String, _ findings: Int) throws {
    #expect(
      try fixture("both,90,,,,,6,2.5,\(day)").findings().map(\.name) == Array(repeating: "decide_by", count: findings))
  }

  @Test func writtenAndReadAgainTheyAreTheSame() throws {
    var fixture = fixture(LeaseTests.whole)
    fixture.files["prices.csv"]! += "lease.colossus.renewal_price,2026-09,6\n"
    let read = try fixture.read()
    try Fixture.folder { root in
      try read.write(to: root.appending(path: "inputs"))
      let again = try readCase(at: root.appending(path: "inputs"))
      #expect(comparable(again.planningCase) == comparable(read.planningCase))
    }
  }
}
