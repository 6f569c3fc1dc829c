import Fleet

extension Audit {
  /// What is booked once, in one slice of a path.
  func settle(_ course: Course, into accounts: inout [Account: Sum]) {
    func book(_ slice: Slice, _ tenant: String, _ site: String, _ term: String, _ usd: Sum, times sign: Double) {
      accounts[account(slice, tenant, site, term), default: Sum()].add(scaled(usd, sign))
    }
    for (slice, letting, usd) in rents(on: course) {
      let tenant = planningCase.tenants[letting.workload.tenant.index].id
      book(slice, tenant, letting.site.id, "rent", usd, times: 1)
    }
    for (slice, site, usd) in prepayments(on: course) { book(slice, "", site, "prepayments", usd, times: -1) }
    for (slice, site, usd) in settledReclaims(on: course) {
      book(slice, "", site, "reclaim-settlements", usd, times: 1)
    }
    for (slice, site, usd) in capital(on: course) { book(slice, "", site, "capital", usd, times: -1) }
    guard let last = course.slices.last else { return }
    for (site, owed, worth) in outlook(on: course) {
      book(last, "", site, "commitments", owed, times: -1)
      book(last, "", site, "end-value", worth, times: 1)
    }
  }
}
