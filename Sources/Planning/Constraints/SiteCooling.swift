import Fleet

/// No cooling loop of a site takes more heat than it can carry.
///
///     air:     sum of (1 - liquid share_g) * kW_g * x[w,o,t] <= air limit[s]     (kW; per site and loop, per slice)
///     liquid:  sum of liquid share_g * kW_g * x[w,o,t] <= liquid limit[s]        (kW)
///
/// All IT power becomes heat. A loop without a limit has no row.
enum SiteCooling: Rule {
  static let name = "site-cooling"
  static let statement =
    "heat of the GPUs at work in the air, and in the liquid loop, <= what the loop carries (kW, per slice)"

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure("MW", rowUnits: 1000) }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for node in model.timeline.nodes {
      for (index, site) in model.case.sites.enumerated() {
        if let limit = site.airLimit {
          write(.air, limit, Ref(index), node, into: &draft, decisions, model) { (1 - $0.liquidShare) * $0.power }
        }
        if let limit = site.liquidLimit {
          write(.liquid, limit, Ref(index), node, into: &draft, decisions, model) { $0.liquidShare * $0.power }
        }
      }
    }
  }

  private static func write(
    _ loop: Subject.Part, _ limit: PeriodValue, _ site: Ref<Site>, _ node: Node, into draft: inout Draft,
    _ decisions: Decisions, _ model: Model, heatPerGPU: (GPUClass) -> Double
  ) {
    let terms = model.draw(site, at: node, decisions, perGPU: heatPerGPU)
    guard terms.contains(where: { $0.coefficient > 0 }) else { return }
    draft.row(name, Key(.site(site), .part(loop), at: node), terms, upper: limit[node.period])
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    "one more MW of \(names.subject(key.second)!) cooling at \(names.subject(key.first)!) \(names.when(key))"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "\(names.subject(key.first)!) has too little \(names.subject(key.second)!) cooling \(names.when(key))"
  }
}
