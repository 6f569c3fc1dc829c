import Fleet
import Foundation

extension TableSpecification {
  static let sites = TableSpecification(
    "sites", singular: "site", required: true, key: ["site"],
    meaning: "Buildings with GPUs in them, and the limits of each building.",
    columns: [
      Column("site", .id, .required, "a site's id"),
      Column("owner", .text, .blank("none"), "who owns the site"),
      Column("region", .text, .blank("none"), "where the site is"),
      Column(
        "time_zone", .zone, .standard("UTC"), "a site's time zone",
        more: "A date in a lease means 00:00 there."),
      Column(
        "power_mw", .number(.megawatts, .atLeast(0)), .required, "a site's power limit",
        more: "Counted on `power_basis`.", parameter: "power", varies: true, plausible: 0.01...5000),
      Column(
        "power_basis", .choice(["it", "utility"]), .required, "the basis of a site's power limit",
        more: "`it`: what the machines draw; `utility`: that times the peak PUE.", parameter: "power_basis"),
      Column(
        "pue_peak", .number(.none, .atLeast(1)), .blank("`cooling-modes.csv`"), "a site's PUE on the design day",
        more: "Limits megawatts.", parameter: "pue_peak", varies: true, plausible: 1...2.5),
      Column(
        "pue_mean", .number(.none, .atLeast(1)), .blank("`cooling-modes.csv`"), "a site's mean PUE",
        more: "Prices energy.", parameter: "pue_mean", varies: true, plausible: 1...2.5),
      Column(
        "wue_l_per_kwh", .number(.litresPerKilowattHour, .atLeast(0)), .standard("0"), "a site's water per IT kWh",
        parameter: "wue", varies: true, plausible: 0...20),
      Column(
        "air_mw", .number(.megawatts, .atLeast(0)), .blank("no limit"), "the heat that a site's air cooling takes",
        parameter: "air", varies: true, plausible: 0.01...5000),
      Column(
        "liquid_mw", .number(.megawatts, .atLeast(0)), .blank("no limit"),
        "the heat that a site's liquid cooling takes", parameter: "liquid", varies: true, plausible: 0.01...5000),
      Column(
        "energy_usd_per_mwh", .number(.dollarsPerMegawattHour, .any), .required, "a site's energy price",
        more: "At the meter.", parameter: "energy", varies: true, plausible: 1...1000),
      Column(
        "carbon_kg_per_mwh", .number(.kilogramsPerMegawattHour, .atLeast(0)), .standard("0"),
        "the CO2 of a site's energy", more: "At the meter.", parameter: "carbon", varies: true, plausible: 1...2000),
    ] + siteLimits)
}

extension CaseBuilder {
  func sites() -> [Site] {
    let draws = draws
    return nouns(.sites) { row in
      let pue = pues(row)
      if let peak = pue.peak, let mean = pue.mean { checkPUE(row, peak: peak, mean: mean) }
      if let draw = row.id.flatMap({ draws[$0] }) { checkPower(row, draw: draw) }
      let kilowatts = { (column: String) in self.value(row, column, times: 1000) }
      let air = kilowatts("air_mw"), liquid = kilowatts("liquid_mw")
      guard row.isSound, let id = row.id, let zone = row.text("time_zone").flatMap(TimeZone.init(identifier:)),
        let power = kilowatts("power_mw"), let basis = row.text("power_basis").flatMap(PowerBasis.init),
        let peak = pue.peak, let mean = pue.mean, let wue = value(row, "wue_l_per_kwh"),
        let energy = value(row, "energy_usd_per_mwh"), let carbon = value(row, "carbon_kg_per_mwh")
      else { return nil }
      let site = Site(
        id: id, owner: row.text("owner") ?? "", timeZone: zone, power: power, powerBasis: basis, puePeak: peak,
        pueMean: mean, wue: wue, airLimit: air, liquidLimit: liquid, energyPrice: energy, carbonIntensity: carbon,
        origin: row.origin)
      return withLimits(site, row)
    }
  }

  /// IT kW of everything that may stand at a site, by site.
  private var draws: [String: Double] {
    let classes = tables["gpu-classes"].map { first(byID: $0.records) } ?? [:]
    var draws: [String: Double] = [:]
    for row in tables["tranches"]?.records ?? [] {
      guard let site = row.text("site"), let gpuClass = row.text("gpu_class").flatMap({ classes[$0] }),
        let kilowatts = gpuClass.number("kw_per_gpu"), kilowatts <= 20,
        let unit = gpuClass.whole("unit_gpus")
      else { continue }
      let gpus = row.whole("gpus").map(Double.init) ?? Double(row.whole("max_units") ?? 0) * Double(unit)
      draws[site, default: 0] += gpus * kilowatts
    }
    return draws
  }

  /// Warns of a power limit, of a plausible size by itself, that is so far from what the site's GPUs draw that its unit
  /// must be another one.
  private func checkPower(_ row: Record, draw: Double) {
    guard let power = row.number("power_mw"), (0.01...5000).contains(power), draw > 0 else { return }
    let ratio = power * 1000 / draw
    guard ratio > 1000 || ratio < 1.0 / 300 else { return }
    let rounded = (draw / 1000 * 1000).rounded() / 1000
    row.warn(
      "power_mw", "the GPUs of the site draw \(rounded.shortest) MW, \(ratio > 1 ? "far less" : "far more") than this",
      ratio > 1
        ? "Check the unit: kW are written as MW divided by 1,000, so 2500 kW as 2.5."
        : "Check the unit: GW are written as MW times 1,000, so 0.3 GW as 300.")
  }

  func checkPUE(_ row: Record, peak: PeriodValue, mean: PeriodValue) {
    if mean.base > peak.base {
      row.warn(
        "pue_mean", "the mean PUE is more than pue_peak, \(peak.base.shortest)",
        "Check whether the two are exchanged.")
    } else if let period = periods.indices.first(where: { mean[$0] > peak[$0] }) {
      row.warn(
        "pue_mean", "the mean PUE is more than the peak PUE in \(periods[period].id)",
        "Check the rows of prices.csv for the two.")
    }
  }
}
