import Fleet

extension Audit {
  /// carbon-cap: what all sites let out of CO2 in a window of a path, and a site into its own air in a fiscal year.
  ///
  ///     sum over sites of carbon_kg / 1000 <= carbon_cap (t),  sum of local_air_kg <= 1000 local_air_t (kg)
  mutating func checkAir() {
    for course in courses {
      if let cap = planningCase.options.carbonCap {
        for (window, slices) in windows(planningCase.options.carbonWindow, on: course) {
          let kilograms = planningCase.sites.reduce(0) { $0 + sum("carbon_kg", of: $1.id, slices) }
          ledger.atMost(
            "carbon-cap", Occasion(path: course.id, time: nil, subjects: [window].filter { !$0.isEmpty }),
            use: kilograms / 1000, limit: cap, unit: "t", at: nil,
            "CO2 of all sites in \(window.isEmpty ? "all" : window) on \(course.id)")
        }
      }
      for (index, site) in planningCase.sites.enumerated() {
        guard let cap = site.localAir.cap else { continue }
        for (year, slices) in windows(.year, on: course) {
          ledger.atMost(
            "carbon-cap", Occasion(path: course.id, time: nil, subjects: [site.id, year]),
            use: localAir(Ref(index), slices), limit: 1000 * cap, unit: "kg", at: slices.last?.sites[site.id],
            "what \(site.id) lets out beside it in \(year) on \(course.id)")
        }
      }
    }
  }

  /// kg: what is let out for each MWh at the meter, whether or not the table has a column for it.
  private func localAir(_ site: Ref<Site>, _ slices: [Slice]) -> Double {
    let home = planningCase.sites[site.index]
    return slices.reduce(into: Sum()) {
      $0.add(home.localAir.intensity[$1.period], $1.sites[home.id]?["energy_mwh"] ?? 0)
    }.value
  }
}
