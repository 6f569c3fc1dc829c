import Fleet

/// What a row of `money.csv` is about: period, tenant, site and term.
typealias Account = [String]

extension Audit {
  /// money-sums: every dollar of every path follows from the other tables, and no account is missing or surplus.
  ///
  ///     value         = value S mean_units_per_s               by allocation row: tenant and site
  ///     energy, water, carbon                                  see ``meter(_:into:)``: tenant and site
  ///     demand-charge                                          for a period's peak: site
  ///     rent          = what is let, prepaid, refunded         by letting: tenant and site
  ///     lease-payments = -paid_usd                             by tranche: site
  ///     prepayments, reclaim-settlements, capital              in one slice of a tranche: site
  ///     commitments, end-value                                 in the last slice of a path, by tranche: site
  ///     exit-fees     = -exit_fee_usd                          in the slice from which a lease is left
  ///     fallback      = -paid_usd - premium H GPUs on standby   by fallback: site
  ///     shortfall     = -cost S short; of a job -cost missing, where its deadline or the horizon ends: tenant
  ///     lateness      = -cost units * days after the deadline  by allocation row: tenant and site
  ///     pauses        = -pause_usd                             each time that a gang runs again: tenant
  ///     migration     = -cost per GPU (GPUs more than in the slice before, by pool): tenant and site
  ///     changes       = -price (GPUs more than the incumbent has, by pool): tenant and site
  ///     floor-penalty = after a notice, for capacity or GPUs short of a floor: tenant
  mutating func checkMoney() {
    for course in courses {
      var accounts: [Account: Sum] = [:]
      var before = before(course).last
      for slice in course.slices {
        earn(slice, into: &accounts)
        meter(slice, into: &accounts)
        delay(slice, into: &accounts)
        pay(slice, on: course, into: &accounts)
        if let before { move(from: before, to: slice, into: &accounts) }
        if course.notice != nil { penalise(slice, on: course, into: &accounts) }
        before = slice
      }
      chargePeaks(course, into: &accounts)
      payBuilds(course, into: &accounts)
      leave(course, into: &accounts)
      settle(course, into: &accounts)
      missJobs(course, into: &accounts)
      payChanges(course, into: &accounts)
      pause(course, into: &accounts)
      compare(accounts, course)
    }
  }

  private mutating func compare(_ accounts: [Account: Sum], _ course: Course) {
    var open = accounts
    for row in rows("money", of: course) {
      let account = ["period", "tenant", "site", "term"].map(row.text)
      ledger.equal("money-sums", row, "usd", open.removeValue(forKey: account) ?? Sum(), unit: "USD")
    }
    for (account, sum) in open.sorted(by: { $0.key.joined(separator: ",") < $1.key.joined(separator: ",") }) {
      let key = ([course.id] + account).joined(separator: ",")
      ledger.equal("money-sums", 0, sum, unit: "USD", key: key, "money.csv: the sum of the missing rows for \(key)")
    }
  }

  func account(_ slice: Slice, _ tenant: String, _ site: String, _ term: String) -> Account {
    [planningCase.periods[slice.period].id, tenant, site, term]
  }

  private func earn(_ slice: Slice, into accounts: inout [Account: Sum]) {
    for use in slice.uses {
      accounts[account(slice, use.tenant.id, use.site.id, "value"), default: Sum()]
        .add(use.workload.value[slice.period], slice.seconds, use.row["mean_units_per_s"])
    }
  }

  private func pay(_ slice: Slice, on course: Course, into accounts: inout [Account: Sum]) {
    for tranche in planningCase.tranches {
      let site = planningCase.sites[tranche.site.index].id
      let term = tranche.fallback == nil ? "lease-payments" : "fallback"
      accounts[account(slice, "", site, term), default: Sum()].add(-(slice.leases[tranche.id]?["paid_usd"] ?? 0))
    }
    for standby in course.standby where standby.period == slice.period {
      let site = planningCase.sites[standby.fallback.site.index].id
      accounts[account(slice, "", site, "fallback"), default: Sum()]
        .add(-standby.fallback.premium[slice.period], slice.hours, standby.gpus)
    }
    for workload in planningCase.workloads {
      let tenant = planningCase.tenants[workload.tenant.index].id
      accounts[account(slice, tenant, "", "shortfall"), default: Sum()]
        .add(-workload.shortfallCost[slice.period], slice.seconds, slice.service[workload.id]?["short"] ?? 0)
    }
  }

  private func leave(_ course: Course, into accounts: inout [Account: Sum]) {
    for (lease, exit) in exits(on: course) {
      guard let slice = course.slices.first(where: { $0.start == exit.leaves }) else { continue }
      accounts[account(slice, "", "", "exit-fees"), default: Sum()].add(-(lease.exit?.fee ?? 0))
    }
  }

  private func move(from before: Slice, to slice: Slice, into accounts: inout [Account: Sum]) {
    let earlier = pools(before.uses)
    for (pool, gpus) in pools(slice.uses) {
      let workload = planningCase.workloads.first { $0.id == pool[0] }!
      let tenant = planningCase.tenants[workload.tenant.index].id
      accounts[account(slice, tenant, pool[1], "migration"), default: Sum()]
        .add(-workload.migrationCost, max(0, gpus - (earlier[pool] ?? 0)))
    }
  }
}
