import Fleet

/// No more is let out than may be: CO2 by all sites together, and by a site into its own air.
///
///     sum over s and t of kg CO2 per MWh * MWh / 1000 <= carbon cap                       (t; per fiscal year or horizon, per path)
///     sum over t of kg per MWh * MWh        <= 1000 * local cap[s]                        (kg; per site and fiscal year, per path)
///
/// MWh are those at the meter: mean kW * PUE_mean * H / 1000. The dual is USD per t of CO2, and per kg of local air, of
/// which a MWh makes so little that its tonnes would be lost in rounding.
enum CarbonCap: Rule {
  static let name = "carbon-cap"
  static let statement =
    "kg per MWh * MWh at the meter <= the cap, of CO2 (t) and of local air (kg), per window and path"
  static let isMootOnceLeft = true

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure(unit(key)) }

  private static func unit(_ key: Key) -> String { key.first == .part(.co2) ? "t" : "kg" }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    let options = model.case.options
    if let cap = options.carbonCap {
      for window in model.windows(options.carbonWindow) {
        let use = model.case.sites.indices.flatMap { index in
          amounts(at: Ref(index), window, decisions, model) { $0.carbonIntensity[$1] / 1000 }
        }
        guard !use.isEmpty else { continue }
        draft.row(name, model.key(.part(.co2), over: window, options.carbonWindow), use, upper: cap)
      }
    }
    for (index, site) in model.case.sites.enumerated() {
      guard let cap = site.localAir.cap else { continue }
      for window in model.windows(.year) {
        let use = amounts(at: Ref(index), window, decisions, model) { $0.localAir.intensity[$1] }
        guard !use.isEmpty else { continue }
        draft.row(name, model.key(.site(Ref(index)), over: window, .year), use, upper: 1000 * cap)
      }
    }
  }

  private static func amounts(
    at site: Ref<Site>, _ window: PathWindow, _ decisions: Decisions, _ model: Model,
    _ factor: (_ site: Site, _ period: Int) -> Double
  ) -> Terms {
    window.nodes.flatMap { node -> Terms in
      let perMWh = factor(model.case[site], node.period)
      guard perMWh > 0 else { return [] }
      return model.parts(of: .energy, at: site, node, decisions).map { ($0.column, perMWh * $0.amount) }
    }
  }

  private static func noun(_ key: Key, _ names: Names) -> String {
    key.first == .part(.co2) ? "CO2" : "local air at \(names.subject(key.first)!)"
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    "one more \(unit(key)) of \(noun(key, names)) \(names.over(key))"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "what must run lets out more than the cap on \(noun(key, names)) \(names.over(key))"
  }
}
