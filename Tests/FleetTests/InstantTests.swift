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
}
