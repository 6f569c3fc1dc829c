import Fleet
import Foundation

extension TableSpecification {
  static let reclaim = TableSpecification(
    "reclaim", singular: "reclaim", required: false, key: ["pool", "lease", "workload", "period"],
    meaning: """
      Pools of leases that one call takes back together, and how likely that is: a hazard, the same in every row of the \
      pool, or probabilities by period. A lease may be in several pools, its lessor's and that of a common cause: the \
      first call that ends it counts. A row with a service instead of a lease is an event in our own demand.
      """,
    columns: [
      Column("pool", .id, .required, "a pool's id"),
      Column("lease", .reference("lease"), .blank("a service"), "a lease of the pool"),
      Column("workload", .reference("workload"), .blank("a lease"), "a service whose demand the call changes"),
      Column(
        "demand_factor", .number(.none, .atLeast(0)), .blank("a lease"),
        "the factor of a service's demand", more: "From the call on.", plausible: 0.01...20),
      Column(
        "hazard_per_month", .number(.perMonth, .share), .blank("per year, or listed by period"),
        "the probability of notice in a month", more: "Of 365/12 days, given no notice of the pool before.",
        parameter: "hazard", plausible: 0...0.5),
      Column(
        "hazard_per_year", .number(.perYear, .share), .blank("per month, or listed by period"),
        "the probability of notice in a year", more: "p a year is 1 - (1 - p)^(1/12) a month.",
        parameter: "yearly_hazard"),
      Column(
        "hazard_per_month_after", .number(.perMonth, .share), .blank("as before"),
        "the probability of notice in a month once another pool has been called", parameter: "hazard_after"),
      Column("period", .period, .blank("a hazard"), "the period at whose start notice is given"),
      Column(
        "probability", .number(.share, .share), .blank("a hazard"), "the probability of notice in that period",
        more: "What is left of 1 is that notice never comes."),
    ])
}

extension CaseBuilder {
  func reclaimPools() -> [ReclaimPool] {
    guard let table = tables["reclaim"] else { return [] }
    for row in table.records { checkMember(row) }
    let groups = Dictionary(grouping: table.records.filter { $0.isWhole && $0.id != nil }) { $0.id! }
    return groups.sorted { $0.key < $1.key }.compactMap { id, rows in
      let likelihood = likelihood(rows), after = shared("hazard_per_month_after", by: rows)
      guard let likelihood else { return nil }
      let leases = Set(rows.compactMap { ref($0, "lease") as Ref<Lease>? }).sorted()
      var pool = ReclaimPool(id: id, leases: leases, likelihood: likelihood, hazardAfter: after, origin: rows[0].origin)
      for row in rows {
        guard let service: Ref<Workload> = ref(row, "workload"), let factor = row.number("demand_factor") else {
          continue
        }
        if let earlier = pool.demandFactors[service], earlier != factor {
          row.report(
            "demand_factor", "the rows of a pool have one factor for a service, \(earlier.shortest) in an earlier row",
            "Write the same in all of them.")
        }
        pool.demandFactors[service] = factor
      }
      return pool
    }
  }

  private func checkMember(_ row: Record) {
    checkHolder(row)
    if row.isFilled("lease") == row.isFilled("workload") {
      row.report(
        "lease", "a row names a lease, or a service with a demand_factor",
        row.isFilled("lease") ? "Give each a row of its own." : "Write one of the two.")
    } else if row.isFilled("workload") != row.isFilled("demand_factor") {
      let isMissing = row.isFilled("workload")
      row.report(
        "demand_factor",
        isMissing ? "a service that a call changes has a factor" : "a factor is for a service, and this row has none",
        isMissing ? "Write what its demand is multiplied by." : "Leave it empty, or give a service a row of its own.")
    }
    if row.number("demand_factor") == 1 {
      row.warn("demand_factor", "a demand times 1 stays as it is", "Write another factor, or take the row out.")
    }
    if let id = row.text("workload"), let workload = tables["workloads"]?.records.first(where: { $0.id == id }),
      let kind = workload.text("kind"), kind != "service"
    {
      row.report("workload", "\(id) is a \(kind), which has no demand by period", "Name a service.")
    }
    if let id = row.text("lease"), let lease = tables["leases"]?.records.first(where: { $0.id == id }), isLetting(lease)
    {
      row.report(
        "lease", "\(id) is a lease under which we let GPUs, and when to call them is ours to decide",
        "Take the row out.")
    }
  }

  private func checkHolder(_ row: Record) {
    guard let id = row.text("lease"), let lease = tables["leases"]?.records.first(where: { $0.id == id }),
      let holder = lease.text("reclaim_holder").flatMap(ReclaimHolder.init), !holder.lessorMayReclaim
    else { return }
    row.report(
      "lease", "the lessor of \(id) may not end it (reclaim_holder \(holder.rawValue))",
      "Take the row out, or change reclaim_holder to owner or both.")
  }

  private func likelihood(_ rows: [Record]) -> ReclaimPool.Likelihood? {
    let hazards = ["hazard_per_month", "hazard_per_year"].filter { column in rows.contains { $0.isFilled(column) } }
    guard hazards.count < 2 else {
      for row in rows where row.isFilled("hazard_per_year") {
        row.report(
          "hazard_per_year", "a pool's hazard is per month or per year, not both", "Leave one of the two empty.")
      }
      return nil
    }
    for row in rows { checkColumns(row, hazard: hazards.first) }
    guard let hazard = hazards.first else { return listed(rows).map { .listed($0) } }
    return shared(hazard, by: rows).map { .hazardPerMonth(hazard == "hazard_per_year" ? 1 - pow(1 - $0, 1 / 12) : $0) }
  }

  /// What every row of a pool says alike; nil where no row says it.
  private func shared(_ column: String, by rows: [Record]) -> Double? {
    guard let first = rows.first(where: { $0.number(column) != nil }), let value = first.number(column) else {
      return nil
    }
    for row in rows where row.number(column) != value && (row.number(column) != nil || !row.isFilled(column)) {
      row.report(
        column, "the rows of a pool have one \(column), \(value.shortest) in line \(first.line)",
        "Write the same in all of them.")
    }
    return value
  }

  private func checkColumns(_ row: Record, hazard: String?) {
    let dated = ["period", "probability"]
    if !dated.contains(where: { row.isFilled($0) }), hazard == nil {
      row.report(
        "hazard_per_month", "a row has a hazard, or a period and a probability",
        "Write the probability of notice in a month.")
      return
    }
    if let hazard, !row.isFilled(hazard) { return }
    for column in dated where row.isFilled(column) == (hazard != nil) {
      row.report(
        column,
        hazard != nil
          ? "a pool has either a hazard or probabilities by period"
          : "a row without a hazard has a period and a probability",
        hazard != nil ? "Leave it empty." : "Write both, or a hazard.")
    }
  }

  private func listed(_ rows: [Record]) -> [Int: Double]? {
    var listed: [Int: Double] = [:]
    var hasLater = false
    for row in rows {
      guard let name = row.text("period"), let probability = row.number("probability"),
        let period = period(name, row, "period", hasLater: &hasLater)
      else { continue }
      if let earlier = listed[period], earlier != probability {
        row.report(
          "probability", "a pool has one probability in a period, and \(name) has \(earlier.shortest) already",
          "Write the same for every lease of the pool.")
      }
      listed[period] = probability
      if listed.values.reduce(0, +) > 1 + 1e-9 {
        row.report(
          "probability", "the probabilities of a pool sum to 1 at most; with this row they pass it", "Lower them.")
        return nil
      }
    }
    return listed
  }
}
