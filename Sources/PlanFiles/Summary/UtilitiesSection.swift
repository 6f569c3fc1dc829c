import Fleet
import Planning

extension PlanSummary {
  /// What the sites draw of water and let out, and how they cool: where the case limits or prices it.
  func utilities(_ page: inout Page) {
    let sites = planningCase.sites.indices.filter { isCounted(Ref($0)) }
    guard !sites.isEmpty else { return }
    page.heading("Water, air and cooling over the horizon")
    var table = TextTable(titles: ["site", "energy, MWh", "water, m3", "CO2, t", "local air, t", "cooled by"])
    table.left = [0, 5]
    table.shrinks = 5
    for index in sites {
      let site = totals.sites[index]
      table.rows.append([
        .init(site.site), .init(Figures.count(site.energyMWh)), .init(Figures.count(site.waterM3)),
        .init(Figures.count(site.carbonTonnes)),
        planningCase.sites[index].localAir.intensity.base > 0
          ? .init(Figures.short(site.localAirTonnes)) : .init("-", .dim),
        .init(cooling(at: site.site)),
      ])
    }
    page.table(table)
  }

  private func isCounted(_ ref: Ref<Site>) -> Bool {
    let site = planningCase[ref], options = planningCase.options
    let isDrawn = site.water.limit != nil || site.water.from != nil || site.water.price != PeriodValue(0)
    let isEmitting = options.carbonPrice > 0 || options.carbonCap != nil || site.localAir.cap != nil
    return isDrawn || isEmitting || planningCase.coolingModes.contains { $0.site == ref }
  }

  /// `evaporative 62 %, dry 38 %`, of the heat at mean load; `one way` where a site has no modes.
  private func cooling(at site: String) -> String {
    var heat: [String: Double] = [:], order: [String] = []
    for row in base?.cooling ?? [] where row.site == site {
      if heat[row.mode] == nil { order.append(row.mode) }
      heat[row.mode, default: 0] += row.meanKW * row.span.seconds
    }
    let all = heat.values.reduce(0, +)
    guard all > 0 else { return order.isEmpty ? "one way" : "-" }
    return order.filter { heat[$0]! > 0 }.map { "\($0) \(Figures.percent(heat[$0]! / all))" }.joined(separator: ", ")
  }
}
