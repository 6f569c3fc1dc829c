import Fleet

/// The numbers that a column takes.
public struct NumberRange: Hashable, Sendable, CustomStringConvertible {
  let low: Double
  let high: Double
  let excludesLow: Bool

  static let any = NumberRange(low: -.infinity, high: .infinity, excludesLow: false)
  static let share = NumberRange(low: 0, high: 1, excludesLow: false)
  static let positive = NumberRange(low: 0, high: .infinity, excludesLow: true)
  static let positiveShare = NumberRange(low: 0, high: 1, excludesLow: true)
  static func atLeast(_ low: Double) -> NumberRange { NumberRange(low: low, high: .infinity, excludesLow: false) }
  static func between(_ low: Double, _ high: Double) -> NumberRange {
    NumberRange(low: low, high: high, excludesLow: false)
  }

  func contains(_ value: Double) -> Bool { (excludesLow ? value > low : value >= low) && value <= high }

  /// `0 or more`, `more than 0`, `0 to 1`.
  public var description: String {
    switch (low.isFinite, high.isFinite) {
    case (true, true):
      excludesLow ? "more than \(low.shortest), at most \(high.shortest)" : "\(low.shortest) to \(high.shortest)"
    case (true, false): excludesLow ? "more than \(low.shortest)" : "\(low.shortest) or more"
    default: "any number"
    }
  }
}

/// One column of a table, or one key of `case.yaml`: what the reader takes, what errors say, what the pages show.
public struct Column: Sendable {
  /// What a cell holds.
  public enum Kind: Sendable {
    /// A new id: `[a-z0-9][a-z0-9-]*`.
    case id
    /// A name from outside, such as a model's: as an id, and with points.
    case label
    /// Any text.
    case text
    case number(QuantityUnit, NumberRange)
    case whole(QuantityUnit, NumberRange)
    case choice([String])
    /// `YYYY-MM-DD`.
    case day
    /// `2026-07`, `2026-W27` or `2026-Q3`.
    case period
    /// A name of the IANA time zone database.
    case zone
    /// `true` or `false`.
    case flag
    /// The id of a row in another table, by that table's singular.
    case reference(String)
    /// Ids of rows in another table, separated by spaces.
    case references(String)
    /// The name of a parameter: `site.colossus-1.power`.
    case parameter
    /// `mean`, or a quantile such as `p10`.
    case planOn
  }

  /// What an empty cell means.
  public enum Presence: Sendable {
    /// An empty cell is a finding.
    case required
    /// An empty cell is read as this text.
    case standard(String)
    /// An empty cell has a meaning of its own: `no limit`.
    case blank(String)
  }

  /// The name with its unit: `power_mw`.
  public let name: String
  public let kind: Kind
  public let presence: Presence
  /// What it is, as the subject of a sentence: `a site's power limit`.
  public let noun: String
  /// More about it, in whole sentences; may be empty.
  public let more: String
  /// The last part of the name by which `set:` and `--set` change it; nil where they cannot.
  public let parameter: String?
  /// Whether `prices.csv`, or a period at the end of the parameter's name, may give it another value in a period.
  public let variesByPeriod: Bool
  /// Outside of these values a warning asks whether the unit is right.
  let plausible: ClosedRange<Double>?

  init(
    _ name: String, _ kind: Kind, _ presence: Presence, _ noun: String, more: String = "", parameter: String? = nil,
    varies: Bool = false, plausible: ClosedRange<Double>? = nil
  ) {
    self.name = name
    self.kind = kind
    self.presence = presence
    self.noun = noun
    self.more = more
    self.parameter = parameter
    self.variesByPeriod = varies
    self.plausible = plausible
  }

  /// Whether an empty cell is a finding.
  public var isRequired: Bool { if case .required = presence { true } else { false } }

  /// Whether a cell is any text, spaces included.
  var isText: Bool { if case .text = kind { true } else { false } }

  /// The unit of a column of numbers.
  public var unit: QuantityUnit? {
    switch kind {
    case .number(let unit, _), .whole(let unit, _): unit
    default: nil
    }
  }

  /// `is` or `are`, by the noun's head: `the GPUs in a unit`, but `the basis of a limit`.
  var verb: String {
    let words = noun.split(separator: " ")
    let ends: Set<Substring> = ["of", "in", "that", "from", "to", "at", "on", "by"]
    guard let head = words.prefix(while: { !ends.contains($0) }).last, !["who", "where", "whether"].contains(words[0])
    else { return "is" }
    return head.hasSuffix("s") && !head.hasSuffix("ss") && !head.hasSuffix("is") ? "are" : "is"
  }

  /// What a cell holds, as what to write: `a number in MW, 0 or more`.
  var wanted: String {
    let plain = type.filter { $0 != "`" }
    return switch kind {
    case .choice, .flag, .planOn: plain
    case .reference: "the " + plain
    default: "a " + plain
    }
  }

  /// What is doubtful about a number that columns of this kind seldom hold.
  func doubt(of number: Double) -> Refusal? {
    guard let plausible, !plausible.contains(number), number != 0, let unit else { return nil }
    let range = "\(plausible.lowerBound.shortest) to \(plausible.upperBound.shortest)"
    let remedy =
      unit.takesPercent
      ? "Check the unit: 8 % is 0.08."
      : unit.name.isEmpty
        ? "Check the decimal point." : "Check the unit: is it written in another one, by a factor of 1,000?"
    return Refusal("\(noun) \(verb) seldom outside \(range)\(unit.name.isEmpty ? "" : " " + unit.name)", remedy)
  }

  /// What a cell holds, for a page: `number in MW, 0 or more`.
  public var type: String {
    func measured(_ noun: String, _ unit: QuantityUnit, _ range: NumberRange) -> String {
      (unit.name.isEmpty ? noun : "\(noun) in \(unit.name)") + ", \(range)"
    }
    return switch kind {
    case .id: "new id"
    case .label: "name"
    case .text: "text"
    case .number(let unit, let range): measured("number", unit, range)
    case .whole(let unit, let range): measured("whole number", unit, range)
    case .choice(let names): listed(names.map { "`\($0)`" })
    case .day: "date `YYYY-MM-DD`"
    case .period: "period such as `2026-07`"
    case .zone: "time zone such as `America/Chicago`"
    case .flag: "`true` or `false`"
    case .reference(let table): "id of a \(table)"
    case .references(let table): "ids of \(table) rows, separated by spaces"
    case .parameter: "parameter name"
    case .planOn: "`mean` or a quantile such as `p10`"
    }
  }
}
