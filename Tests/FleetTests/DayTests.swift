import Testing

@testable import Fleet

@Suite struct DayTests {
  @Test(arguments: [
    ("1970-01-01", 0), ("2000-02-29", 11_016), ("2026-07-01", 20_635), ("1969-12-31", -1), ("2100-03-01", 47_541),
  ])
  func daysAreCountedFrom1970(text: String, number: Int) throws {
    let day = try #require(Day(text))
    #expect(day.number == number)
    #expect(day.description == text)
  }

  @Test(arguments: [
    "2026-02-30", "2026-02-29", "2026-13-01", "2026-00-10", "2026-7-1", "26-07-01", "2026-07-01 ", "2026/07/01", "",
  ])
  func whatIsNoDayIsRefused(text: String) {
    #expect(Day(text) == nil)
  }

  @Test func everyDayOfFourCenturiesComesBack() {
    let first = Day("1900-01-01")!.number
    for number in stride(from: first, to: first + 146_097, by: 1) {
      let (year, month, day) = Day(number: number).civil
      #expect(Day(year: year, month: month, day: day)?.number == number)
    }
  }

  @Test func monthsAddAcrossYears() {
    #expect(Day("2026-11-21")!.firstOfMonth(adding: 3) == Day("2027-02-01"))
    #expect(Day("2026-01-31")!.firstOfMonth(adding: 0) == Day("2026-01-01"))
  }

  /// By hand: the same day of the month, or the last one of a shorter month, forwards and back.
  @Test(arguments: [
    ("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"), ("2026-03-31", -1, "2026-02-28"),
    ("2026-05-15", 12, "2027-05-15"), ("2026-01-15", -1, "2025-12-15"), ("2026-12-31", 2, "2027-02-28"),
    ("2028-02-29", 12, "2029-02-28"), ("2026-08-30", 0, "2026-08-30"), ("2026-11-30", 1, "2026-12-30"),
  ])
  func monthsKeepTheDayWhereTheyHaveIt(from: String, months: Int, to: String) throws {
    #expect(try #require(Day(from)).adding(months: months) == Day(to))
  }
}
