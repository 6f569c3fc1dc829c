import Fleet

/// No site draws more power than it has.
///
///     basis it:       sum of kW_g * x[w,o,t] <= power[s]                  (IT kW; per site, per slice)
///     basis utility:  PUE_peak[s] * sum of kW_g * x[w,o,t] <= power[s]    (utility kW)
///
/// kW_g is the peak draw of one GPU with its share of the node or rack; GPUs without work are off. The dual is
/// USD per kW over the slice; planners read USD per MW.
enum SitePower: Rule {
  static let name = "site-power"
  static let statement =
    "sum of kW per GPU * GPUs at work, times the peak PUE on the utility basis, <= the site's power (kW, per slice)"

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure("MW", rowUnits: 1000) }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for node in model.timeline.nodes {
      for (index, site) in model.case.sites.enumerated() {
        let overhead = site.powerBasis == .utility ? site.puePeak[node.period] : 1
        let terms = model.draw(Ref(index), at: node, decisions) { $0.power * overhead }
        guard !terms.isEmpty else { continue }
        draft.row(name, Key(.site(Ref(index)), at: node), terms, upper: site.power[node.period])
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

extension Model {
  /// Every assignment at a site with what one column of it draws, by a figure of its class per GPU.
  func draw(
    _ site: Ref<Site>, at node: Node, _ decisions: Decisions, perGPU: (GPUClass) -> Double
  ) -> Terms {
    decisions.assignments(at: node) { pools.all[$0.pool].site == site }.map {
      ($0.gpus.column, perGPU(self.case[pools.all[$0.pool].gpuClass]) * $0.gpus.perColumn)
    }
  }
}
