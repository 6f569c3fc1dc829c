import Fleet
import Foundation

/// Numbers as people read them: rounded, with a unit or a suffix. Files never use these.
enum Figures {
  /// Three significant digits and a suffix: `7.78`, `12.3 M`, `1.25 B`; from 10^15 on in `T` with separators.
  static func short(_ value: Double) -> String {
    let magnitude = abs(value)
    if magnitude == 0 { return "0" }
    if magnitude < 0.001 { return String(format: "%.2g", value) }
    if magnitude >= 999.5e12 { return magnitude < 1e18 ? count(value / 1e12) + " T" : String(format: "%.2e", value) }
    var scaled = value
    for suffix in ["", " k", " M", " B", " T"] {
      let text = threeDigits(scaled)
      if abs(Double(text)!) < 1000 || suffix == " T" { return text + suffix }
      scaled /= 1000
    }
    return threeDigits(scaled)
  }

  /// Dollars and cents, for a price: `7.78`.
  static func cents(_ usd: Double) -> String { String(format: "%.2f", usd) }

  /// `USD 1.25 B`; `USD -310 M` for a cost.
  static func money(_ usd: Double) -> String { "USD " + short(usd) }

  /// With its sign, for a change: `+1.25 M`.
  static func change(_ usd: Double) -> String {
    let text = short(usd)
    return usd > 0 ? "+" + text : text
  }

  /// Whole numbers with separators: `219,944`.
  static func count(_ value: Double) -> String {
    let digits = Array(String(format: "%.0f", abs(value)))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return value < 0 && text != "0" ? "-" + text : text
  }

  /// Megawatts from kW: `291.6`, `0.082`; whole numbers as such.
  static func megawatts(_ kilowatts: Double) -> String {
    let value = kilowatts / 1000
    let text = String(format: "%.\(abs(value) >= 10 ? 1 : abs(value) >= 1 ? 2 : 3)f", value)
    let trimmed = String(text.reversed().drop { $0 == "0" }.drop { $0 == "." }.reversed())
    return trimmed.isEmpty ? "0" : trimmed
  }

  /// `98.4 %`. Only what is whole shows as 100 %: 99.97 % shows as 99.9 %.
  static func percent(_ share: Double) -> String {
    if share >= 1 - 1e-9 { return String(format: "%.0f %%", share * 100) }
    if abs(share) < 1e-9 { return "0 %" }
    let nearest = (share * 1000).rounded() / 10
    let tenths = nearest == 100 ? 99.9 : nearest
    return tenths == tenths.rounded() && tenths >= 10 && abs(share * 100 - tenths) < 1e-6
      ? String(format: "%.0f %%", tenths) : String(format: "%.1f %%", tenths)
  }

  /// `the worst 10 % of cases`; `the worst case` at level 1.
  static func tail(_ level: Double) -> String {
    level < 1 ? "the worst \(percent(1 - level)) of cases" : "the worst case"
  }

  /// At most four characters: `100%`, `98%`; again only the whole as 100%.
  static func shortPercent(_ share: Double) -> String {
    share >= 1 - 1e-9 ? "100%" : "\(Int((max(0, share) * 100 + 1e-9).rounded(.down)))%"
  }

  /// At most four characters: `950`, `1.2k`, `220k`, `1.2M`.
  static func shortCount(_ value: Double) -> String {
    if value < 999.5 { return String(format: "%.0f", value) }
    let (scaled, suffix) = value < 999_500 ? (value / 1000, "k") : (value / 1e6, "M")
    return String(format: scaled < 9.95 ? "%.1f" : "%.0f", scaled) + suffix
  }

  /// A gap or another small fraction: `0.031 %`, `0 %`, `under 0.0001 %`.
  static func fraction(_ value: Double) -> String {
    if value <= 1e-12 { return "0 %" }
    if value < 1e-6 { return "under 0.0001 %" }
    return String(format: "%.2g", value * 100) + " %"
  }

  private static func threeDigits(_ value: Double) -> String {
    let magnitude = abs(value)
    let places = magnitude >= 99.95 ? 0 : magnitude >= 9.995 ? 1 : magnitude >= 0.9995 ? 2 : 3
    return String(format: "%.\(places)f", value)
  }
}
