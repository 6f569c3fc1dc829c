import Fleet

/// The first unit of what is bought brings its building with it.
///
///     sign[l] <= max_units * bought[l],  bought[l] in {0, 1}      (units; per tranche with capital of its own)
///     building[l] = its price * bought[l]                         (M USD)
///
/// It has no limit of its own: what the building costs stands in ``CapitalPayments``.
enum FirstUnit: Rule {
  static let name = "first-unit"
  static let statement = "units signed of a tranche <= its most units, if its building is bought (units)"

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure("unit") }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for signing in decisions.signings.all {
      guard let bought = signing.bought, case .optional(_, let most) = model.case[signing.tranche].size else {
        continue
      }
      draft.row(
        name, Key(.tranche(signing.tranche), .path(signing.path)), [(signing.column, 1), (bought, -Double(most))],
        upper: 0, isLimit: false)
      guard let building = signing.building, let capital = model.case[signing.tranche].capital else { continue }
      draft.row(
        name, Key(.tranche(signing.tranche), .path(signing.path), .part(.signed)),
        [(building, 1), (bought, -capital.once / 1e6)], lower: 0, upper: 0, isLimit: false)
    }
  }

  static func priced(_ key: Key, _ names: Names) -> String { "the first unit of \(names.subject(key.first)!)" }

  static func unmet(_ key: Key, _ names: Names) -> String { "\(names.subject(key.first)!) is not bought" }
}
