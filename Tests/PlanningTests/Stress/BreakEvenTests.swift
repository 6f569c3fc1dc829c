import Fleet
import Foundation
import Testing

@testable import Planning

@Suite struct BreakEvenTests {
  /// A GPU on standby costs 12 USD on day 1 and saves 2 * (240 - 48) = 384 after a notice on day 2: it pays from 12 / 384
  /// a day on. Before a notice on day 3 it saves 192, and pays from 12 / 192.
  private let tiny = StandbyRightTests().tiny()
  private let daily = 12.0 / 384

  private func breakEven() throws -> BreakEven {
    let report = try stress(tiny, HeldPlan(try planned(tiny)), request: StressRequest(gap: 1e-7))
    #expect(report.breakEvens.count == 1)
    return try #require(report.breakEvens.first)
  }

  private func monthly(_ daily: Double) -> Double { 1 - pow(1 - daily, 365.0 / 12) }

  @Test func aHazardAtWhichThePremiumIsWhatItSaves() throws {
    let found = try breakEven()
    #expect(found.fallback == "spare" && found.pool == "rival" && found.noticeDay == TinyCase.first + 1)
    expectUSD(found.saving, 384)
    #expect(isClose(found.hazard, monthly(daily)))
    #expect(isClose(found.stated, monthly(0.25)))
  }

  /// Just below it nothing is held, just above it day 1 is, and day 2 not yet.
  @Test(arguments: [(0.99, []), (1.01, ["day-1"])] as [(Double, [String])])
  func thePlanTurnsThere(factor: Double, periods: [String]) throws {
    var likely = tiny
    likely.reclaimPools[0].likelihood = .hazardPerMonth(try #require(try breakEven().hazard) * factor)
    #expect(try planned(likely).decisions.map(\.period) == periods)
  }
}
