import Fleet
import Planning
import Testing

/// The figures of models/quickstart/README.md, solved by hand.
@Suite struct QuickstartTests {
  private func plan() throws -> Plan { try ShippedCase.planned("quickstart").plan }

  private func isClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-7 * max(1, abs(b)) }

  @Test func valuesOfThePaths() throws {
    let plan = try plan()
    #expect(isClose(plan.objective, 11_795_675.2))
    #expect(plan.paths.map(\.path) == ["base", "notice-2026-07"])
    #expect(isClose(plan.paths[0].value, 12_005_632))
    #expect(isClose(plan.paths[1].value, 9_906_064))
    #expect(isClose(try #require(plan.risk.valueWithoutReclaim), 12_005_632))
    #expect(plan.paths[1].reclaimDay == Day("2026-08-01"))
  }

  @Test(arguments: [("2026-07", 1000.0, 120.0), ("2026-08", 1000, 120), ("2026-09", 680, 40)])
  func whoGetsWhat(period: String, chat: Double, study: Double) throws {
    let rows = try plan().paths[0].allocation.filter { $0.span.period == period }
    func gpus(_ workload: String) -> Double { rows.filter { $0.workload == workload }.reduce(0) { $0 + $1.gpus } }
    #expect(isClose(gpus("chat"), chat))
    #expect(isClose(gpus("study"), study))
  }

  @Test func moneyByTerm() throws {
    var sums: [String: Double] = [:]
    for row in try plan().paths[0].money { sums["\(row.period) \(row.term)", default: 0] += row.usd }
    #expect(isClose(sums["2026-07 value"]!, 5_356_800 + 160_704))
    #expect(isClose(sums["2026-07 energy"]!, -104_160))
    #expect(isClose(sums["2026-08 lease-payments"]!, -595_200))
    #expect(isClose(sums["2026-09 shortfall"]!, -829_440 - 313_376))
  }

  @Test(arguments: [
    ("site-power", "home,2026-07", 1_379_376.0), ("site-power", "home,2026-09", 5_533_920),
    ("tranche-stock", "annex,2026-07", 1724.22), ("tenant-floor", "research,2026-09", -5248.8),
    ("job-work", "study,base", -0.000000225),
  ])
  func prices(rule: String, key: String, usd: Double) throws {
    let row = try #require(try plan().rules.first { $0.rule == rule && $0.key == key })
    #expect(abs(try #require(row.priceUp) - usd) <= 1e-6 * abs(usd), "\(row)")
    #expect(abs(try #require(row.priceDown) - usd) <= 1e-6 * abs(usd), "\(row)")
  }

  @Test func thePriceOfPowerHoldsUntilEveryGPURuns() throws {
    let row = try #require(try plan().rules.first { $0.rule == "site-power" && $0.key == "home,2026-07" })
    #expect(isClose(try #require(row.upUntil), 1))
  }
}
