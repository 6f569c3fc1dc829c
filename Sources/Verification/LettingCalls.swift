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
    checkNotice(
      call, from: max(lease.start, lease.noticeFrom ?? lease.start), "letting-term", "for GPUs back on \(call.leaves)",
      row,
      on: courses[index])
    let isThere = lettings.contains { $0.reference == reference && back < $0.term.upperBound }
    ledger.require("letting-term", isThere, key: row.key) {
      "\(row.place): nothing is let under \(lease.id) any more on \(back)."
    }
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
