import Foundation
import Testing

@testable import Fleet

@Suite struct InstantTests {
  @Test func aDayBeginsAtMidnightOfItsZone() {
    let memphis = TimeZone(identifier: "America/Chicago")!
    #expect(Instant(Day("2026-07-01")!, in: memphis).description == "2026-07-01T05:00Z")
    #expect(Instant(Day("2026-12-01")!, in: memphis).description == "2026-12-01T06:00Z")
    #expect(Instant(Day("2026-07-01")!).description == "2026-07-01")
  }

  @Test func daysOfAChangeOfClocksHave23And25Hours() {
    let berlin = TimeZone(identifier: "Europe/Berlin")!
    func hours(_ text: String) -> Double {
      let day = Day(text)!
      return Instant.hours(from: Instant(day, in: berlin), to: Instant(day + 1, in: berlin))
    }
    #expect(hours("2026-03-29") == 23)
    #expect(hours("2026-10-25") == 25)
    #expect(hours("2026-07-01") == 24)
  }

  @Test(arguments: [0, 1, 59, 60, 3599, 3600, 18_000, 86_399, 86_400, -1, -86_400, 1_782_882_000, 1_782_882_061])
  func anInstantIsReadAsItIsWritten(seconds: Int) {
    let instant = Instant(seconds: seconds)
    #expect(Instant(instant.description) == instant)
  }

  @Test(arguments: [
    "", "2026-07-01T", "2026-07-01T00:00Z", "2026-07-01T05:00", "2026-07-01T05Z", "2026-07-01T5:00Z",
    "2026-07-01T24:00Z", "2026-07-01T05:60Z", "2026-07-01T05:00:00Z", "2026-07-01T05:00Z ", "2026-07-01T05:00ZZ",
    "2026-07-01T-1:00Z", "2026-07-01T05:00+02", "2026-02-30", "2026-07-01 05:00Z", "2026-07-01T05:00ZT",
  ])
  func whatIsNotSoWrittenIsRefused(text: String) {
    #expect(Instant(text) == nil)
  }
}
