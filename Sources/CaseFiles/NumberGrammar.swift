import Foundation

/// The one grammar of numbers: digits, a point, an exponent, and nothing that another program may read otherwise.
///
///     number = [ "-" ] ( "0" | nonzero { digit } ) [ "." digit { digit } ]
///              [ ("e" | "E") [ "+" | "-" ] digit { digit } ]
///
/// There is no nan, inf, hex, octal, underscore, separator of thousands, decimal comma or sign `+`; a number too
/// large for 64-bit floating point, or one that would silently become 0, is refused.
enum NumberGrammar {
  /// The number that a text is, or why it is none.
  static func number(_ text: String) -> Result<Double, Refusal> {
    let bytes = Array(text.utf8)
    guard bytes.count <= 40, end(of: bytes) == bytes.count, let value = Double(text) else {
      return .failure(refusal(text))
    }
    guard value.isFinite else { return .failure(Refusal("the number is too large to be held", "Write a smaller one.")) }
    if value == 0, bytes.prefix(while: { $0 | 32 != 101 }).contains(where: { (49...57).contains($0) }) {
      return .failure(Refusal("the number is too small to be told from 0", "Write 0."))
    }
    return .success(value == 0 ? 0 : value)
  }

  /// Where the longest number at the start of a text ends; 0 where there is none.
  static func end(of bytes: some Collection<UInt8>) -> Int {
    let bytes = Array(bytes.prefix(64))
    func digits(_ from: Int) -> Int { from + bytes[from...].prefix { (48...57).contains($0) }.count }
    var i = bytes.first == 45 ? 1 : 0
    let whole = digits(i)
    guard whole > i, bytes[i] != 48 || whole == i + 1 else { return 0 }
    i = whole
    if i < bytes.count, bytes[i] == 46 {
      let fraction = digits(i + 1)
      guard fraction > i + 1 else { return i }
      i = fraction
    }
    guard i < bytes.count, bytes[i] | 32 == 101 else { return i }
    let sign = i + 1 < bytes.count && (bytes[i + 1] == 43 || bytes[i + 1] == 45) ? 1 : 0
    let exponent = digits(i + 1 + sign)
    return exponent > i + 1 + sign ? exponent : i
  }

  /// Why a text is no number, and what to write.
  private static func refusal(_ text: String) -> Refusal {
    let lower = text.lowercased()
    let digits = text.filter(\.isNumber)
    if text.utf8.count > 40 { return Refusal("a number has at most 40 characters", "Write fewer digits.") }
    if text.trimmingCharacters(in: .whitespaces) != text {
      return Refusal("there are spaces around the number", "Take them out.")
    }
    if ["nan", "inf", "infinity", "+inf", "-inf", ".nan", ".inf", "-.inf", "-infinity"].contains(lower) {
      return Refusal("there is no such number here", "Write a finite number, or leave the cell empty if it may be.")
    }
    if ["n/a", "na", "null", "~", "none", "-", "?", "#n/a", "tbd"].contains(lower) {
      return Refusal("this is not a number", "Leave the cell empty if the value is unknown and may be.")
    }
    if ["yes", "no", "true", "false", "on", "off", "y", "n"].contains(lower) {
      return Refusal("this is a switch, not a number", "Write a number.")
    }
    if lower.hasPrefix("0x") || lower.hasPrefix("0o") || lower.hasPrefix("0b") {
      return Refusal("numbers are decimal", "Write it in digits 0 to 9.")
    }
    if text.contains("_") { return Refusal("digits are not grouped by underscores", "Write \(digits).") }
    if text.contains(",") {
      return Refusal("a comma is neither a decimal point nor a separator of thousands", "Write 1234.5 for 1,234.5.")
    }
    if text.hasPrefix("+") { return Refusal("a number has no plus sign", "Write \(text.dropFirst()).") }
    if text.hasPrefix("0") || text.hasPrefix("-0"), digits == text || "-" + digits == text {
      return Refusal("a number does not start with 0, which some programs read as octal", "Take out the first 0.")
    }
    if text.hasPrefix(".") || text.hasSuffix(".") {
      return Refusal("a decimal point stands between digits", "Write 0.5 for .5 and 5 for 5.")
    }
    if let currency = Currency.other(in: text) { return Currency.refusal(currency) }
    let start = end(of: text.utf8)
    if start > 0, digits.count == text.utf8.prefix(start).filter({ (48...57).contains($0) }).count {
      return Refusal(
        "a cell of this column is a number alone: the unit stands in the column's name",
        "Write \(text.prefix(start)), in the unit of the column.")
    }
    return Refusal("this is not a number", "Write digits with a decimal point, such as 12.5.")
  }
}

/// Why a text cannot be read, and what to do about it.
struct Refusal: Error, Hashable {
  var message: String
  var remedy: String

  init(_ message: String, _ remedy: String) {
    self.message = message
    self.remedy = remedy
  }
}

/// Money other than the dollar, which this program does not convert.
enum Currency {
  private static let others = [
    "eur", "gbp", "chf", "cny", "rmb", "jpy", "cad", "aud", "inr", "sek", "nok", "dkk", "sgd", "krw", "aed", "sar",
  ]
  private static let signs: [Character: String] = ["€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW"]

  /// The other currency that a value or a column's name mentions.
  static func other(in text: String) -> String? {
    if let sign = text.first(where: { signs[$0] != nil }) { return signs[sign] }
    let words = text.lowercased().split { !$0.isLetter }
    for word in words {
      for code in others where word == code { return code.uppercased() }
      for code in others where ["k", "m", "b"].contains(where: { word == $0 + code }) { return code.uppercased() }
    }
    return nil
  }

  static func refusal(_ currency: String) -> Refusal {
    Refusal("money is in USD only, not in \(currency)", "Convert it to USD and say the rate in the note.")
  }
}
