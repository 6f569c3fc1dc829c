import Fleet

/// No site draws more power than it has.
///
///     basis it:       sum of kW_p * x[w,o,p,t] <= power[s,t]                      (IT kW; per site, per slice)
///     basis utility:  PUE_peak * sum of kW_p * x[w,o,p,t] <= power[s,t]           (utility kW)
///     with modes:     sum over m of PUE_peak[m] * cool[m,t] <= power[s,t]         (utility kW)
///     power[s,t] = (power[s] + steps + modules in service) * (1 - redundancy share)
///
/// kW_p is the peak draw of one GPU at its operating point with its share of the node or rack; GPUs without work are off.
/// In a slice with an outage the row is one of ``SiteOutage``. The dual is USD per kW over the slice; planners read USD
/// per MW.
enum SitePower: Rule {
  static let name = "site-power"
  static let statement =
    "sum of kW per GPU * GPUs at work, times the peak PUE on the utility basis, <= the site's power (kW, per slice)"

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure("MW", rowUnits: 1000) }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for node in model.timeline.nodes {
      for index in model.case.sites.indices where model.case.outageShare(.power, of: Ref(index), at: node) == nil {
        draft.limit(
          name, .power, of: Ref(index), Key(.site(Ref(index)), at: node), at: node, decisions, model)
      }
    }
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    "one more MW at \(names.subject(key.first)!) \(names.when(key))"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "\(names.subject(key.first)!) has too little power \(names.when(key))"
  }
}
