import Fleet

/// What water costs.
///
///     price * WUE * H * mean kW / 1000          (USD; per tenant and site, per slice)
///
/// With cooling modes a tenant pays as for ``Energy``.
enum Water: CostTerm {
  static let name = CostTermName.water
  static let statement = "water price * water per IT kWh * mean IT kWh / 1000 (USD)"

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    draft.charge(name, by: .water, decisions, model) { $0.water.price[$1] }
  }
}
