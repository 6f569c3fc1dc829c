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
      return parse(text, unit, measured: measured).flatMap {
        inRange($0, range, isPercent: text.hasSuffix("%")).map { .number($0) }
      }
    case .whole(let unit, let range):
      return parse(text, unit, measured: measured).flatMap { whole($0, range) }
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

  /// A number; where a cell has a unit behind it, the remedy is the number in the column's own.
  private func parse(_ text: String, _ unit: QuantityUnit, measured: Bool) -> Result<Double, Refusal> {
    if measured { return unit.parse(text) }
    return NumberGrammar.number(text).mapError { refusal in
      guard refusal == NumberGrammar.measured else {
        return refusal
      }
      if case .success(let number) = unit.parse(text) { return Refusal(refusal.message, "Write \(number.shortest).") }
      return unit.name.isEmpty ? refusal : Refusal(refusal.message, "Write the number alone, in \(unit.name).")
    }
  }

  private func inRange(_ value: Double, _ range: NumberRange, isPercent: Bool = false) -> Result<Double, Refusal> {
    if range.contains(value) { return .success(value) }
    var remedy = "Write a number that is \(range)\(unit.map { $0.name.isEmpty ? "" : ", in \($0.name)" } ?? "")."
    if unit?.takesPercent == true, !isPercent, value >= 2, range.contains(value / 100) {
      remedy = "Write a fraction: \((value / 100).shortest) for \(value.shortest) %."
    }
    return .failure(Refusal("\(noun) \(verb) \(range)", remedy))
  }

  private func whole(_ value: Double, _ range: NumberRange) -> Result<Value, Refusal> {
    if value.magnitude < 1e15, value != value.rounded() {
      return .failure(Refusal("\(noun) \(verb) a whole number", "Write \(Int(value.rounded()))."))
    }
    return inRange(value, range).flatMap {
      Int(exactly: $0).map { .success(.whole($0)) }
        ?? .failure(Refusal("the number is too large", "Write a smaller one."))
    }
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
    if bytes.count > 100 { return .failure(Refusal("an id has at most 100 characters", "Shorten it, everywhere.")) }
    let letters: (UInt8) -> Bool = { (97...122).contains($0) || (48...57).contains($0) }
    let isPart: (UInt8) -> Bool = { letters($0) || $0 == 45 || (points && ($0 == 46 || $0 == 95)) }
    if let first = bytes.first, letters(first), bytes.allSatisfy(isPart) {
      return .success(text)
    }
    let simple = String(
      text.lowercased().unicodeScalars.map { $0.value < 128 && isPart(UInt8($0.value)) ? Character($0) : "-" }
    ).split(separator: "-").joined(separator: "-")
    return .failure(
      Refusal(
        points
          ? "a name has small letters a to z, digits, points and hyphens, and starts with a letter or digit"
          : "an id has small letters a to z, digits and hyphens, and starts with a letter or digit",
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

  private static func zone(_ text: String) -> Result<String, Refusal> {
    let known = TimeZone.knownTimeZoneIdentifiers
    // The known names lack some of the database's, such as Asia/Kolkata; without a slash there are abbreviations too.
    if known.contains(text) || text == "UTC" || text.contains("/"), TimeZone(identifier: text) != nil {
      return .success(text)
    }
    return .failure(
      Refusal(
        "this is not a time zone",
        suggestion(text, among: known + ["UTC"]) + "Write a name such as America/Chicago, or UTC."))
  }
}
