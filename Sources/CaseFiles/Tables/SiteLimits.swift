import Fleet

extension TableSpecification {
  /// Columns of `sites.csv` about redundancy, peaks, water, air and room.
  static let siteLimits = [
    Column(
      "redundancy_share", .number(.share, .share), .standard("0"),
      "the share of a site's power that is held back", more: "For redundancy: 0.1 leaves nine tenths of the limit.",
      parameter: "redundancy", varies: true),
    Column(
      "demand_usd_per_kw", .number(.dollarsPerKilowatt, .atLeast(0)), .standard("0"), "a site's demand charge",
      more: "Per kW of a period's greatest facility draw, and month.", parameter: "demand", varies: true,
      plausible: 0.1...100),
    Column(
      "water_m3", .number(.cubicMetres, .atLeast(0)), .blank("no limit"), "the water that a site may draw in a window",
      more: "Of a window of several periods the value of the first one counts.", parameter: "water", varies: true),
    Column(
      "water_from", .day, .blank("always"), "the first day on which a site may draw water",
      more: "Before it, none.", parameter: "water_from"),
    Column(
      "water_window", .choice(LimitWindow.allCases.map(\.rawValue)), .standard("period"),
      "the time over which a site's water is counted", more: "`year`: a fiscal year.", parameter: "water_window"),
    Column(
      "water_usd_per_m3", .number(.dollarsPerCubicMetre, .atLeast(0)), .standard("0"), "a site's water price",
      parameter: "water_price", varies: true, plausible: 0.01...100),
    Column(
      "local_air_kg_per_mwh", .number(.kilogramsPerMegawattHour, .atLeast(0)), .standard("0"),
      "what a site lets out into its own air",
      more: "A mean per MWh at the meter, the grid's too: NOx of turbines, for one.",
      parameter: "local_air", varies: true, plausible: 1e-4...100),
    Column(
      "local_air_t", .number(.tonnes, .atLeast(0)), .blank("no limit"),
      "the most that a site lets out into its own air", more: "In a fiscal year.", parameter: "local_air_cap"),
    Column(
      "racks", .number(.racks, .atLeast(0)), .blank("no limit"), "the racks that a site has room for",
      more: "For all GPUs that are there, at work or not.", parameter: "racks", varies: true),
    Column(
      "floor_m2", .number(.squareMetres, .atLeast(0)), .blank("no limit"), "the floor of a site",
      parameter: "floor", varies: true),
  ]
}

extension CaseBuilder {
  /// A site with the limits of its row beside power and cooling; nil where one of them is wrong.
  func withLimits(_ site: Site, _ row: Record) -> Site? {
    guard let redundancy = value(row, "redundancy_share"), let demand = value(row, "demand_usd_per_kw"),
      let window = row.text("water_window").flatMap(LimitWindow.init), let price = value(row, "water_usd_per_m3"),
      let intensity = value(row, "local_air_kg_per_mwh")
    else { return nil }
    var site = site
    site.redundancyShare = redundancy
    site.demandCharge = demand
    site.water.limit = value(row, "water_m3")
    site.water.from = row.day("water_from")
    site.water.window = window
    site.water.price = price
    site.localAir.intensity = intensity
    site.localAir.cap = row.number("local_air_t")
    site.space.racks = value(row, "racks")
    site.space.floor = value(row, "floor_m2")
    checkIdleLimits(site, row)
    return site
  }

  /// Warns of what limits nothing, since what it would be counted in is missing.
  private func checkIdleLimits(_ site: Site, _ row: Record) {
    if row.isFilled("water_window"), site.water.limit == nil {
      row.warn("water_window", "the window has no limit (water_m3)", "Write water_m3, or leave it empty.")
    }
    if site.water.limit != nil, !isAny(site.wue), !drawsWater(row) {
      row.warn(
        "water_m3", "nothing at the site draws water",
        "Write wue_l_per_kwh, here or in cooling-modes.csv, or leave it empty.")
    }
    if site.localAir.cap != nil, !isAny(site.localAir.intensity) {
      row.warn(
        "local_air_t", "the site lets out nothing into its own air",
        "Write local_air_kg_per_mwh too, or leave it empty.")
    }
    if site.space.floor != nil, takesNoFloor(row) {
      row.warn("floor_m2", "the racks at the site take no floor", "Write rack_m2 in gpu-classes.csv.")
    }
  }

  private func drawsWater(_ site: Record) -> Bool {
    (tables["cooling-modes"]?.records ?? []).contains { mode in
      mode.text("site") == site.id
        && (mode.number("wue_l_per_kwh") != 0 || overrides["cooling-mode.\(mode.id ?? "").wue"] != nil)
    }
  }

  /// Whether GPUs stand at a site, and no rack of theirs takes floor.
  private func takesNoFloor(_ site: Record) -> Bool {
    let classes = tables["gpu-classes"].map { first(byID: $0.records) } ?? [:]
    let areas = gpuRows(at: site.id).compactMap { $0.text("gpu_class").flatMap { classes[$0]?.number("rack_m2") } }
    return !areas.isEmpty && areas.allSatisfy { $0 == 0 }
  }

  /// Rows of the tables that put GPUs at a site.
  func gpuRows(at site: String?) -> [Record] {
    ["tranches", "fallback"].flatMap { tables[$0]?.records ?? [] }.filter { $0.text("site") == site }
  }

  private func isAny(_ value: PeriodValue) -> Bool {
    value.base != 0 || periods.indices.contains { value[$0] != 0 }
  }

  /// Reports what a table adds to, or takes from, limits that the row's site does not have.
  func checkLimits(_ row: Record, _ pairs: [(column: String, limit: String)], isIdle: Double) {
    guard let site = row.text("site").flatMap({ siteRows[$0] }), site.isWhole else { return }
    for (column, limit) in pairs where row.number(column).map({ $0 != isIdle }) ?? false {
      let name = TableSpecification.sites.columns.first { $0.name == limit }?.parameter ?? limit
      guard !site.isFilled(limit), overrides["site.\(site.id ?? "").\(name)"] == nil else { continue }
      row.report(
        column, "the site has no limit of this kind (\(limit) in \(site.origin.file) is empty)",
        "Write the limit there, or leave this cell empty.")
    }
  }

  /// Rows of `sites.csv` by id.
  var siteRows: [String: Record] { tables["sites"].map { first(byID: $0.records) } ?? [:] }
}
