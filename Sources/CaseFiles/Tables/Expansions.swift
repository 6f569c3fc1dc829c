import Fleet

extension TableSpecification {
  static let expansions = TableSpecification(
    "expansions", singular: "expansion", required: false, key: ["expansion"],
    meaning: """
      Modules by which a site can grow, as many as the plan orders: at the start of a period, in service after their lead \
      time.
      """,
    columns: [
      Column("expansion", .id, .required, "an expansion's id"),
      Column("site", .reference("site"), .required, "the site of an expansion"),
      Column(
        "power_mw", .number(.megawatts, .atLeast(0)), .standard("0"), "the power of a module",
        more: "Counted on the site's `power_basis`.", parameter: "power", plausible: 0.01...5000),
      Column(
        "air_mw", .number(.megawatts, .atLeast(0)), .standard("0"), "the heat that a module adds to what air takes",
        parameter: "air", plausible: 0.01...5000),
      Column(
        "liquid_mw", .number(.megawatts, .atLeast(0)), .standard("0"),
        "the heat that a module adds to what liquid takes", parameter: "liquid", plausible: 0.01...5000),
      Column(
        "water_m3", .number(.cubicMetres, .atLeast(0)), .standard("0"), "the water that a module adds in a window",
        more: "Counted where it is in service at the window's end.", parameter: "water"),
      Column("racks", .number(.racks, .atLeast(0)), .standard("0"), "the racks of a module", parameter: "racks"),
      Column(
        "floor_m2", .number(.squareMetres, .atLeast(0)), .standard("0"), "the floor of a module", parameter: "floor"),
      Column(
        "capital_usd", .number(.dollars, .atLeast(0)), .standard("0"), "the capital for a module",
        more: "Paid when it goes into service.", parameter: "capital", plausible: 1e3...1e12),
      Column(
        "life_months", .whole(.months, .between(1, 1200)), .blank("no capital"), "the life of a module",
        more: "Its value falls to nothing in a straight line.", parameter: "life"),
      Column(
        "lead_days", .whole(.days, .between(0, 3660)), .standard("0"), "the days from order to service",
        parameter: "lead"),
      Column(
        "max_modules", .whole(.modules, .between(1, 1e6)), .required, "the most modules", parameter: "max_modules"),
    ])
}

extension CaseBuilder {
  func expansions() -> [Expansion] {
    let sizes = ["power_mw", "air_mw", "liquid_mw", "water_m3", "racks", "floor_m2"]
    return nouns(.expansions) { row in
      checkLimits(row, sizes.dropFirst().map { ($0, $0) }, isIdle: 0)
      let adds = sizes.compactMap { row.number($0) }
      if adds.allSatisfy({ $0 == 0 }) {
        row.warn("power_mw", "a module brings nothing", "Write what it adds to the site, or take it out.")
      }
      checkLife(row)
      if let lead = row.whole("lead_days"), horizon.start + lead >= horizon.end {
        row.warn(
          "lead_days", "a module ordered on the first day is there after the last period, which ends on \(horizon.end)",
          "Take it out, or plan more periods.")
      }
      guard row.isSound, adds.count == sizes.count, let id = row.id, let site: Ref<Site> = ref(row, "site"),
        let capital = row.number("capital_usd"), let lead = row.whole("lead_days"), let most = row.whole("max_modules")
      else { return nil }
      var module = Expansion.Module()
      (module.power, module.air, module.liquid) = (adds[0] * 1000, adds[1] * 1000, adds[2] * 1000)
      (module.water, module.racks, module.floor) = (adds[3], adds[4], adds[5])
      return Expansion(
        id: id, site: site, module: module, capital: capital, lifeMonths: row.whole("life_months"), leadDays: lead,
        maxModules: most, origin: row.origin)
    }
  }

  private func checkLife(_ row: Record) {
    let isPaid = row.number("capital_usd").map { $0 > 0 } ?? true
    if isPaid, !row.isFilled("life_months") {
      row.report("life_months", "what is bought has a life", "Write its months.")
    } else if !isPaid, row.isFilled("life_months") {
      row.warn("life_months", "nothing is paid for what has this life", "Write capital_usd, or leave it empty.")
    }
  }
}
