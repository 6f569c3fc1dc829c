import Fleet

/// No site draws more water than it may.
///
///     sum over the window of WUE * mean kW * H / 1000 <= water[s] + modules' water          (m3; per site, window and path)
///     before the permit's first day: WUE * peak kW * H / 1000 <= 0                        (m3; per site, per slice)
///
/// A window is a period, a fiscal year or the horizon; of several periods the first one's limit counts, and the modules
/// that are in service in its last slice. With cooling modes WUE is that of the mode, and before the permit none that
/// takes water is at work, not even at the peak. The dual is USD per m3.
enum SiteWater: Rule {
  static let name = "site-water"
  static let statement = "water per IT kWh * mean IT kWh <= what the site may draw (m3, per window and path)"
  static let isMootOnceLeft = true

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure("m3") }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for (index, site) in model.case.sites.enumerated() {
      if let limit = site.water.limit {
        write(Ref(index), site, limit, into: &draft, decisions, model)
      }
      guard let from = site.water.from else { continue }
      for node in model.timeline.nodes where !model.case.isReached(from, of: Ref(index), at: node) {
        let use = model.waterAtPeak(of: Ref(index), at: node, decisions)
        guard !use.isEmpty else { continue }
        draft.row(name, Key(.site(Ref(index)), .part(.withoutPermit), at: node), use, upper: 0)
      }
    }
  }

  private static func write(
    _ ref: Ref<Site>, _ site: Site, _ limit: PeriodValue, into draft: inout Draft, _ decisions: Decisions,
    _ model: Model
  ) {
    for window in model.windows(site.water.window) {
      let use = window.nodes.flatMap { model.parts(of: .water, at: ref, $0, decisions) }
      guard !use.isEmpty else { continue }
      let added = decisions.added(to: ref, at: window.nodes.last!, model) { $0.water }
      draft.row(
        name, model.key(.site(ref), over: window, site.water.window), use.map { ($0.column, $0.amount) },
        upper: limit[window.nodes[0].period], limitTerms: added, isGiven: true)
    }
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    "one more m3 of water at \(names.subject(key.first)!) \(names.over(key))"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "\(names.subject(key.first)!) may draw too little water \(names.over(key))"
  }
}
