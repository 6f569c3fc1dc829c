import Fleet

extension TableSpecification {
  static let powerSteps = TableSpecification(
    "power-steps", singular: "power-step", required: false, key: ["power_step"],
    meaning: """
      What comes to a site's limits on a day, or goes: the steps in which a site is connected. They add to the limits \
      of `sites.csv`.
      """,
    columns: [
      Column("power_step", .id, .required, "a step's id"),
      Column("site", .reference("site"), .required, "the site of a step"),
      Column("from", .day, .required, "the first day of a step", parameter: "from"),
      Column(
        "power_mw", .number(.megawatts, .any), .standard("0"), "the power that a step brings",
        more: "Counted on the site's `power_basis`; less than 0 where power goes.", parameter: "power",
        plausible: -5000...5000),
      Column(
        "air_mw", .number(.megawatts, .any), .standard("0"), "the heat that a step adds to what air takes",
        parameter: "air", plausible: -5000...5000),
      Column(
        "liquid_mw", .number(.megawatts, .any), .standard("0"), "the heat that a step adds to what liquid takes",
        parameter: "liquid", plausible: -5000...5000),
    ])
}

extension CaseBuilder {
  func powerSteps() -> [PowerStep] {
    nouns(.powerSteps) { row in
      checkLimits(row, [("air_mw", "air_mw"), ("liquid_mw", "liquid_mw")], isIdle: 0)
      let sizes = ["power_mw", "air_mw", "liquid_mw"].map { row.number($0) }
      if sizes.allSatisfy({ $0 == 0 }) {
        row.warn("power_mw", "the step changes nothing", "Write what comes or goes, or take it out.")
      }
      if let from = row.day("from"), from >= horizon.end {
        row.warn(
          "from", "the step comes after the last period, which ends on \(horizon.end)",
          "Take it out, or plan more periods.")
      }
      guard row.isSound, let id = row.id, let site: Ref<Site> = ref(row, "site"), let from = row.day("from"),
        let power = sizes[0], let air = sizes[1], let liquid = sizes[2]
      else { return nil }
      return PowerStep(
        id: id, site: site, from: from, power: power * 1000, air: air * 1000, liquid: liquid * 1000,
        origin: row.origin)
    }
  }
}
