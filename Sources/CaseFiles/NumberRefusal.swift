import Foundation

extension NumberGrammar {
  /// Why a text is no number, and what to write.
  static func refusal(_ text: String) -> Refusal {
    let lower = text.lowercased()
    if text.trimmingCharacters(in: .whitespaces) != text { return .spaces }
    if text.utf8.count > 40 { return Refusal("a number has at most 40 characters", "Write fewer digits.") }
    if let refusal = words[lower] { return refusal }
    return based(lower) ?? grouped(text) ?? signed(text) ?? pointed(text) ?? priced(text) ?? followed(text)
      ?? Refusal("this is not a number", "Write digits, with a decimal point where needed: 12 or 12.5.")
  }

  /// What other programs write for a number that there is not, or read as a switch.
  private static let words: [String: Refusal] = {
    let infinite = Refusal(
      "there is no such number here", "Write a finite number, or leave the cell empty if it may be.")
    let unknown = Refusal("this is not a number", "Leave the cell empty if the value is unknown and may be.")
    let switched = Refusal("this is a switch, not a number", "Write a number.")
    var words: [String: Refusal] = [:]
    for word in ["nan", "inf", "infinity"] {
      for sign in ["", "+", "-"] { (words[sign + word], words[sign + "." + word]) = (infinite, infinite) }
    }
    for word in ["n/a", "na", "null", "~", "none", "-", "?", "#n/a", "tbd"] { words[word] = unknown }
    for word in ["yes", "no", "true", "false", "on", "off", "y", "n"] { words[word] = switched }
    return words
  }()

  /// `0x10`, and `010`, which some programs read as 8.
  private static func based(_ text: String) -> Refusal? {
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where text.hasPrefix(prefix) {
      let meant = Int(text.dropFirst(2), radix: radix).map { "Write \($0)." }
      return Refusal("numbers are decimal", meant ?? "Write it in digits 0 to 9.")
    }
    let sign = text.hasPrefix("-") ? "-" : "", rest = text.dropFirst(sign.count), trimmed = rest.drop { $0 == "0" }
    guard rest.hasPrefix("0"), rest.dropFirst().first?.isASCIIDigit == true else { return nil }
    let number = sign + (trimmed.first?.isASCIIDigit == true ? "" : "0") + trimmed
    return Refusal(
      "a number does not start with 0, which some programs read as octal",
      isWhole(number) ? "Write \(number)." : "Take out the first 0.")
  }

  /// `1_000`, `1,000` and `1,5`: digits are not grouped, and a comma may mean two things.
  private static func grouped(_ text: String) -> Refusal? {
    if text.contains("_") {
      let number = text.filter { $0 != "_" }
      return Refusal(
        "digits are not grouped by underscores", isWhole(number) ? "Write \(number)." : "Take the underscores out.")
    }
    guard text.contains(",") else { return nil }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let point = parts.joined(separator: "."), none = parts.joined()
    var remedy = "Write 1234.5 for 1,234.5 and for 1.234,5."
    if isWhole(none), parts.dropFirst().allSatisfy({ $0.prefix { $0 != "." }.count == 3 }) {
      remedy = "Write \(none)" + (isWhole(point) ? ", or \(point) if the comma is a decimal point." : ".")
    } else if isWhole(point) {
      remedy = "Write \(point)."
    }
    return Refusal("a comma is neither a decimal point nor a separator of thousands", remedy)
  }

  private static func signed(_ text: String) -> Refusal? {
    guard text.hasPrefix("+") else { return nil }
    return Refusal("a number has no plus sign", "Write \(text.dropFirst()).")
  }

  /// `.5` and `5.`, and an exponent without digits.
  private static func pointed(_ text: String) -> Refusal? {
    for number in ["0" + text, text + "0"] where text.contains(".") && isWhole(number) {
      return Refusal(
        "a decimal point stands between digits", "Write \(text.hasPrefix(".") ? number : String(text.dropLast())).")
    }
    guard text.last.map({ "eE+-".contains($0) }) == true, isWhole(text + "0") else { return nil }
    return Refusal("digits follow the e of an exponent", "Write 1e6 for a million, or take the e out.")
  }

  private static func priced(_ text: String) -> Refusal? {
    if let currency = Currency.other(in: text) { return Currency.refusal(currency) }
    guard text.hasPrefix("$"), isWhole(String(text.dropFirst())) else { return nil }
    return Refusal("a number has no currency sign; money is in USD", "Write \(text.dropFirst()).")
  }

  /// A number with something behind it, which may be a unit.
  private static func followed(_ text: String) -> Refusal? {
    let start = end(of: text.utf8)
    guard start > 0, !text.utf8.dropFirst(start).contains(where: { (48...57).contains($0) }) else { return nil }
    return measured
  }

  /// What a number with a unit behind it is told.
  static let measured = Refusal(
    "a cell of this column is a number alone: the unit stands in the column's name", "Write the number alone.")

  /// Whether all of a text is a number.
  fileprivate static func isWhole(_ text: String) -> Bool { !text.isEmpty && end(of: text.utf8) == text.utf8.count }
}

extension Refusal {
  /// The same for a number that has its unit behind it: what is to be written has it too.
  func measured(in unit: String) -> Refusal {
    let number = remedy.dropFirst("Write ".count).dropLast()
    return NumberGrammar.isWhole(String(number)) ? Refusal(message, "Write \(number) \(unit).") : self
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
