import Fleet

extension Audit {
  /// whole-units, signed-units: of a tranche to sign a whole number of units is held, between its least and greatest.
  mutating func checkSigned() {
    for tranche in planningCase.tranches {
      guard case .optional(let least, let most) = tranche.size else { continue }
      // A path may leave the lease before its GPUs come; what is signed of them is the same on all.
      let there = everySlice.first { planningCase.unitsThere(tranche, at: $1.start, on: $0) > 0 }
      guard let row = there?.1.leases[tranche.id] else { continue }
      let units = row["held"] / Double(planningCase.gpuClasses[tranche.gpuClass.index].unitGPUs)
      ledger.require("whole-units", units == units.rounded(), key: row.key) {
        "\(row.place): \(row["held"]) GPUs of \(tranche.id) are \(units) units, which is no whole number."
      }
      ledger.require("signed-units", Double(least) <= units && units <= Double(most), key: row.key) {
        "\(row.place): \(units) units of \(tranche.id) are signed; \(least) to \(most) may be."
      }
      signed[tranche.id] = units
    }
  }

  /// lease-term, tranche-stock, lease-sums: what is held of each tranche, used and paid.
  ///
  ///     held = units there * unit size,  used = sum gpus <= held
  ///     paid_usd = price H max(used, take_or_pay_share held), the price being the renewal's in a second term
  mutating func checkLeases() {
    for (course, slice) in everySlice {
      for tranche in planningCase.tranches where tranche.fallback == nil {
        guard let row = slice.leases[tranche.id] else { continue }
        check(tranche, row, slice, course)
      }
    }
  }

  private mutating func check(_ tranche: Tranche, _ row: Row, _ slice: Slice, _ course: Course) {
    let lease = tranche.lease.map { planningCase.leases[$0.index] }
    let there = Double(planningCase.unitsThere(tranche, at: slice.start, on: course))
    let size = Double(planningCase.gpuClasses[tranche.gpuClass.index].unitGPUs)
    let held = Sum(there, signed[tranche.id] ?? 1, size)
    var used = Sum()
    for use in slice.uses where use.tranche.id == tranche.id { used.add(use.gpus) }
    ledger.require("rows", row.text("lease") == lease?.id ?? "", key: row.key) {
      "\(row.place): \(tranche.id) is under \(lease?.id ?? "no lease")."
    }
    ledger.equal("lease-term", row, "held", held, unit: "GPUs")
    ledger.equal("lease-sums", row, "used", used, unit: "GPUs")
    ledger.atMost(
      "tranche-stock", occasion(course, slice, tranche.id), use: row["used"], limit: held.value, unit: "GPUs", at: row,
      "use of \(tranche.id)")
    let rent = planningCase.rent(tranche, at: slice.start, period: slice.period)
    let paid = lease.map { Sum(rent, slice.hours, max(row["used"], $0.takeOrPayShare * row["held"])) }
    ledger.equal("lease-payments", row, "paid_usd", paid ?? Sum(), unit: "USD")
    ledger.require("lease-term", states(tranche, slice, course).contains(row.text("state")), key: row.key) {
      "\(row.place): \(tranche.id) is \(states(tranche, slice, course).joined(separator: " or ")) then."
    }
  }

  /// What may be said of a tranche in a slice; where two words are true, both.
  private func states(_ tranche: Tranche, _ slice: Slice, _ course: Course) -> [String] {
    let zone = planningCase.sites[tranche.site.index].timeZone
    let called = planningCase.called(tranche, on: course)
    let past = [
      ("left", tranche.lease.flatMap { course.exits[$0]?.leaves }), ("reclaimed", called),
      ("ended", planningCase.termEnd(tranche, on: course)),
    ].filter { $1.map { $0 <= slice.start } ?? false }
    if !past.isEmpty { return past.map(\.0) }
    var states: [String] = []
    if called != nil { states.append("notice") }
    let there = planningCase.unitsThere(tranche, at: slice.start, on: course)
    let first = planningCase.firstDay(of: tranche).map { Instant($0, in: zone) }
    if let first, slice.start < first { return states + ["ahead"] }
    if case .fixed(let gpus) = tranche.size,
      there < gpus / planningCase.gpuClasses[tranche.gpuClass.index].unitGPUs
    {
      return states + ["ramp"]
    }
    return called == nil ? ["held"] : states
  }
}
