import Fleet

extension TableSpecification {
  static let coolingModes = TableSpecification(
    "cooling-modes", singular: "cooling-mode", required: false, key: ["mode"],
    meaning: """
      Ways in which a site can cool, where it has several, mixed as the plan sees fit: water against megawatts. A site \
      with modes has no PUE of its own.
      """,
    columns: [
      Column("mode", .id, .required, "a cooling mode's id"),
      Column("site", .reference("site"), .required, "the site of a cooling mode"),
      Column(
        "loop", .choice(CoolingLoop.allCases.map(\.rawValue)), .blank("either"), "the loop that a cooling mode serves"),
      Column(
        "pue_peak", .number(.none, .atLeast(1)), .required, "a cooling mode's PUE on the design day",
        more: "Limits megawatts.", parameter: "pue_peak", varies: true, plausible: 1...2.5),
      Column(
        "pue_mean", .number(.none, .atLeast(1)), .required, "a cooling mode's mean PUE", more: "Prices energy.",
        parameter: "pue_mean", varies: true, plausible: 1...2.5),
      Column(
        "wue_l_per_kwh", .number(.litresPerKilowattHour, .atLeast(0)), .standard("0"),
        "a cooling mode's water per IT kWh", parameter: "wue", varies: true, plausible: 0...20),
      Column(
        "heat_mw", .number(.megawatts, .atLeast(0)), .blank("no limit"), "the heat that a cooling mode takes",
        parameter: "heat", varies: true, plausible: 0.01...5000),
    ])
}

extension CaseBuilder {
  func coolingModes() -> [CoolingMode] {
    checkLoops()
    return nouns(.coolingModes) { row in
      let peak = value(row, "pue_peak"), mean = value(row, "pue_mean")
      if let peak, let mean { checkPUE(row, peak: peak, mean: mean) }
      let heat = value(row, "heat_mw", times: 1000)
      guard row.isSound, let id = row.id, let site: Ref<Site> = ref(row, "site"), let peak, let mean,
        let wue = value(row, "wue_l_per_kwh")
      else { return nil }
      return CoolingMode(
        id: id, site: site, loop: row.text("loop").flatMap(CoolingLoop.init), puePeak: peak, pueMean: mean, wue: wue,
        heatLimit: heat, origin: row.origin)
    }
  }

  /// The PUEs of a site: its own, or, where it has cooling modes, placeholders that nothing reads.
  func pues(_ row: Record) -> (peak: PeriodValue?, mean: PeriodValue?) {
    let columns = ["pue_peak", "pue_mean"], modes = tables["cooling-modes"]?.records ?? []
    let isStated = { (column: String) in
      row.isFilled(column) || self.overrides[self.parameter(row, column)] != nil
    }
    guard let mode = modes.first(where: { $0.text("site") == row.id && row.id != nil }) else {
      for column in columns where !isStated(column) && !unread.contains("cooling-modes") && row.isWhole {
        row.report(column, "a site without cooling modes has a PUE", "Write it, or rows of cooling-modes.csv.")
      }
      return (value(row, "pue_peak"), value(row, "pue_mean"))
    }
    if let column = (columns + ["wue_l_per_kwh"]).first(where: isStated) {
      reportOwnPUE(row, column, mode)
    }
    return (PeriodValue(1), PeriodValue(1))
  }

  /// `site.south.wue`.
  private func parameter(_ row: Record, _ column: String) -> String {
    let name = TableSpecification.sites.columns.first { $0.name == column }?.parameter ?? column
    return "site.\(row.id ?? "").\(name)"
  }

  /// Reports what a site with cooling modes says of itself, where it stands.
  private func reportOwnPUE(_ row: Record, _ column: String, _ mode: Record) {
    let name = parameter(row, column)
    let price = tables["prices"]?.records.first { $0.text("parameter") == name }
    let (place, cell) = row.isFilled(column) ? (row, column) : (price ?? row, price == nil ? column : "parameter")
    place.report(
      cell, "the site has cooling modes, and they say its PUE and water (\(mode.origin.file) line \(mode.line))",
      "Leave pue_peak, pue_mean and wue_l_per_kwh empty in sites.csv, and take them out of prices.csv.")
  }

  /// Reports heat of a site's GPUs that no mode of the site takes.
  private func checkLoops() {
    let modes = tables["cooling-modes"]?.records ?? []
    for (site, own) in Dictionary(grouping: modes, by: { $0.text("site") ?? "" }) {
      let loops = Set(own.map { $0.text("loop").flatMap(CoolingLoop.init) })
      guard let loop = loops.first, let loop, loops.count == 1, let row = own.min(by: { $0.line < $1.line }),
        let hot = gpuRows(at: site).first(where: { isHot($0, beside: loop) })
      else { continue }
      row.report(
        "loop",
        "no mode takes the heat that the site's GPUs give to the other loop "
          + "(\(hot.origin.file) line \(hot.line))",
        "Add a mode for it, or leave the loop empty where a mode takes both.")
    }
  }

  /// Whether GPUs of a row give heat to the loop that is not this one.
  private func isHot(_ row: Record, beside loop: CoolingLoop) -> Bool {
    let gpuClass = tables["gpu-classes"]?.records.first { $0.id != nil && $0.id == row.text("gpu_class") }
    guard let share = gpuClass?.number("liquid_share") else { return false }
    return loop == .air ? share > 0 : share < 1
  }
}
