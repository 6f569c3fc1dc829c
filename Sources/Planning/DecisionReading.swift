import Fleet

extension PathReading {
  private var number: Int { model.timeline.paths.firstIndex { $0.id == path.id }! }

  /// `spacex@2026-09`, by pool and period of notice.
  var called: [String] {
    path.notices.flatMap { notice in
      notice.pools.map { model.case.reclaimPools[$0].id + "@" + model.case.periods[notice.period].id }
    }
  }

  /// What the path itself decides of leases and fallbacks; what it inherits stands with the path that it left.
  var decisionRows: [DecisionRow] { signings + lettings + exits + renewals + orders + standbys + builds }

  private var exits: [DecisionRow] {
    decisions.leases.exits.filter { $0.path == number && reading[$0.column] > 0 }.map { exit in
      DecisionRow(
        decision: model.case.exitDecision(of: exit.lease), subject: model.case[exit.lease].id,
        period: model.case.period(holding: exit.noticeDay).id,
        amount: reading[exit.column], unit: "lease", lastDate: exit.noticeDay, takesEffect: exit.moment)
    }
  }

  private var renewals: [DecisionRow] {
    decisions.leases.renewals.filter { $0.path == number && reading[$0.column] > 0 }.map { renewed in
      let lease = model.case[renewed.lease], renewal = lease.renewal!
      return DecisionRow(
        decision: "renew", subject: lease.id, period: model.case.period(holding: renewal.decideBy).id,
        amount: Double(renewal.months), unit: "months", lastDate: renewal.decideBy,
        takesEffect: model.case.starts(of: lease.end, under: renewed.lease)?.lowerBound)
    }
  }

  private var orders: [DecisionRow] {
    decisions.fallbacks.orders.filter { $0.path == number && reading[$0.column] > 0 }.map { order in
      let fallback = model.case[order.fallback], last = fallback.decided(for: order.arrival)
      return DecisionRow(
        decision: fallback.orderDecision, subject: fallback.id,
        period: model.case.period(holding: last.day).id, amount: reading[order.column], unit: "GPU",
        lastDate: last.day, takesEffect: order.arrival)
    }
  }

  private var builds: [DecisionRow] {
    decisions.expansions.builds.filter { $0.path == number && reading[$0.column] > 0 }.map { build in
      let period = model.case.periods[build.period]
      return DecisionRow(
        decision: "build", subject: model.case[build.expansion].id, period: period.id, amount: reading[build.column],
        unit: "module", lastDate: period.start, takesEffect: build.service)
    }
  }

  private var standbys: [DecisionRow] {
    decisions.fallbacks.standbys.filter { $0.path == number && reading[$0.column] > 0 }.map { standby in
      let period = model.case.periods[standby.period]
      return DecisionRow(
        decision: "hold", subject: model.case[standby.fallback].id, period: period.id, amount: reading[standby.column],
        unit: "GPU", lastDate: period.start, takesEffect: Instant(period.start))
    }
  }
}

extension PathReading {
  /// What is signed, at whatever number of units.
  private var signings: [DecisionRow] {
    decisions.signings.all.filter { $0.path == number }.map { signing in
      let tranche = model.case[signing.tranche]
      let last = model.case.lastDay(toSign: tranche)
      return DecisionRow(
        decision: "sign", subject: tranche.id, period: model.case.period(holding: last).id,
        amount: reading[signing.column], unit: "unit of \(model.case[tranche.gpuClass].unitGPUs) GPUs", lastDate: last)
    }
  }

  /// How many GPUs are let, none included: decided at the start of the case.
  private var lettings: [DecisionRow] {
    guard number == 0 else { return [] }
    return decisions.lettings.signed.sorted { $0.key < $1.key }.map { ref, gpus in
      let last = model.case.lastDay(toLet: ref)
      return DecisionRow(
        decision: "let", subject: model.case[ref].id, period: model.case.period(holding: last).id,
        amount: reading.gpus(gpus), unit: "GPU", lastDate: last)
    }
  }
}

extension PlanningCase {
  /// What the end of a lease by our own notice is called.
  func exitDecision(of lease: Ref<Lease>) -> String { isLet(lease) ? "reclaim" : "exit" }

  /// The last day on which a tranche can be signed, or could be before the case began.
  func lastDay(toSign tranche: Tranche) -> Day {
    if let day = incumbent?.dayOfThePast("sign", tranche.id) { return day }
    let start = tranche.lease.map { self[$0].start } ?? periods[0].start
    let first = max(start, tranche.availableFrom ?? start)
    return tranche.decideBy ?? max(periods[0].start, first + -tranche.leadDays)
  }

  /// The last day on which GPUs can be let.
  func lastDay(toLet letting: Ref<Workload>) -> Day {
    if let day = incumbent?.dayOfThePast("let", self[letting].id) { return day }
    return max(periods[0].start, self[self[letting].letting!.lease].start)
  }

  /// The last period that has begun by a day, or the first.
  fileprivate func period(holding day: Day) -> Period { periods.last { $0.start <= day } ?? periods[0] }
}

extension Fallback {
  /// What getting its GPUs is called.
  var orderDecision: String { kind == .firm ? "order" : "call" }
}
