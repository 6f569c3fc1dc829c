import Fleet

extension Column {
  /// The day that a text is, or what to write for it.
  static func day(_ text: String) -> Result<Day, Refusal> {
    if let day = Day(text) {
      if (1900...2200).contains(day.civil.year) { return .success(day) }
      return .failure(Refusal("a date lies in the years 1900 to 2200", "Check the year."))
    }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    if parts.map(\.count) == [4, 2, 2], let numbers = numbers(parts) { return .failure(noSuchDay(numbers)) }
    let meant = readings(text).map(\.description)
    var remedy = "Write the year, the month and the day, as in 2026-07-31."
    if !meant.isEmpty { remedy = "Write \(listed(meant))\(meant.count > 1 ? ", whichever is meant" : "")." }
    return .failure(Refusal("a date is written YYYY-MM-DD", remedy))
  }

  private static func noSuchDay(_ numbers: [Int]) -> Refusal {
    let message = "there is no such day in the calendar"
    guard let first = Day(year: numbers[0], month: numbers[1], day: 1) else {
      return Refusal(message, "Write a month from 01 to 12.")
    }
    return Refusal(message, "Write a day from \(first) to \(first.firstOfMonth(adding: 1) + -1).")
  }

  /// The days that a date in another form may mean: two where day and month cannot be told apart.
  private static func readings(_ text: String) -> [Day] {
    var parts = text.split(omittingEmptySubsequences: false) { "-/. ".contains($0) }
    if parts.count == 1, text.utf8.count == 8 {
      parts = [text.prefix(4), text.dropFirst(4).prefix(2), text.dropFirst(6)]
    }
    guard parts.count == 3, let numbers = numbers(parts) else { return [] }
    var orders: [[Int]] = []
    if parts[0].count == 4 { orders = [[0, 1, 2]] }
    if parts[2].count == 4 { orders = [[2, 1, 0], [2, 0, 1]] }
    let days = orders.compactMap { Day(year: numbers[$0[0]], month: numbers[$0[1]], day: numbers[$0[2]]) }
    return days.count == 2 && days[0] == days[1] ? [days[0]] : days
  }

  private static func numbers(_ parts: [Substring]) -> [Int]? {
    let numbers = parts.compactMap { part in part.utf8.allSatisfy { (48...57).contains($0) } ? Int(part) : nil }
    return numbers.count == parts.count ? numbers : nil
  }
}
