import Fleet
import Foundation

/// What a cell says, once it is understood.
enum Value: Hashable, Sendable {
  case number(Double)
  case whole(Int)
  case text(String)
  case list([String])
  case day(Day)
  case flag(Bool)
}

extension Column {
  /// The value of a cell's text, or why it has none. The text is not empty.
  ///
  /// - Parameter measured: whether the text carries its unit, as in `case.yaml`.
  func decode(_ text: String, measured: Bool = false) -> Result<Value, Refusal> {
    switch kind {
    case .text: return .success(.text(text))
    case .id, .reference: return Column.id(text, points: false).map { .text($0) }
    case .label: return Column.id(text, points: true).map { .text($0) }
    case .references: return Column.ids(text)
    case .parameter: return .success(.text(text))
    case .number(let unit, let range):
      return (measured ? unit.parse(text) : NumberGrammar.number(text)).flatMap {
        inRange($0, range).map { .number($0) }
      }
    case .whole(let unit, let range):
      return (measured ? unit.parse(text) : NumberGrammar.number(text)).flatMap { whole($0, range) }
    case .choice(let names):
      if names.contains(text) { return .success(.text(text)) }
      return .failure(
        Refusal("\(noun) is \(listed(names))", suggestion(text, among: names) + "Write one of these, in small letters.")
      )
    case .flag:
      if text == "true" || text == "false" { return .success(.flag(text == "true")) }
      return .failure(Refusal("\(noun) is true or false", "Write true or false."))
    case .day: return Column.day(text).map { .day($0) }
    case .period:
      if PeriodName(text) != nil { return .success(.text(text)) }
      return .failure(
        Refusal("this is not a period", "Write a month as 2026-07, a week as 2026-W27, a quarter as 2026-Q3."))
    case .zone: return Column.zone(text).map { .text($0) }
    case .planOn:
      if text == "mean" || Column.quantile(text) != nil { return .success(.text(text)) }
      return .failure(Refusal("\(noun) is mean or a quantile from p1 to p99", "Write mean, or p10 to be careful."))
    }
  }

  private func inRange(_ value: Double, _ range: NumberRange) -> Result<Double, Refusal> {
    if range.contains(value) { return .success(value) }
    var remedy = "Write a number that is \(range)\(unit.map { $0.name.isEmpty ? "" : ", in \($0.name)" } ?? "")."
    if range.high == 1, value > 1, value <= 100 {
      remedy = "Write a fraction: \((value / 100).shortest) for \(value.shortest) %."
    }
    return .failure(Refusal("\(noun) is \(range)", remedy))
  }

  private func whole(_ value: Double, _ range: NumberRange) -> Result<Value, Refusal> {
    guard value == value.rounded(), value.magnitude < 1e15 else {
      return .failure(Refusal("\(noun) is a whole number", "Write \(Int(max(-1e15, min(1e15, value.rounded()))))."))
    }
    return inRange(value, range).map { .whole(Int($0)) }
  }

  /// The quantile of `p10`: 0.1.
  static func quantile(_ text: String) -> Double? {
    guard text.hasPrefix("p"), let percent = Int(text.dropFirst()), (1...99).contains(percent),
      String(percent) == text.dropFirst()
    else { return nil }
    return Double(percent) / 100
  }

  /// A text if it is an id.
  static func id(_ text: String, points: Bool) -> Result<String, Refusal> {
    let bytes = Array(text.utf8)
    let letters: (UInt8) -> Bool = { (97...122).contains($0) || (48...57).contains($0) }
    if let first = bytes.first, letters(first), bytes.count <= 100,
      bytes.allSatisfy({ letters($0) || $0 == 45 || (points && ($0 == 46 || $0 == 95)) })
    {
      return .success(text)
    }
    let simple = String(
      text.lowercased().unicodeScalars.map { $0.value < 128 && letters(UInt8($0.value)) ? Character($0) : "-" }.prefix(
        100)
    ).split(separator: "-").joined(separator: "-")
    return .failure(
      Refusal(
        "an id has small letters a to z, digits and hyphens, and starts with a letter or digit",
        simple.isEmpty ? "Write one such as colossus-1." : "Write \"\(simple)\", everywhere."))
  }

  private static func ids(_ text: String) -> Result<Value, Refusal> {
    var names: [String] = []
    for part in text.split(separator: " ", omittingEmptySubsequences: false) {
      if text.contains(",") || text.contains(";") || part.isEmpty {
        return .failure(Refusal("ids in a cell are separated by single spaces", "Write \"a b c\"."))
      }
      switch id(String(part), points: false) {
      case .success(let name):
        if names.contains(name) { return .failure(Refusal("\(name) stands here twice", "Take one out.")) }
        names.append(name)
      case .failure(let refusal): return .failure(refusal)
      }
    }
    return .success(.list(names))
  }

  private static func day(_ text: String) -> Result<Day, Refusal> {
    if let day = Day(text) {
      if (1900...2200).contains(day.civil.year) { return .success(day) }
      return .failure(Refusal("a date lies in the years 1900 to 2200", "Check the year."))
    }
    let digits = text.split(separator: "-", omittingEmptySubsequences: false)
    if digits.map(\.count) == [4, 2, 2], digits.allSatisfy({ $0.allSatisfy(\.isNumber) }) {
      return .failure(Refusal("there is no such day in the calendar", "Check the month and the day."))
    }
    return .failure(Refusal("a date is written YYYY-MM-DD", "Write it as 2026-07-01."))
  }

  private static func zone(_ text: String) -> Result<String, Refusal> {
    let known = TimeZone.knownTimeZoneIdentifiers
    if text == "UTC" || (known.contains(text) && TimeZone(identifier: text) != nil) { return .success(text) }
    return .failure(
      Refusal(
        "this is not a time zone",
        suggestion(text, among: known + ["UTC"]) + "Write a name such as America/Chicago, or UTC."))
  }
}
