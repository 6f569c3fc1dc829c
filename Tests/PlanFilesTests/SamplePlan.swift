import Fleet

@testable import Planning

/// A plan of ``SampleCase`` that no solver made: fixed shares of every tranche. Its tables hold each other as a real
/// plan's do; the prices are made up.
struct SamplePlan {
  let planningCase: PlanningCase
  let timeline: Timeline
  /// Work units per second per GPU.
  private let rates: [String: Double] = ["h100-sxm": 4.2, "h200-sxm": 5.1, "gb200-nvl72": 14.5].mapValues { $0 * 1000 }

  static func make(_ planningCase: PlanningCase = SampleCase.make()) -> Plan {
    SamplePlan(planningCase: planningCase, timeline: Timeline(planningCase)).plan
  }

  private var plan: Plan {
    var tables = timeline.paths.map(tables)
    for index in tables.indices { tables[index].value = value(tables[index], tables[0], timeline.paths[index]) }
    let mean = zip(tables, timeline.paths).reduce(0) { $0 + $1.0.value * $1.1.probability }
    let worst = tables.map(\.value).min()!
    let isCertain = tables.count == 1
    let objective = isCertain ? mean : 0.8 * mean + 0.2 * worst
    return Plan(
      caseName: planningCase.name, status: .optimal, objective: objective, boundClaimed: objective * 1.0001,
      boundCertified: objective * 1.00031, gap: 0.00031, askedGap: 0.001,
      program: ProgramSize(rows: 5310, columns: 8127, integers: 96, nonzeros: 31_009),
      run: RunFacts(glpk: "5.0", openblas: "0.3.21", seed: 1, rung: "scaled", iterations: 2804, nodes: 7),
      risk: RiskFacts(
        riskWeight: planningCase.options.riskWeight, riskLevel: 0.9, expectedValue: mean,
        cvar: isCertain ? nil : -worst, valueWithoutReclaim: isCertain ? nil : tables[0].value * 1.002),
      horizon: isCertain ? HorizonFacts(haircut: 0.25, holdings: []) : horizon, paths: tables, rules: rules(tables),
      decisions: decisions, rates: rateRows)
  }

  /// A reservation of a year beyond the end, a bought rack, and a signing that would be another at double their values.
  private var horizon: HorizonFacts {
    HorizonFacts(
      haircut: 0.25,
      holdings: [
        HoldingBeyond(
          lease: "aws", tranche: "aws-h100-reserved", gpus: 24_000, hours: 8760, price: 2.5, value: 1.875,
          owedUSD: 525.6e6, worthUSD: 394.2e6),
        HoldingBeyond(
          lease: "", tranche: "new-hall", gpus: 7200, hours: 0, price: 0, value: 0, owedUSD: 0, worthUSD: 210e6),
      ],
      isDecisive: true,
      half: EndValueAnswer(lossUSD: 0, gap: 0.001, changes: []),
      double: EndValueAnswer(
        lossUSD: 42e6, gap: 0.001,
        changes: [
          DecisionChange(
            decision: "sign", subject: "new-hall", unit: "unit of 72 GPUs", lastDate: Day("2026-07-01")!, planned: 100,
            other: 400)
        ]))
  }

  private func value(_ tables: PathTables, _ base: PathTables, _ path: Path) -> Double {
    let shared = path.noticeDay.map { day in
      base.money.filter { row in planningCase.periods.first { $0.id == row.period }!.start < day }
    }
    return (tables.money + (shared ?? [])).reduce(0) { sum, row in
      sum + row.usd * planningCase.discount(planningCase.periods.firstIndex { $0.id == row.period }!)
    }
  }

  private func tables(_ path: Path) -> PathTables {
    var tables = PathTables(
      path: path.id, parent: path.parent.map { timeline.paths[$0].id }, noticeDay: path.noticeDay,
      reclaimDay: path.reclaimDays.values.min(),
      probability: path.probability, value: 0)
    for index in path.nodes {
      var whole = node(timeline.nodes[index], path)
      if index < path.ownNodes.lowerBound { whole = keepingJobs(whole) }
      tables.allocation += whole.allocation
      tables.service += whole.service
      tables.jobs += whole.jobs
      tables.sites += whole.sites
      tables.leases += whole.leases
      tables.money += whole.money
    }
    finish(&tables, path)
    return tables
  }

  /// Only the jobs of a slice that the base path owns: work counts along the whole path.
  private func keepingJobs(_ tables: PathTables) -> PathTables {
    var kept = tables
    (kept.allocation, kept.service, kept.sites, kept.leases, kept.money) = ([], [], [], [], [])
    return kept
  }

  private func finish(_ tables: inout PathTables, _ path: Path) {
    for workload in planningCase.workloads {
      guard let job = workload.job else { continue }
      let done = tables.jobs.filter { $0.workload == workload.id }.reduce(0) { $0 + $1.units }
      tables.work.append(
        WorkRow(
          tenant: planningCase[workload.tenant].id, workload: workload.id, workUnits: job.work, doneUnits: done,
          missingUnits: job.work - done))
    }
    let from = timeline.nodes[path.ownNodes.first ?? 0].start
    tables.jobs.removeAll { $0.span.starts < from }
    var sums: [MoneyRow] = []
    for row in tables.money {
      if let place = sums.firstIndex(where: {
        $0.period == row.period && $0.tenant == row.tenant && $0.site == row.site && $0.term == row.term
      }) {
        sums[place].usd += row.usd
      } else {
        sums.append(row)
      }
    }
    tables.money = sums
  }

  /// Shares of every tranche: inference takes most, the weather runs on the lessee's own GPUs until its work is done.
  private func share(_ workload: Workload, _ tranche: Tranche, _ node: Node) -> Double {
    if tranche.id == "own-h100" { return workload.id == "weather-ensemble" ? 1 : 0 }
    switch workload.id {
    case "claude-inference": return 0.75
    case "claude-batch": return planningCase.isOpen(workload.job!, at: node) ? 0.15 : 0
    case "tab-completion-and-agents": return 0.1
    default: return 0
    }
  }

  private func node(_ node: Node, _ path: Path) -> PathTables {
    let span = Span(period: planningCase.periods[node.period].id, starts: node.start, ends: node.end)
    var tables = PathTables(path: path.id, noticeDay: nil, reclaimDay: nil, probability: 0, value: 0)
    for tranche in planningCase.tranches {
      let gpuClass = planningCase[tranche.gpuClass]
      let held = Double(planningCase.units(of: tranche, at: node, on: path) * gpuClass.unitGPUs)
      for workload in planningCase.workloads {
        let gpus = share(workload, tranche, node) * held
        guard gpus > 0 else { continue }
        let rate = workload.id == "weather-ensemble" ? 1.0 / 3600 : rates[gpuClass.id]!
        tables.allocation.append(
          AllocationRow(
            span: span, tenant: planningCase[workload.tenant].id, workload: workload.id,
            site: planningCase[tranche.site].id, gpuClass: gpuClass.id, tranche: tranche.id, operatingPoint: "full",
            gpus: gpus, unitsPerS: rate * gpus, meanUnitsPerS: rate * gpus, itKW: gpuClass.power * gpus))
      }
      let used = tables.allocation.filter { $0.tranche == tranche.id }.reduce(0) { $0 + $1.gpus }
      let lease = tranche.lease.map { planningCase[$0] }
      let paid = max(used, (lease?.takeOrPayShare ?? 0) * held)
      tables.leases.append(
        LeaseRow(
          span: span, lease: lease?.id ?? "", tranche: tranche.id, held: held, used: used,
          paidUSD: (lease?.price.base ?? 0) * node.hours * paid, state: held > 0 ? "held" : "ended"))
    }
    serve(&tables, span, node)
    pay(&tables, span, node)
    return tables
  }

  private func serve(_ tables: inout PathTables, _ span: Span, _ node: Node) {
    for workload in planningCase.workloads {
      let rows = tables.allocation.indices.filter { tables.allocation[$0].workload == workload.id }
      let capacity = rows.reduce(0) { $0 + tables.allocation[$1].unitsPerS }
      let tenant = planningCase[workload.tenant].id
      if let service = workload.service {
        let asked = service.demand[node.period], mean = asked * service.loadCurve.mean
        let served = min(mean, asked * service.loadCurve.served(capacity: capacity / asked))
        for row in rows { tables.allocation[row].meanUnitsPerS *= served / capacity }
        tables.service.append(
          ServiceRow(
            span: span, tenant: tenant, workload: workload.id, asked: asked, meanAsked: mean, capacity: capacity,
            served: served, short: mean - served))
      } else if !rows.isEmpty {
        let gpus = rows.reduce(0) { $0 + tables.allocation[$1].gpus }
        tables.jobs.append(
          JobRow(
            span: span, tenant: tenant, workload: workload.id, site: "", slowestClass: "", operatingPoint: "",
            gpus: gpus,
            effectiveGPUs: gpus, unitsPerS: capacity, units: capacity * node.seconds))
      }
    }
  }

  private func pay(_ tables: inout PathTables, _ span: Span, _ node: Node) {
    for site in planningCase.sites {
      let rows = tables.allocation.filter { $0.site == site.id }
      let itKW = rows.reduce(0) { $0 + $1.itKW }
      let classes = Dictionary(uniqueKeysWithValues: planningCase.gpuClasses.map { ($0.id, $0) })
      let liquid = rows.reduce(0) { $0 + $1.itKW * classes[$1.gpuClass]!.liquidShare }
      let mean = rows.reduce(0) { sum, row in
        sum + row.itKW * (0.3 + 0.7 * row.meanUnitsPerS / row.unitsPerS)
      }
      let energy = node.hours * site.pueMean.base * mean / 1000
      tables.sites.append(
        SiteRow(
          span: span, site: site.id, itKW: itKW, facilityKW: site.puePeak.base * itKW, limitKW: site.power.base,
          airKW: itKW - liquid, liquidKW: liquid, airLimitKW: site.airLimit?.base,
          liquidLimitKW: site.liquidLimit?.base, waterM3: 0.4 * mean * node.hours / 1000, energyMWh: energy,
          carbonKg: 380 * energy, localAirKg: 0, racks: 0, floorM2: 0,
          provisionedKW: rows.reduce(0) { $0 + $1.gpus * classes[$1.gpuClass]!.allInPower! }))
      let paid = planningCase.tranches.indices.filter { planningCase[planningCase.tranches[$0].site].id == site.id }
        .reduce(0) { $0 + tables.leases[$1].paidUSD }
      if paid > 0 { book(&tables, span, "", site.id, "lease-payments", -paid) }
      for row in rows {
        let workload = planningCase.workloads.first { $0.id == row.workload }!
        let kW = row.itKW * (0.3 + 0.7 * row.meanUnitsPerS / row.unitsPerS)
        book(&tables, span, row.tenant, site.id, "value", workload.value.base * node.seconds * row.meanUnitsPerS)
        book(&tables, span, row.tenant, site.id, "energy", -62 * node.hours * site.pueMean.base * kW / 1000)
      }
    }
    for row in tables.service where row.short > 0 {
      book(&tables, span, row.tenant, "", "shortfall", -1e-8 * node.seconds * row.short)
    }
  }

  private func book(
    _ tables: inout PathTables, _ span: Span, _ tenant: String, _ site: String, _ term: String, _ usd: Double
  ) {
    tables.money.append(MoneyRow(period: span.period, tenant: tenant, site: site, term: term, usd: usd))
  }

  private var decisions: [DecisionRow] {
    [
      DecisionRow(
        decision: "sign", subject: "lambda-b200-reserved", period: "2026-09", amount: 250, unit: "unit of 8 GPUs",
        lastDate: Day("2026-09-15")!)
    ]
  }

  private var rateRows: [RateRow] {
    rates.sorted { $0.key < $1.key }.map { gpuClass, rate in
      RateRow(
        workload: "claude-inference", gpuClass: gpuClass, operatingPoint: "full", unitsPerSPerGPU: rate,
        low: 0.9 * rate, high: 1.1 * rate, origin: "measured", source: "a \"public\" benchmark, May 2026")
    }
  }
}

extension SamplePlan {
  /// Limits of every slice with made-up prices where they are reached.
  fileprivate func rules(_ tables: [PathTables]) -> [RuleRow] {
    var rules: [RuleRow] = []
    for path in tables {
      for row in path.sites {
        let isIT = row.site == "colossus-1"
        add(
          &rules, path, "site-power", row.site, row.span, "MW", row.limitKW / 1000,
          (isIT ? row.itKW : row.facilityKW) / 1000, nil, nil)
      }
      for row in path.leases where row.held > 0 {
        let worth = row.lease.isEmpty ? 900.0 : 640
        let up: Double? = row.tranche == "own-h100" ? nil : worth
        add(&rules, path, "tranche-stock", row.tranche, row.span, "GPU", row.held, row.used, up, worth * 1.1)
      }
      for row in path.service {
        let isReached = row.capacity >= row.asked
        add(
          &rules, path, "demand-cover", row.workload, row.span, "M token/s", row.asked / 1e6,
          min(row.capacity, row.asked) / 1e6, isReached ? 4100 : nil, isReached ? 4350 : nil)
      }
    }
    return rules
  }

  private func add(
    _ rules: inout [RuleRow], _ path: PathTables, _ rule: String, _ subject: String, _ span: Span, _ unit: String,
    _ limit: Double, _ use: Double, _ up: Double?, _ down: Double?
  ) {
    let isPeriod = planningCase.periods.contains { Instant($0.start) == span.starts }
    let when = (isPeriod ? span.period : span.starts.description) + (path.path == "base" ? "" : "@\(path.path)")
    let weight = path.path == "base" ? 0.7 : path.probability
    let kind = up == nil && down == nil ? "slack" : up == nil ? "one_sided" : "exact"
    rules.append(
      RuleRow(
        rule: rule, key: "\(subject),\(when)", path: path.path, unit: unit, limit: limit, use: use, slack: limit - use,
        dual: down.map { $0 * weight }, priceUp: up.map { $0 * weight }, priceDown: down.map { $0 * weight },
        upUntil: up == nil ? nil : limit * 1.1,
        downUntil: down == nil ? nil : limit * 0.8, kind: kind,
        meaning: kind == "slack" ? "" : "one more \(unit) of \(subject) is worth USD \(down! * weight)",
        row: rules.count))
  }
}
