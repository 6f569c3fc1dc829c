/// Where a rule is looked at: a path, a slice of it, and whom the rule is about.
struct Occasion {
  var path: String
  /// The period's id for its first slice, the start for a later one; nil for rules over longer times.
  var time: String?
  var subjects: [String]

  /// `colossus-1,2026-07`, and `colossus-1,2026-07@notice-2026-07` on a notice path.
  var key: String {
    (subjects + [time].compactMap { $0 }).joined(separator: ",") + (path == "base" ? "" : "@" + path)
  }
}

/// Every comparison made, what broke, and how tight each rule is.
final class Ledger {
  /// A limit as it was recomputed, for `rules.csv` to agree with.
  struct Fact {
    let occasion: Occasion
    let unit: String
    let limit: Double
    let use: Double
  }

  /// What no row and no check asks, since it cannot come about.
  var isMoot: (String, Occasion) -> Bool = { _, _ in false }
  private(set) var violations: [Violation] = []
  private(set) var checks = 0
  private(set) var facts: [String: [Fact]] = [:]
  private var tightest: [String: (scaled: Double, amount: Double, unit: String)] = [:]
  private var order: [String] = []

  var worst: [(rule: String, amount: Double, unit: String)] {
    order.map { ($0, tightest[$0]!.amount, tightest[$0]!.unit) }
  }

  /// An inequality: use <= limit, to 1e-6 of the limit's size.
  func atMost(
    _ rule: String, _ occasion: Occasion, use: Double, limit: Double, unit: String, at row: Row?,
    _ what: @autoclosure () -> String
  ) {
    guard !isMoot(rule, occasion) else { return }
    facts[rule, default: []].append(Fact(occasion: occasion, unit: unit, limit: limit, use: use))
    settle(rule, occasion, slack: limit - use, limit: limit, unit: unit) {
      "\(row?.place ?? "plan"): \(what()) is \(use) \(unit), \(use - limit) more than the \(limit) allowed."
    }
  }

  /// An inequality: use >= limit, to 1e-6 of the limit's size.
  func atLeast(
    _ rule: String, _ occasion: Occasion, use: Double, limit: Double, unit: String, at row: Row?,
    _ what: @autoclosure () -> String
  ) {
    guard !isMoot(rule, occasion) else { return }
    facts[rule, default: []].append(Fact(occasion: occasion, unit: unit, limit: limit, use: use))
    settle(rule, occasion, slack: use - limit, limit: limit, unit: unit) {
      "\(row?.place ?? "plan"): \(what()) is \(use) \(unit), \(limit - use) short of the \(limit) required."
    }
  }

  /// An identity: a written figure and the same figure recomputed.
  func equal(
    _ rule: String, _ written: Double, _ sum: Sum, unit: String, key: String, _ what: @autoclosure () -> String
  ) {
    let difference = abs(written - sum.value)
    let allowed = Ledger.tolerance(max(abs(written), sum.size), unit: unit)
    note(rule, slack: -difference, scaled: -difference / allowed, unit: unit)
    // Negated, so that a difference which is no number breaks the identity.
    guard !(difference <= allowed) else { return }
    violations.append(
      Violation(
        rule: rule, key: key, amount: difference, unit: unit,
        sentence: "\(what()) is \(written) \(unit), but by the other tables and the case it is \(sum.value)."))
  }

  /// An identity of one cell of a row.
  func equal(_ rule: String, _ row: Row, _ column: String, _ sum: Sum, unit: String) {
    equal(rule, row[column], sum, unit: unit, key: row.key, "\(row.place): \(column)")
  }

  /// A statement that is true or false.
  func require(_ rule: String, _ holds: Bool, key: String, _ sentence: () -> String) {
    note(rule, slack: holds ? 0 : -1, scaled: holds ? 0 : -.infinity, unit: "")
    guard !holds else { return }
    violations.append(Violation(rule: rule, key: key, amount: 1, unit: "", sentence: sentence()))
  }

  /// How far a written figure may be from a recomputed one: 1e-9 of the size of its terms, but always less than half
  /// of one GPU, kW, dollar or unit of work, so that one of these more or less never passes (work of more than 4e12
  /// units is told apart to 1e-13 of its size); and a floor for figures near zero.
  static func tolerance(_ size: Double, unit: String) -> Double {
    switch unit {
    case "": 1e-12 + 1e-9 * size
    case "USD": max(1e-4, min(0.4, 1e-9 * size))
    case "GPUs", "kW": max(1e-6, min(0.4, 1e-9 * size))
    default: max(1e-6, min(0.4, 1e-9 * size), 1e-13 * size)
    }
  }

  private func settle(
    _ rule: String, _ occasion: Occasion, slack: Double, limit: Double, unit: String, sentence: () -> String
  ) {
    let allowed = 1e-6 * max(1, abs(limit))
    note(rule, slack: slack, scaled: slack / allowed, unit: unit)
    guard !(slack >= -allowed) else { return }
    violations.append(
      Violation(rule: rule, key: occasion.key, amount: -slack, unit: unit, sentence: sentence()))
  }

  private func note(_ rule: String, slack: Double, scaled: Double, unit: String) {
    checks += 1
    guard let known = tightest[rule] else {
      order.append(rule)
      tightest[rule] = (scaled, slack, unit)
      return
    }
    let isTighter = scaled < known.scaled || scaled.isNaN || scaled == known.scaled && known.unit.isEmpty
    if isTighter { tightest[rule] = (scaled, slack, unit) }
  }
}
