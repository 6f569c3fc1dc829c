import Fleet

extension Audit {
  /// lease-term, tranche-stock, lease-sums: what is held of each tranche, and used; and what it costs.
  ///
  ///     held = units there * unit size,  used = sum gpus <= held
  mutating func checkLeases() {
    for course in courses {
      let settlements = settlements(on: course)
      for slice in course.slices {
        for tranche in planningCase.tranches where tranche.fallback == nil {
          guard let row = slice.leases[tranche.id] else { continue }
          check(tranche, row, slice, course)
          checkPaid(tranche, row, slice, course, settlements[tranche.id]?[slice.start])
        }
      }
    }
  }

  private func check(_ tranche: Tranche, _ row: Row, _ slice: Slice, _ course: Course) {
    let lease = tranche.lease.map { planningCase.leases[$0.index] }
    let there = Double(planningCase.unitsThere(tranche, at: slice.start, on: course))
    let held = Sum(there, gpus(perUnitOf: tranche, on: course))
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
