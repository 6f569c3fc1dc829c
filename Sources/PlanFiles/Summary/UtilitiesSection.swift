import Fleet
import Planning

extension PlanSummary {
  /// What the sites draw of water and let out, and how they cool: where the case limits or prices it.
  func utilities(_ page: inout Page) {
    let sites = planningCase.sites.indices.filter { isCounted(Ref($0)) }
    guard !sites.isEmpty else { return }
    page.heading("Water, air and cooling over the horizon")
    var table = TextTable(titles: ["site", "MWh", "m3 water", "t CO2", "t local air", "cooled by"])
    table.left = [0, 5]
    table.shrinks = 5
    for index in sites {
      let site = totals.sites[index]
      table.rows.append([
        .init(site.site), .init(Figures.count(site.energyMWh)), .init(Figures.count(site.waterM3)),
        .init(Figures.count(site.carbonTonnes)),
        lets(planningCase.sites[index])
          ? .init(Figures.short(site.localAirTonnes)) : .init("-", .dim),
        .init(cooling(at: site.site)),
      ])
    }
    page.table(table)
    for index in sites { localAir(Ref(index), &page) }
  }

  private func lets(_ site: Site) -> Bool {
    planningCase.periods.indices.contains { site.localAir.intensity[$0] > 0 }
  }

  /// What a site lets out against its limit, which holds by fiscal year.
  private func localAir(_ ref: Ref<Site>, _ page: inout Page) {
    let site = planningCase[ref]
    guard let cap = site.localAir.cap else { return }
    var years: [(year: Int, kilograms: Double)] = []
    for row in base?.sites ?? [] where row.site == site.id {
      guard let period = planningCase.periods.firstIndex(where: { $0.id == row.span.period }) else { continue }
      let year = planningCase.fiscalYear(period)
      if years.last?.year != year { years.append((year, 0)) }
      years[years.count - 1].kilograms += row.localAirKg
    }
    let parts = years.map { "FY\($0.year) \(Figures.short($0.kilograms / 1000))/\(Figures.short(cap))" }
    page.paragraph("  local air of \(site.id), t: \(parts.joined(separator: ", "))", .dim)
  }

  private func isCounted(_ ref: Ref<Site>) -> Bool {
    let site = planningCase[ref], options = planningCase.options
    let isDrawn = site.water.limit != nil || site.water.from != nil || site.water.price != PeriodValue(0)
    let isEmitting = options.carbonPrice > 0 || options.carbonCap != nil || site.localAir.cap != nil
    return isDrawn || isEmitting || planningCase.coolingModes.contains { $0.site == ref }
  }

  /// `evaporative 62 %, dry 38 %`, of the heat at mean load; the site's own PUE where it has no modes.
  private func cooling(at site: String) -> String {
    var heat: [String: Double] = [:], order: [String] = []
    for row in base?.cooling ?? [] where row.site == site {
      if heat[row.mode] == nil { order.append(row.mode) }
      heat[row.mode, default: 0] += row.meanKW * row.span.seconds
    }
    let all = heat.values.reduce(0, +)
    guard all > 0 else { return order.isEmpty ? "its own PUE" : "-" }
    return order.filter { heat[$0]! > 0 }.map { "\($0) \(Figures.percent(heat[$0]! / all))" }.joined(separator: ", ")
  }
}
