import Fleet

/// The tables of one path, read out of a solution.
struct PathReading {
  let reading: Reading
  let path: Path

  private var formulation: Formulation { reading.formulation }
  var model: Model { reading.formulation.model }
  var decisions: Decisions { reading.formulation.decisions }

  func span(_ node: Node) -> Span {
    Span(period: model.case.periods[node.period].id, starts: node.start, ends: node.end)
  }

  // MARK: - Allocation

  /// Work mapped to tranches: whole-unit work first, so that it gets whole units of each.
  func allocation(_ node: Node) -> [AllocationRow] {
    var rows: [AllocationRow] = []
    for index in model.pools.all.indices {
      var free = reading.used(pool: index, at: node)
      let own = decisions.assignments(at: node) { $0.pool == index && reading.gpus($0) > 0 }
      for assignment in own.sorted(by: { rank($0) < rank($1) }) {
        var left = reading.gpus(assignment)
        for place in free.indices where left > 0 {
          let isLast = !free[(place + 1)...].contains { $0.gpus > 0 }
          let gpus = isLast ? left : min(left, free[place].gpus)
          guard gpus > 0 else { continue }
          rows.append(row(assignment, free[place].tranche, gpus, node))
          free[place].gpus -= gpus
          left -= gpus
        }
      }
    }
    return rows.sorted {
      ($0.tenant, $0.workload, $0.site, $0.gpuClass, $0.tranche, $0.operatingPoint) < (
        $1.tenant, $1.workload, $1.site, $1.gpuClass, $1.tranche, $1.operatingPoint
      )
    }
  }

  private func rank(_ assignment: Assignment) -> (Int, Int, Int) {
    (
      model.case[assignment.workload].wholeUnits ? 0 : 1, assignment.workload.index, assignment.place.point?.index ?? -1
    )
  }

  private func row(_ assignment: Assignment, _ tranche: Ref<Tranche>, _ gpus: Double, _ node: Node) -> AllocationRow {
    let pool = model.pools.all[assignment.pool]
    let workload = model.case[assignment.workload]
    let (units, mean) = work(assignment, gpus, node)
    return AllocationRow(
      span: span(node), tenant: model.case[workload.tenant].id, workload: workload.id, site: model.case[pool.site].id,
      gpuClass: model.case[pool.gpuClass].id, tranche: model.case[tranche].id,
      operatingPoint: model.name(assignment.place.point),
      gpus: gpus, unitsPerS: units, meanUnitsPerS: mean, itKW: model.power(assignment.place) * gpus)
  }

  /// Capacity and mean work of some GPUs of an assignment.
  private func work(_ assignment: Assignment, _ gpus: Double, _ node: Node) -> (Double, Double) {
    if let arrangement = assignment.arrangement {
      let run = decisions.gangRuns(at: node, of: assignment.workload).first { $0.arrangement == arrangement }!
      let pace = reading[run.pace] * assignment.effect * gpus / reading.effectiveGPUs(run)
      return (pace, pace)
    }
    if model.case[assignment.workload].letting != nil { return (gpus, gpus) }
    let load = decisions.loads(at: node, of: assignment.workload).first { $0.place == assignment.place }!
    let capacity = decisions.assignments(at: node) {
      $0.workload == assignment.workload && $0.place == assignment.place
    }.reduce(0) { $0 + $1.rate * reading.gpus($1) }
    let units = assignment.rate * gpus
    return (units, min(units, reading[load.column] * (units / capacity)))
  }

  // MARK: - Work

  func services(_ node: Node) -> [ServiceRow] {
    model.case.workloads.enumerated().compactMap { index, workload in
      guard let service = workload.service else { return nil }
      let asked = model.demand(Ref(index), at: node)
      let own = decisions.assignments(at: node) { $0.workload == Ref(index) }
      let served = decisions.loads(at: node, of: Ref(index)).reduce(0) { $0 + reading[$1.column] }
      return ServiceRow(
        span: span(node), tenant: model.case[workload.tenant].id, workload: workload.id, asked: asked,
        meanAsked: asked * service.loadCurve.mean, capacity: own.reduce(0) { $0 + $1.rate * reading.gpus($1) },
        served: served, short: max(0, asked * service.loadCurve.mean - served))
    }
  }

  func jobs(_ node: Node) -> [JobRow] {
    model.case.workloads.enumerated().flatMap { index, workload -> [JobRow] in
      guard workload.job != nil else { return [] }
      let tenant = model.case[workload.tenant].id
      func row(
        _ site: String, _ slowest: String, _ point: String, _ gpus: Double, _ effective: Double, _ units: Double
      ) -> JobRow {
        JobRow(
          span: span(node), tenant: tenant, workload: workload.id, site: site, slowestClass: slowest,
          operatingPoint: point, gpus: gpus,
          effectiveGPUs: effective, unitsPerS: units, units: node.seconds * units)
      }
      if workload.gang == nil {
        let gpus = decisions.assignments(at: node) { $0.workload == Ref(index) }.reduce(0) { $0 + reading.gpus($1) }
        let units = decisions.loads(at: node, of: Ref(index)).reduce(0) { $0 + reading[$1.column] }
        return gpus > 0 ? [row("", "", "", gpus, gpus, units)] : []
      }
      return decisions.gangRuns(at: node, of: Ref(index)).compactMap { run in
        let gpus = run.assignments.reduce(0) { $0 + reading.gpus(decisions.assignments[$1]) }
        guard gpus > 0 else { return nil }
        let place = decisions.arrangements[index][run.arrangement]
        return row(
          model.case[place.site].id, model.case[place.slowest].id, model.name(place.point), gpus,
          reading.effectiveGPUs(run), reading[run.pace])
      }
    }
  }

  func work() -> [WorkRow] {
    model.case.workloads.enumerated().compactMap { index, workload in
      guard let job = workload.job else { return nil }
      let done = reading.done(Ref(index), path: path)
      let missing = job.work - done
      return WorkRow(
        tenant: model.case[workload.tenant].id, workload: workload.id, workUnits: job.work, doneUnits: done,
        missingUnits: abs(missing) <= 1e-9 * job.work ? 0 : max(0, missing))
    }
  }

  // MARK: - Places

  func leases(_ node: Node) -> [LeaseRow] {
    var used: [Ref<Tranche>: Double] = [:]
    for index in model.pools.all.indices {
      for part in reading.used(pool: index, at: node) { used[part.tranche] = part.gpus }
    }
    return model.case.tranches.enumerated().map { index, tranche in
      let held = reading.held(Ref(index), at: node)
      let lease = tranche.lease.map { model.case[$0] }
      return LeaseRow(
        span: span(node), lease: lease?.id ?? "", tranche: tranche.id, held: held, used: used[Ref(index)] ?? 0,
        paidUSD: paid(Ref(index), held: held, used: used[Ref(index)] ?? 0, at: node),
        state: state(tranche, held: held, at: node))
    }
  }

  /// USD due for a tranche in a slice: rent less what was paid ahead of it, and the top-up of a window that ends with it.
  private func paid(_ ref: Ref<Tranche>, held: Double, used: Double, at node: Node) -> Double {
    let tranche = model.case[ref]
    guard let lease = tranche.lease.map({ model.case[$0] }), let rent = model.rent(of: ref, at: node) else {
      // What is ordered is paid for whether it works or not.
      return tranche.fallback.map { model.case[$0].price[node.period] * node.hours * held } ?? 0
    }
    let share = lease.takeOrPayShare
    let credited = model.case.isAfterTerm(tranche, at: node) ? 0 : lease.prepaidShare * share * held
    let due = share == 1 || lease.window == .hour ? max(used, share * held) : used
    return rent * node.hours * (due - credited) + (reading.topUps[Reading.TopUp(tranche: ref, node: node.index)] ?? 0)
  }

  private func state(_ tranche: Tranche, held: Double, at node: Node) -> String {
    if tranche.fallback != nil { return held > 0 ? "ordered" : "open" }
    let deliveries = model.case.deliveries(tranche)
    let isCalled = tranche.lease.map { path.reclaimDays[$0] != nil } ?? false
    if let end = model.case.end(of: tranche, on: path), node.start >= end { return isCalled ? "reclaimed" : "ended" }
    if hasLeft(tranche, at: node) { return "left" }
    if model.case.isAfterTerm(tranche, at: node), !isRenewed(tranche, at: node) { return "ended" }
    if node.start < deliveries[0].start { return "ahead" }
    if isCalled, node.path != 0 { return "notice" }
    return node.start < deliveries.last!.start ? "ramp" : "held"
  }

  private func hasLeft(_ tranche: Tranche, at node: Node) -> Bool {
    tranche.lease.flatMap { decisions.leases.left[$0.index][node.index] }.map { reading[$0] == 1 } ?? false
  }

  private func isRenewed(_ tranche: Tranche, at node: Node) -> Bool {
    tranche.lease.flatMap { decisions.leases.renewal($0, on: node.path, model) }.map { reading[$0] == 1 } ?? false
  }

  // MARK: - Money

  /// USD as paid, by period, tenant, site and term, of the path's own nodes.
  func money() -> [MoneyRow] {
    struct Account: Hashable { let period: Int, tenant: Int, site: Int, term: Int }
    let order = Dictionary(uniqueKeysWithValues: CostTermName.allCases.enumerated().map { ($1, $0) })
    var sums: [Account: Double] = [:]
    for entry in formulation.draft.money where path.ownNodes.contains(entry.node) {
      let account = Account(
        period: model.timeline.nodes[entry.node].period, tenant: entry.tenant?.index ?? -1,
        site: entry.site?.index ?? -1, term: order[entry.term]!)
      sums[account, default: 0] += entry.usd * (entry.column.map { reading[$0] } ?? 1)
    }
    let ordered = sums.sorted {
      ($0.key.period, $0.key.term, $0.key.tenant, $0.key.site) < (
        $1.key.period, $1.key.term, $1.key.tenant, $1.key.site
      )
    }
    return ordered.compactMap { account, usd in
      abs(usd) < 1e-6
        ? nil
        : MoneyRow(
          period: model.case.periods[account.period].id,
          tenant: account.tenant < 0 ? "" : model.case.tenants[account.tenant].id,
          site: account.site < 0 ? "" : model.case.sites[account.site].id,
          term: CostTermName.allCases[account.term].rawValue, usd: usd)
    }
  }

  /// Value of the whole path, discounted.
  var value: Double {
    let nodes = Set(path.nodes)
    return formulation.draft.money.reduce(0) { sum, entry in
      guard nodes.contains(entry.node) else { return sum }
      let discount = model.case.discount(model.timeline.nodes[entry.node].period)
      return sum + discount * entry.usd * (entry.column.map { reading[$0] } ?? 1)
    }
  }

  var tables: PathTables {
    var tables = PathTables(
      path: path.id, parent: path.parent.map { model.timeline.paths[$0].id }, called: called, noticeDay: path.noticeDay,
      reclaimDay: path.reclaimDays.values.min(), probability: path.probability, value: value)
    for node in model.timeline.nodes(of: path) {
      let rows = allocation(node)
      tables.allocation += rows
      tables.service += services(node)
      tables.jobs += jobs(node)
      tables.sites += sites(node)
      tables.cooling += cooling(node)
      tables.leases += leases(node)
    }
    tables.decisions = decisionRows
    tables.work = work()
    tables.money = money()
    return tables
  }
}
