import Fleet

/// While part of a site is out, it uses no more than what is left.
///
///     use of power, air or liquid <= share left * limit[s,t]          (kW; per site and limit, per slice with an outage)
///     share left = max(0, 1 - sum over the outages of (1 - share))
///
/// Use and limit are those of ``SitePower`` and ``SiteCooling``, whose rows it takes the place of. The dual is USD per kW
/// over the slice; planners read USD per MW.
enum SiteOutage: Rule {
  static let name = "site-outage"
  static let statement = "power, air or liquid cooling used in an outage <= the share left * the limit (kW, per slice)"

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure("MW", rowUnits: 1000) }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for node in model.timeline.nodes {
      for index in model.case.sites.indices {
        for limit in SiteLimit.allCases where model.case.outageShare(limit, of: Ref(index), at: node) != nil {
          let key = Key(.site(Ref(index)), .part(Subject.Part(limit)), at: node)
          draft.limit(name, limit, of: Ref(index), key, at: node, decisions, model)
        }
      }
    }
  }

  private static func noun(_ key: Key, _ names: Names) -> String {
    let part = names.subject(key.second)!
    return part == "power" ? part : "\(part) cooling"
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    "one more MW of \(noun(key, names)) in the outage at \(names.subject(key.first)!) \(names.when(key))"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "the outage leaves \(names.subject(key.first)!) too little \(noun(key, names)) \(names.when(key))"
  }
}
