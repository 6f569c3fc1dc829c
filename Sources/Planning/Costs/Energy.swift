import Fleet

/// What power costs at the meter.
///
///     price * PUE_mean * H * mean kW / 1000          (USD; per tenant and site, per slice)
///
/// Mean kW are those of ``Draw``. With cooling modes a tenant pays its kW at the least PUE of the site's modes, and what is
/// more is nobody's in particular.
enum Energy: CostTerm {
  static let name = CostTermName.energy
  static let statement =
    "energy price * mean PUE * H * (idle kW * GPUs + (kW - idle kW) * mean work / rate) / 1000 (USD)"

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    draft.charge(name, by: .energy, decisions, model) { $0.energyPrice[$1] }
  }
}

extension Draft {
  /// Books what a meter counts at a price per unit, of a site in a period.
  mutating func charge(
    _ term: CostTermName, by meter: Meter, _ decisions: Decisions, _ model: Model, _ price: (Site, Int) -> Double
  ) {
    for node in model.timeline.nodes {
      for (index, site) in model.case.sites.enumerated() {
        let price = price(site, node.period)
        guard price != 0 else { continue }
        for part in model.parts(of: meter, at: Ref(index), node, decisions) {
          earn(term, at: node, tenant: part.tenant, site: Ref(index), part.column, usd: -price * part.amount)
        }
      }
    }
  }
}
