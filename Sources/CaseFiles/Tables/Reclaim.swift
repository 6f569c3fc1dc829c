import Fleet

extension TableSpecification {
  static let reclaim = TableSpecification(
    "reclaim", singular: "reclaim", required: false, key: ["pool", "lease", "period"],
    meaning: """
      Leases that one lessor would take back together, and how likely that is: either a hazard, the same in every row \
      of the pool, or probabilities by period. There may be one pool.
      """,
    columns: [
      Column("pool", .id, .required, "a pool's id"),
      Column("lease", .reference("lease"), .required, "a lease of the pool"),
      Column(
        "hazard_per_month", .number(.perMonth, .between(0, 0.999)), .blank("listed by period"),
        "the probability of notice in a month",
        more: "Of 365/12 days, given no notice before. The parameter is `reclaim.<pool>.hazard`."),
      Column("period", .period, .blank("a hazard"), "the period at whose start notice is given"),
      Column(
        "probability", .number(.share, .share), .blank("a hazard"), "the probability of notice in that period",
        more: "What is left of 1 is that notice never comes."),
    ])
}

extension CaseBuilder {
  func reclaimPools() -> [ReclaimPool] {
    guard let table = tables["reclaim"] else { return [] }
    let groups = Dictionary(grouping: table.records.filter { $0.id != nil }) { $0.id! }
    for id in groups.keys.sorted().dropFirst() {
      groups[id]![0].report(
        "pool", "a case has one reclaim pool so far, and this is a second one",
        "Put its leases into the first, or take it out.")
    }
    for row in table.records { checkHolder(row) }
    return groups.sorted { $0.key < $1.key }.compactMap { id, rows in
      guard let likelihood = likelihood(rows) else { return nil }
      let leases = Set(rows.compactMap { ref($0, "lease") as Ref<Lease>? }).sorted()
      return ReclaimPool(id: id, leases: leases, likelihood: likelihood, origin: rows[0].origin)
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
    let hasHazard = rows.contains { $0.isFilled("hazard_per_month") }
    for row in rows { checkColumns(row, hasHazard: hasHazard) }
    if hasHazard {
      let hazards = rows.compactMap { row in row.number("hazard_per_month").map { (row, $0) } }
      guard let first = hazards.first else { return nil }
      for (row, hazard) in hazards where hazard != first.1 {
        row.report(
          "hazard_per_month", "the rows of a pool have one hazard, \(first.1.shortest) in line \(first.0.line)",
          "Write the same in all of them.")
      }
      return .hazardPerMonth(first.1)
    }
    return listed(rows).map { .listed($0) }
  }

  private func checkColumns(_ row: Record, hasHazard: Bool) {
    let dated = ["period", "probability"]
    if !dated.contains(where: { row.isFilled($0) }), !hasHazard {
      row.report(
        "hazard_per_month", "a row has a hazard, or a period and a probability",
        "Write the probability of notice in a month.")
      return
    }
    if hasHazard, !row.isFilled("hazard_per_month") {
      row.report("hazard_per_month", "every row of a pool has its hazard", "Write the same in all of them.")
      return
    }
    for column in dated where row.isFilled(column) == hasHazard {
      row.report(
        column,
        hasHazard
          ? "a pool has either a hazard or probabilities by period"
          : "a row without a hazard has a period and a probability",
        hasHazard ? "Leave it empty." : "Write both, or a hazard.")
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
