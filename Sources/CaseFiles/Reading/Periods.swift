import Fleet

/// The name of a period: which kind of step it is, and which days it covers.
struct PeriodName {
  enum Step: String, CaseIterable { case month, week, quarter }

  let step: Step
  let start: Day
  let end: Day

  /// `2026-07`, `2026-W27` (ISO 8601 weeks, from Monday) or `2026-Q3`; nil for any other text.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 7, bytes[4] == UInt8(ascii: "-"), bytes[..<4].allSatisfy({ (48...57).contains($0) }),
      let year = Int(text.prefix(4)), (1900...2200).contains(year)
    else { return nil }
    let rest = text.dropFirst(5)
    let number = rest.first == "W" || rest.first == "Q" ? rest.dropFirst() : rest
    guard number.utf8.allSatisfy({ (48...57).contains($0) }), let index = Int(number) else { return nil }
    switch (rest.first, rest.count) {
    case ("W", 3):
      let first = PeriodName.firstMonday(year)
      guard index >= 1, first + 7 * (index - 1) < PeriodName.firstMonday(year + 1) else { return nil }
      (step, start, end) = (.week, first + 7 * (index - 1), first + 7 * index)
    case ("Q", 2):
      guard (1...4).contains(index), let day = Day(year: year, month: 3 * index - 2, day: 1) else { return nil }
      (step, start, end) = (.quarter, day, day.firstOfMonth(adding: 3))
    case (_, 2) where rest.count == number.count:
      guard let day = Day(year: year, month: index, day: 1) else { return nil }
      (step, start, end) = (.month, day, day.firstOfMonth(adding: 1))
    default: return nil
    }
  }

  /// Monday of the ISO week 1 of a year: the week that holds 4 January.
  private static func firstMonday(_ year: Int) -> Day {
    let fourth = Day(year: year, month: 1, day: 4)!
    return fourth + -weekday(fourth)
  }

  /// Days since Monday.
  static func weekday(_ day: Day) -> Int { ((day.number + 3) % 7 + 7) % 7 }
}

extension Period {
  /// So many periods from a first day, or nil where no period of that step starts on it.
  static func sequence(from start: Day, step: PeriodName.Step, count: Int) -> [Period]? {
    let (_, month, day) = start.civil
    switch step {
    case .month, .quarter:
      let months = step == .month ? 1 : 3
      guard day == 1, (month - 1) % months == 0 else { return nil }
      return (0..<count).map { index in
        let first = start.firstOfMonth(adding: months * index)
        let (year, month, _) = first.civil
        let id = step == .month ? String(first.description.prefix(7)) : "\(year)-Q\((month + 2) / 3)"
        return Period(id: id, start: first, end: first.firstOfMonth(adding: months))
      }
    case .week:
      guard PeriodName.weekday(start) == 0 else { return nil }
      return (0..<count).map { index in
        let monday = start + 7 * index
        // A week belongs to the year of its Thursday.
        let thursday = monday + 3
        let year = thursday.civil.year
        let week = (thursday - Day(year: year, month: 1, day: 1)!) / 7 + 1
        return Period(id: "\(year)-W\(week < 10 ? "0" : "")\(week)", start: monday, end: monday + 7)
      }
    }
  }
}
