import Fleet

/// No more is let out than may be: CO2 by all sites together, and by a site into its own air.
///
///     sum over s and t of kg CO2 per MWh * MWh / 1000 <= carbon cap                       (t; per fiscal year or horizon, per path)
///     sum over t of kg per MWh * MWh / 1000 <= local cap[s]                               (t; per site and fiscal year, per path)
///
/// MWh are those at the meter: mean kW * PUE_mean * H / 1000. The dual is USD per t.
enum CarbonCap: Rule {
  static let name = "carbon-cap"
  static let statement =
    "kg per MWh * MWh at the meter / 1000 <= the cap, of CO2 and of local air (t, per window and path)"

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure("t") }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    let options = model.case.options
    if let cap = options.carbonCap {
      for window in model.windows(options.carbonWindow) {
        let use = model.case.sites.indices.flatMap { index in
          tonnes(at: Ref(index), window, decisions, model) { $0.carbonIntensity }
        }
        guard !use.isEmpty else { continue }
        draft.row(name, model.key(.part(.co2), over: window, options.carbonWindow), use, upper: cap)
      }
    }
    for (index, site) in model.case.sites.enumerated() {
      guard let cap = site.localAir.cap else { continue }
      for window in model.windows(.year) {
        let use = tonnes(at: Ref(index), window, decisions, model) { $0.localAir.intensity }
        guard !use.isEmpty else { continue }
        draft.row(name, model.key(.site(Ref(index)), over: window, .year), use, upper: cap)
      }
    }
  }

  private static func tonnes(
    at site: Ref<Site>, _ window: PathWindow, _ decisions: Decisions, _ model: Model, _ factor: (Site) -> PeriodValue
  ) -> Terms {
    window.nodes.flatMap { node -> Terms in
      let perMWh = factor(model.case[site])[node.period] / 1000
      guard perMWh > 0 else { return [] }
      return model.parts(of: .energy, at: site, node, decisions).map { ($0.column, perMWh * $0.amount) }
    }
  }

  private static func noun(_ key: Key, _ names: Names) -> String {
    key.first == .part(.co2) ? "CO2" : "local air at \(names.subject(key.first)!)"
  }

  static func priced(_ key: Key, _ names: Names) -> String { "one more t of \(noun(key, names)) \(names.over(key))" }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "what must run lets out more than the cap on \(noun(key, names)) \(names.over(key))"
  }
}
