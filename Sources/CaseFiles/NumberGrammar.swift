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
}

/// Why a text cannot be read, and what to do about it.
struct Refusal: Error, Hashable {
  var message: String
  var remedy: String

  static let spaces = Refusal(
    "there are spaces around the text", "Take them out: a space after a comma is part of the cell.")

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
