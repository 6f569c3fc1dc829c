import Fleet

extension Audit {
  /// The modes in which a site cools; none where it has a PUE of its own.
  func modes(of site: Ref<Site>) -> [CoolingMode] { planningCase.coolingModes.filter { $0.site == site } }

  /// Whether modes of a site take their heat from its loops.
  private func isSplit(_ site: Ref<Site>) -> Bool { modes(of: site).contains { $0.loop != nil } }

  /// The loops from which a mode takes heat, as `cooling.csv` names them: empty for both together.
  func loops(of mode: CoolingMode) -> [String] {
    guard isSplit(mode.site) else { return [""] }
    return mode.loop.map { [$0.rawValue] } ?? CoolingLoop.allCases.map(\.rawValue)
  }

  /// A sum over the rows of a site's modes in a slice, of a factor of the mode times a figure of the row.
  func cooled(
    _ site: Ref<Site>, _ slice: Slice, _ column: String, times factor: (CoolingMode) -> Double = { _ in 1 }
  ) -> Sum {
    modes(of: site).reduce(into: Sum()) { sum, mode in
      for loop in loops(of: mode) { sum.add(factor(mode), slice.cooling[[mode.id, loop]]?[column] ?? 0) }
    }
  }

  /// cooling-balance, cooling-mode, site-cooling: every kW of heat goes through some mode, and through none more than it takes.
  ///
  ///     0 <= mean_kw <= peak_kw,  sum over loops of peak_kw <= heat_mw                      (per mode)
  ///     sum over modes of peak_kw = peak IT kW,  of mean_kw = mean IT kW     (of each loop, or of the site)
  mutating func checkCooling() {
    for (course, slice) in everySlice {
      for site in planningCase.sites.indices.map({ Ref<Site>($0) }) where !modes(of: site).isEmpty {
        for mode in modes(of: site) { check(mode, slice, course) }
        checkBalance(site, slice, course)
      }
    }
  }

  private func check(_ mode: CoolingMode, _ slice: Slice, _ course: Course) {
    let rows = loops(of: mode).compactMap { slice.cooling[[mode.id, $0]] }
    let site = planningCase.sites[mode.site.index].id
    for row in rows {
      let at = occasion(course, slice, site, mode.id, row.text("loop"))
      ledger.require("rows", row.text("site") == site, key: row.key) { "\(row.place): \(mode.id) cools \(site)." }
      ledger.atLeast(
        "cooling-mode", at, use: row["mean_kw"], limit: 0, unit: "kW", at: row, "mean heat into \(mode.id)")
      ledger.atMost(
        "cooling-mode", at, use: row["mean_kw"], limit: row["peak_kw"], unit: "kW", at: row, "mean heat into \(mode.id)"
      )
    }
    guard let most = mode.heatLimit else { return }
    ledger.atMost(
      "site-cooling", occasion(course, slice, site, mode.id), use: rows.reduce(0) { $0 + $1["peak_kw"] },
      limit: most[slice.period], unit: "kW", at: rows.first, "heat into \(mode.id)")
  }

  private func checkBalance(_ site: Ref<Site>, _ slice: Slice, _ course: Course) {
    let uses = slice.uses.filter { $0.tranche.site == site }, name = planningCase.sites[site.index].id
    for loop in Set(modes(of: site).flatMap(loops)).sorted() {
      var peak = Sum(), mean = Sum(), found = (peak: 0.0, mean: 0.0)
      for use in uses {
        let share = loop.isEmpty ? 1 : loop == "liquid" ? use.gpuClass.liquidShare : 1 - use.gpuClass.liquidShare
        peak.add(use.row["it_kw"], share)
        mean.add(use.meanKW.value, share)
      }
      for row in modes(of: site).compactMap({ slice.cooling[[$0.id, loop]] }) {
        found = (found.peak + row["peak_kw"], found.mean + row["mean_kw"])
      }
      let key = occasion(course, slice, name, loop).key, what = "heat of \(name) \(loop) that its modes take"
      ledger.equal("cooling-balance", found.peak, peak, unit: "kW", key: key, "peak \(what) from \(slice.start)")
      ledger.equal("cooling-balance", found.mean, mean, unit: "kW", key: key, "mean \(what) from \(slice.start)")
    }
  }
}
