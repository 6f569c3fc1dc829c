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

  /// Around every change of clocks in two years.
  @Test(arguments: TimeZone.knownTimeZoneIdentifiers.compactMap { TimeZone(identifier: $0) })
  func aDayBeginsWhenTheClockFirstShowsIt(zone: TimeZone) {
    func date(_ seconds: Int) -> Date { Date(timeIntervalSince1970: Double(seconds)) }
    func clock(_ seconds: Int) -> Int { seconds + zone.secondsFromGMT(for: date(seconds)) }
    let first = Instant(Day("2026-01-01")!).seconds, last = Instant(Day("2028-01-01")!).seconds
    var change = zone.nextDaylightSavingTimeTransition(after: date(first))
    while let moment = change, moment < date(last) {
      let changed = Instant(seconds: Int(moment.timeIntervalSince1970)).day
      for day in [changed + -1, changed, changed + 1] {
        let begins = Instant(day, in: zone).seconds, midnight = day.number * 86_400
        let earlier = [begins - 1] + stride(from: begins - 900, to: begins - 86_400, by: -900)
        #expect(clock(begins) >= midnight && earlier.allSatisfy { clock($0) < midnight }, "\(day)")
      }
      change = zone.nextDaylightSavingTimeTransition(after: moment)
    }
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
