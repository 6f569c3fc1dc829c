import Fleet
import Foundation
import Testing

/// The calendar of docs/dates.md, worked by hand, beside what a case makes of the same cells.
@Suite struct CalendarDatesTests {
  @Test func everyTableHasItsTestAndEveryRowItsWorking() {
    #expect(DatesPage.tables.map(\.title) == DatesPage.allCases.map(\.rawValue))
    for table in DatesPage.tables {
      #expect(table.rows.count >= 6, "\(table.title)")
      for row in table.rows { #expect(!row.working.isEmpty && !row.answers.isEmpty, "\(row)") }
    }
  }

  @Test(arguments: DatesPage.days.rows) func aDayBegins(row: DatesRow) throws {
    let zone = try row.planningCase().sites[0].timeZone
    #expect(row.answers == ["begins at": Instant(try row.day("day"), in: zone).description])
  }

  @Test(arguments: DatesPage.hours.rows) func hoursPass(row: DatesRow) throws {
    let zone = try row.planningCase().sites[0].timeZone
    let from = Instant(try row.day("from"), in: zone), to = Instant(try row.day("to"), in: zone)
    #expect(row.answers == ["hours": Instant.hours(from: from, to: to).plain])
  }

  @Test(arguments: DatesPage.periods.rows) func periodsAreNamed(row: DatesRow) throws {
    let period = try row.planningCase().periods[try row.number("number") - 1]
    let first = period.start.description, after = period.end.description
    #expect(row.answers == ["period": period.id, "first day": first, "first day after": after])
  }

  @Test(arguments: DatesPage.fiscalYears.rows) func periodsLieInFiscalYears(row: DatesRow) throws {
    let (planningCase, period) = try row.planningCase(at: "period")
    #expect(row.answers == ["fiscal year": "\(planningCase.fiscalYear(period))"])
  }

  @Test(arguments: DatesPage.discount.rows) func periodsAreDiscounted(row: DatesRow) throws {
    let (planningCase, period) = try row.planningCase(at: "period")
    #expect(row.answers == ["factor": String(format: "%.6f", planningCase.discount(period))])
  }

  @Test(arguments: DatesPage.hazards.rows) func hazardsGrowWithThePeriod(row: DatesRow) throws {
    let (planningCase, period) = try row.planningCase(at: "period")
    #expect(row.answers == ["chance": String(format: "%.6f", planningCase.hazard(0, in: period, isFirst: true))])
  }
}

extension Double {
  /// Without decimals where it is whole.
  var plain: String { self == rounded() ? "\(Int(self))" : "\(self)" }
}
