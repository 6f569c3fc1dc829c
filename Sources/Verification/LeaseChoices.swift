import Fleet

extension Audit {
  /// lease-exit, lease-renewal, letting-term, decisions: what each path decides about leases, and what was decided before it left.
  ///
  /// What the path that a notice leaves had decided by then binds on the one that leaves, and is not decided there again.
  mutating func takeLeaseChoices() {
    for index in courses.indices {
      inheritChoices(index)
      let rows = rows("decisions", of: courses[index])
      for row in rows where row.text("decision") == "renew" { takeRenewal(row, index) }
      // A second term is there to be left once it has been taken.
      for row in rows where row.text("decision") == "exit" { takeExit(row, index) }
      for row in rows where row.text("decision") == "reclaim" { takeCall(row, index) }
    }
  }

  private mutating func inheritChoices(_ index: Int) {
    guard let parent = courses[index].parent.map({ courses[$0] }) else { return }
    let from = courses[index].from
    courses[index].exits = parent.exits.filter { Instant($0.value.noticed) < from }
    courses[index].calledBack = parent.calledBack.filter { Instant($0.value.noticed) < from }
    courses[index].renewed = parent.renewed.filter { lease in
      planningCase.leases[lease.index].renewal.map { Instant($0.decideBy) < from } ?? false
    }
  }

  /// A renewal: last notice of the path <= decide_by, and a second term that begins within the case.
  private mutating func takeRenewal(_ row: Row, _ index: Int) {
    guard let reference = lease(named: row), let renewal = planningCase.leases[reference.index].renewal else {
      ledger.require("lease-renewal", false, key: row.key) {
        "\(row.place): \(row.text("subject")) is no lease that can be renewed."
      }
      return
    }
    let isOwn = Instant(renewal.decideBy) >= courses[index].from
    let isNew = !isOwn || courses[index].renewed.insert(reference).inserted
    ledger.require("lease-renewal", isNew, key: row.key) {
      "\(row.place): \(row.text("subject")) is renewed once already."
    }
    check(renewal, of: reference, row, isOwn: isOwn, on: courses[index])
  }

  private func check(_ renewal: Renewal, of reference: Ref<Lease>, _ row: Row, isOwn: Bool, on course: Course) {
    let lease = planningCase.leases[reference.index]
    ledger.require("lease-renewal", isOwn, key: row.key) {
      "\(row.place): \(lease.id) is renewed by \(renewal.decideBy), before \(course.from), "
        + (course.parent == nil ? "the start of the case." : "when \(course.id) begins: another path decides it.")
    }
    ledger.require("lease-renewal", mayRenew(reference), key: row.key) {
      "\(row.place): no second term of \(lease.id), from \(lease.end) on, begins within the case."
    }
    let begins =
      (planningCase.tranches.filter { $0.lease == reference }
      .map { Instant(lease.end, in: planningCase.sites[$0.site.index].timeZone) }.min() ?? Instant(lease.end))
      .description
    let isTold = row.text("unit") == "months" && row.text("takes_effect") == begins && isDated(row, renewal.decideBy)
    ledger.require("decisions", isTold, key: row.key) {
      "\(row.place): \(lease.id) is renewed for months, by \(renewal.decideBy) and from \(begins) on."
    }
    ledger.equal("decisions", row, "amount", Sum(Double(renewal.months)), unit: "months")
  }

  private func mayRenew(_ reference: Ref<Lease>) -> Bool {
    let last = Instant(planningCase.periods.last!.end), end = planningCase.leases[reference.index].end
    return planningCase.tranches.contains {
      $0.lease == reference && Instant(end, in: planningCase.sites[$0.site.index].timeZone) < last
    }
  }

  func lease(named row: Row) -> Ref<Lease>? {
    planningCase.leases.firstIndex { $0.id == row.text("subject") }.map { Ref($0) }
  }

  /// Whether a decision stands on its day, and in the period that holds it, or in the last one where all are over.
  func isDated(_ row: Row, _ day: Day) -> Bool {
    let period = planningCase.periods.last { $0.start <= day } ?? planningCase.periods[0]
    return row.text("last_date") == day.description && row.text("period") == period.id
  }
}
