import Fleet

extension Audit {
  /// whole-units, signed-units: of a tranche to sign a whole number of units is held, between its least and greatest; one
  /// number for a path that decides it and those that leave it later.
  mutating func checkSigned() {
    for tranche in planningCase.tranches {
      guard case .optional(let least, let most) = tranche.size else { continue }
      let signing = courses.indices.map { signer(of: tranche, for: $0) }
      for signer in Set(signing).sorted() {
        let bound = courses.indices.filter { signing[$0] == signer }
        let units = unitsHeld(of: tranche, on: bound, least...most)
        for index in bound { courses[index].signed[tranche.id] = units }
      }
    }
  }

  /// The place of the path that decides how much of a tranche is signed, as it binds on a path.
  private func signer(of tranche: Tranche, for index: Int) -> Int {
    guard let parent = courses[index].parent, !signs(tranche, on: courses[index]) else { return index }
    return signer(of: tranche, for: parent)
  }

  /// Whether a path decides how much of a tranche is signed: the base path, and those whose last notice has come by then.
  func signs(_ tranche: Tranche, on course: Course) -> Bool {
    course.parent == nil || tranche.decideBy.map { Instant($0, in: zone(tranche)) >= course.from } ?? false
  }

  /// Units held on the first of some paths on which they come: one may leave the lease before. Where they come on none,
  /// no more than must be is signed.
  private func unitsHeld(of tranche: Tranche, on bound: [Int], _ range: ClosedRange<Int>) -> Double {
    let there = bound.lazy.compactMap { index in
      courses[index].slices.first { planningCase.unitsThere(tranche, at: $0.start, on: courses[index]) > 0 }
    }
    guard let row = there.first?.leases[tranche.id] else { return Double(range.lowerBound) }
    let units = row["held"] / Double(planningCase.gpuClasses[tranche.gpuClass.index].unitGPUs)
    ledger.require("whole-units", units == units.rounded(), key: row.key) {
      "\(row.place): \(row["held"]) GPUs of \(tranche.id) are \(units) units, which is no whole number."
    }
    let isWithin = Double(range.lowerBound) <= units && units <= Double(range.upperBound)
    ledger.require("signed-units", isWithin, key: row.key) {
      "\(row.place): \(units) units of \(tranche.id) are signed; \(range.lowerBound) to \(range.upperBound) may be."
    }
    return units
  }

  /// decisions: what is signed of each tranche is what is held of it, and can still be signed in time; each path that
  /// decides it has one row.
  mutating func checkDecisions() {
    let tranches = planningCase.tranches.filter { if case .optional = $0.size { true } else { false } }
    for course in courses {
      for tranche in tranches where signs(tranche, on: course) { check(tranche, on: course) }
    }
  }

  private func check(_ tranche: Tranche, on course: Course) {
    let rows = rows("decisions", of: course).filter { ["sign", tranche.id] == ["decision", "subject"].map($0.text) }
    let units = course.signed[tranche.id] ?? 0
    ledger.require("decisions", rows.count == 1 || rows.isEmpty && units == 0, key: "\(course.id),\(tranche.id)") {
      "decisions.csv: the \(units) units of \(tranche.id) on \(course.id) are signed by one decision, not by "
        + "\(rows.count)."
    }
    for row in rows { check(row, tranche, units) }
  }

  private func check(_ row: Row, _ tranche: Tranche, _ units: Double) {
    let size = row.text("unit").lowercased() == "gpus" ? planningCase.gpuClasses[tranche.gpuClass.index].unitGPUs : 1
    ledger.equal("decisions", row, "amount", Sum(units, Double(size)), unit: row.text("unit"))
    let first = planningCase.firstDay(of: tranche)!, past = planningCase.incumbent?.dayOfThePast("sign", tranche.id)
    let last = past ?? tranche.decideBy ?? first + -tranche.leadDays
    ledger.require("decisions", row.text("last_date") == last.description, key: row.key) {
      "\(row.place): to be there on \(first), \(tranche.id) must be signed by \(last)."
    }
    let periods = [first, last].compactMap { day in
      (planningCase.periods.first { day < $0.end } ?? planningCase.periods.last)?.id
    }
    ledger.require("decisions", periods.contains(row.text("period")), key: row.key) {
      "\(row.place): \(tranche.id) is signed or delivered in \(periods.joined(separator: " or "))."
    }
  }
}
