import Fleet

/// What the CO2 of power costs.
///
///     carbon price * kg per MWh * MWh at the meter / 1000          (USD; per tenant and site, per slice)
enum Carbon: CostTerm {
  static let name = CostTermName.carbon
  static let statement = "carbon price * kg of CO2 per MWh * MWh at the meter / 1000 (USD)"

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    let price = model.case.options.carbonPrice
    draft.charge(name, by: .energy, decisions, model) { price * $0.carbonIntensity[$1] / 1000 }
  }
}
