import Fleet

extension TableSpecification {
  static let demand = TableSpecification(
    "demand", singular: "demand", required: false, key: ["workload", "period"],
    meaning:
      "What services ask for: every service has a row for every period. Rows after the last period are not used.",
    columns: [
      Column("workload", .reference("workload"), .required, "the service"),
      Column("period", .period, .required, "the period"),
      Column(
        "units_per_s", .number(.unitsPerSecond, .atLeast(0)), .required, "the demand of a service",
        more: "Work units per second at the planning quantile. The parameter is `demand.<workload>`."),
    ])

  static let loadCurves = TableSpecification(
    "load-curves", singular: "load-curve", required: false, key: ["curve", "quantile"],
    meaning: """
      How often a service runs at which share of its peak, as rising quantiles: between two of them the load counts \
      as the upper one, and time beyond the last runs at the peak.
      """,
    columns: [
      Column("curve", .id, .required, "a curve's id"),
      Column("quantile", .number(.share, .share), .required, "a share of time"),
      Column(
        "share_of_peak", .number(.share, .share), .required, "the load that is not passed in that share of time",
        more: "Never falls as the quantile rises."),
    ])
}

extension CaseBuilder {
  /// How many rows of a service were reported: as many periods may lack theirs without a second finding.
  var misplacedDemand: [String: Int] {
    let names = Set(periods.map(\.id))
    var count: [String: Int] = [:]
    for row in tables["demand"]?.records ?? [] {
      guard let id = row.text("workload") else { continue }
      let isPlaced = row.isSound && names.contains(row.text("period") ?? "")
      if !isPlaced, row.text("period").flatMap(PeriodName.init)?.start ?? horizon.start < horizon.end {
        count[id, default: 0] += 1
      }
    }
    return count
  }

  /// Demand by service and index of the period; nil where no row says it.
  func demand() -> [String: [Double?]] {
    guard let table = tables["demand"] else { return [:] }
    let kinds = tables["workloads"].map { first(byID: $0.records).mapValues { $0.text("kind") } } ?? [:]
    var demand: [String: [Double?]] = [:]
    var hasLater = false
    for row in table.records {
      guard let id = row.text("workload"), let name = row.text("period") else { continue }
      if let kind = kinds[id] ?? nil, kind != "service" {
        row.report("workload", "\(id) is a \(kind), which has no demand by period", "Take the row out.")
        continue
      }
      guard let period = period(name, row, "period", hasLater: &hasLater) else { continue }
      demand[id, default: Array(repeating: nil, count: periods.count)][period] =
        row.number("units_per_s") ?? (row.isFilled("units_per_s") ? 0 : nil)
    }
    return demand
  }

  func loadCurves() -> [String: LoadCurve] {
    guard let table = tables["load-curves"] else { return [:] }
    var curves: [String: LoadCurve] = [:]
    let groups = Dictionary(grouping: table.records.filter { $0.id != nil }) { $0.id! }
    for (id, rows) in groups {
      if id == "flat" {
        rows[0].report("curve", "flat is the name of the load that never moves", "Give this curve another id.")
      }
      let points = rows.filter { $0.number("quantile") != nil && $0.number("share_of_peak") != nil }
        .sorted { $0.number("quantile")! < $1.number("quantile")! }
      for (lower, upper) in zip(points, points.dropFirst())
      where upper.number("share_of_peak")! < lower.number("share_of_peak")! {
        upper.report(
          "share_of_peak",
          "a curve does not fall: \(lower.number("share_of_peak")!.shortest) stands at quantile "
            + lower.number("quantile")!.shortest, "Check whether quantiles and shares are exchanged.")
      }
      curves[id] = LoadCurve(
        id: id, quantiles: points.map { ($0.number("quantile")!, $0.number("share_of_peak")!) })
    }
    return curves
  }
}
