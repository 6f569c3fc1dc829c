import Fleet

extension TableSpecification {
  static let outages = TableSpecification(
    "outages", singular: "outage", required: false, key: ["outage"],
    meaning: """
      Times in which a site has but a share of its power or cooling: maintenance, a transformer out. What several take at \
      a time adds up.
      """,
    columns: [
      Column("outage", .id, .required, "an outage's id"),
      Column("site", .reference("site"), .required, "the site of an outage"),
      Column("starts", .day, .required, "the first day of an outage", parameter: "starts"),
      Column("ends", .day, .required, "the first day after an outage", parameter: "ends"),
      Column(
        "power_share", .number(.share, .share), .standard("1"), "the share of the power that an outage leaves",
        parameter: "power"),
      Column(
        "air_share", .number(.share, .share), .standard("1"), "the share of the air cooling that an outage leaves",
        parameter: "air"),
      Column(
        "liquid_share", .number(.share, .share), .standard("1"),
        "the share of the liquid cooling that an outage leaves", parameter: "liquid"),
    ])
}

extension CaseBuilder {
  func outages() -> [Outage] {
    nouns(.outages) { row in
      checkLimits(row, [("air_share", "air_mw"), ("liquid_share", "liquid_mw")], isIdle: 1)
      let shares = ["power_share", "air_share", "liquid_share"].map { row.number($0) }
      if shares.allSatisfy({ $0 == 1 }) {
        row.warn("power_share", "the outage takes nothing", "Write the share that it leaves, or take it out.")
      }
      guard let start = row.day("starts"), let end = row.day("ends") else { return nil }
      if end <= start {
        row.report("ends", "an outage ends after it starts, on \(start)", "Write the first day after it.")
      } else if end <= horizon.start || start >= horizon.end {
        row.warn(
          "starts", "the outage lies outside the case, \(horizon.start) to \(horizon.end)",
          "Take it out, or plan for the time in which it falls.")
      }
      guard row.isSound, start < end, let id = row.id, let site: Ref<Site> = ref(row, "site"), let power = shares[0],
        let air = shares[1], let liquid = shares[2]
      else { return nil }
      return Outage(
        id: id, site: site, start: start, end: end, power: power, air: air, liquid: liquid, origin: row.origin)
    }
  }
}
