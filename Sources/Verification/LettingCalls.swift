import Fleet

extension Audit {
  /// A call of ours, which takes back all that is let under a lease; the first along a path.
  ///
  ///     notice = day that has begun at all sites of the lettings when it takes effect - 1 - notice_days
  ///     first days of the case, of the lease and of the right <= notice;  last notice of the path <= notice
  mutating func takeCall(_ row: Row, _ index: Int) {
    guard let reference = lease(named: row), isLet(reference),
      planningCase.mayReclaim(planningCase.leases[reference.index])
    else {
      ledger.require("letting-term", false, key: row.key) {
        "\(row.place): under \(row.text("subject")) nothing is let that we may call back."
      }
      return
    }
    guard let back = Instant(row.text("takes_effect")) else {
      ledger.require("decisions", false, key: row.key) { "\(row.place): GPUs are called back for a moment." }
      return
    }
    let lease = planningCase.leases[reference.index]
    let call = Exit(
      noticed: planningCase.day(at: back, in: planningCase.zones(under: reference)) + (-1 - lease.noticeDays),
      leaves: back)
    let isFirst = courses[index].calledBack[reference] == nil
    if isFirst { courses[index].calledBack[reference] = call }
    ledger.require("letting-term", isFirst, key: row.key) {
      "\(row.place): what is let under \(lease.id) is called back once already."
    }
    checkNotice(call, of: lease, row, on: courses[index])
    let isThere = lettings.contains { $0.reference == reference && back < $0.term.upperBound }
    ledger.require("letting-term", isThere, key: row.key) {
      "\(row.place): nothing is let under \(lease.id) any more on \(back)."
    }
  }

  private func checkNotice(_ call: Exit, of lease: Lease, _ row: Row, on course: Course) {
    let first = max(lease.start, lease.noticeFrom ?? lease.start)
    ledger.require("letting-term", call.noticed >= first, key: row.key) {
      "\(row.place): for GPUs back on \(call.leaves), notice is given by \(call.noticed), but not before \(first)."
    }
    ledger.require("letting-term", Instant(call.noticed) >= course.from, key: row.key) {
      "\(row.place): for GPUs back on \(call.leaves), notice is given by \(call.noticed), before \(course.from), "
        + (course.parent == nil ? "the start of the case." : "when \(course.id) begins: another path gives it.")
    }
    ledger.require("decisions", row.text("unit") == "lease" && isDated(row, call.noticed), key: row.key) {
      "\(row.place): for GPUs back on \(call.leaves), notice is given for the whole lease by \(call.noticed)."
    }
    ledger.equal("decisions", row, "amount", Sum(1), unit: "lease")
  }

  /// slices: where a call of ours binds a slice starts, also on the paths that leave the one that decides it.
  func checkCalls() {
    for course in courses {
      for (lease, call) in course.calledBack where call.leaves >= course.from {
        let id = planningCase.leases[lease.index].id
        ledger.require("slices", course.slices.contains { $0.start == call.leaves }, key: "\(course.id),\(id)") {
          "\(course.id): no slice starts on \(call.leaves), when what is let under \(id) is back."
        }
      }
    }
  }

  /// Whether we are the lessor of a lease.
  func isLet(_ lease: Ref<Lease>) -> Bool { planningCase.workloads.contains { $0.letting?.lease == lease } }
}
