import Fleet

/// What the greatest draw of a period costs.
///
///     price * months * peak[s,period],  peak >= facility kW in each slice of the period      (USD; kW; per site and period, per path)
///
/// Facility kW are those of the design day. A month is one, a quarter three, a week 12 * 7 / 365. It is booked in the
/// last slice of the period.
enum DemandCharge: CostTerm {
  static let name = CostTermName.demandCharge
  static let statement = "demand charge * months * greatest facility kW of the period (USD)"

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for window in model.windows(.period) {
      for (index, site) in model.case.sites.enumerated() {
        let price = site.demandCharge[window.place] * model.case.months(window.place)
        guard price > 0 else { continue }
        let draws = window.nodes.map { ($0, model.facilityDraw(of: Ref(index), at: $0, decisions)) }
        guard draws.contains(where: { !$0.1.isEmpty }) else { continue }
        let most = window.nodes.map { model.mostFacilityDraw(of: Ref(index), at: $0) }.max()!
        let peak = draft.column(
          "peak", model.key(.site(Ref(index)), over: window, .period), upper: Decisions.clear * most)
        for (node, draw) in draws where !draw.isEmpty {
          draft.row(
            "peak-draw", Key(.site(Ref(index)), at: node), [(peak, 1)] + draw.map { ($0.column, -$0.coefficient) },
            lower: 0, isLimit: false)
        }
        draft.earn(name, at: window.nodes.last!, site: Ref(index), peak, usd: -price)
      }
    }
  }
}

extension Model {
  /// No more facility kW than this can be drawn at a site.
  fileprivate func mostFacilityDraw(of site: Ref<Site>, at node: Node) -> Double {
    let worst =
      self.case.modes(of: site).map { self.case[$0].puePeak[node.period] }.max()
      ?? self.case[site].puePeak[node.period]
    return worst * mostDraw(at: site, node)
  }
}
