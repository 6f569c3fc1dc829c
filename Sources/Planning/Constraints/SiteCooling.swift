import Fleet

/// No cooling loop, and no cooling mode, of a site takes more heat than it can carry.
///
///     air:     sum of (1 - liquid share_g) * kW_p * x[w,o,p,t] <= air limit[s,t]     (kW; per site and loop, per slice)
///     liquid:  sum of liquid share_g * kW_p * x[w,o,p,t] <= liquid limit[s,t]        (kW)
///     modes:   sum over m of cool[m,t] = IT kW,  sum over m of cooled[m,t] = mean IT kW,  cooled <= cool
///              sum over loops of cool[m,t] <= heat[m]                              (kW; per mode, per slice)
///
/// All IT power becomes heat. A loop without a limit has no row; limits hold steps, modules and no outage, in which the
/// row is one of ``SiteOutage``. Where a mode names a loop the heat of each loop is shared by itself. Mean heat is placed
/// as is best within what each mode takes at peak: exact for a flat load; for one that moves, a mode that takes the top
/// of the load may be counted as taking less of the mean than it would.
enum SiteCooling: Rule {
  static let name = "site-cooling"
  static let statement =
    "heat of the GPUs at work in the air, and in the liquid loop, <= what the loop, or the mode, carries (kW, per slice)"

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure("MW", rowUnits: 1000) }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for node in model.timeline.nodes {
      for index in model.case.sites.indices {
        for loop in [SiteLimit.air, .liquid] where model.case.outageShare(loop, of: Ref(index), at: node) == nil {
          let key = Key(.site(Ref(index)), .part(Subject.Part(loop)), at: node)
          draft.limit(name, loop, of: Ref(index), key, at: node, decisions, model)
        }
        writeModes(of: Ref(index), at: node, into: &draft, decisions, model)
      }
    }
  }

  private static func writeModes(
    of site: Ref<Site>, at node: Node, into draft: inout Draft, _ decisions: Decisions, _ model: Model
  ) {
    let ways = decisions.cooling.ways(at: site, node)
    guard !ways.isEmpty else { return }
    for loop in model.case.loops(of: site) {
      let own = ways.filter { $0.loop == loop }
      let key = Key(.site(site), loop.map { .part(Subject.Part($0)) } ?? .none, at: node)
      let heat = model.draw(site, at: node, decisions) { $0.share(of: loop) }
      let mean = decisions.draws(at: node).filter { $0.place.site == site }.map {
        (column: $0.column, coefficient: $0.kilowatts * model.case[$0.place.gpuClass].share(of: loop))
      }
      draft.row(
        "cool-heat", key, own.map { ($0.peak, 1) } + heat.map { ($0.column, -$0.coefficient) }, lower: 0, upper: 0,
        isLimit: false)
      draft.row(
        "cool-mean", key, own.map { ($0.mean, 1) } + mean.map { ($0.column, -$0.coefficient) }, lower: 0, upper: 0,
        isLimit: false)
    }
    for way in ways {
      let key = Key(.mode(way.mode), way.loop.map { .part(Subject.Part($0)) } ?? .none, at: node)
      draft.row("cooled", key, [(way.peak, 1), (way.mean, -1)], lower: 0, isLimit: false)
    }
    for mode in model.case.modes(of: site) {
      let own = ways.filter { $0.mode == mode }
      guard !own.isEmpty, let heat = model.case[mode].heatLimit else { continue }
      draft.row(name, Key(.site(site), .mode(mode), at: node), own.map { ($0.peak, 1) }, upper: heat[node.period])
    }
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    "one more MW of \(names.subject(key.second)!) cooling at \(names.subject(key.first)!) \(names.when(key))"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "\(names.subject(key.first)!) has too little \(names.subject(key.second)!) cooling \(names.when(key))"
  }
}
