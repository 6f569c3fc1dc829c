import Fleet

/// The values that a held plan gives to the columns of a path, by column; nil where they follow from others.
struct HeldColumns {
  private(set) var values: [Double?]
  /// The path and those that it comes from.
  private let line: [Int]
  /// The day before which it is held; nil for all of it.
  private let day: Day?

  private let formulation: Formulation
  private let held: HeldPlan
  private var decisions: Decisions { formulation.decisions }
  private var model: Model { formulation.model }

  init(_ formulation: Formulation, _ held: HeldPlan, on line: [Int] = [0], before day: Day? = nil) {
    self.line = line
    self.day = day
    self.formulation = formulation
    self.held = held
    values = .init(repeating: nil, count: formulation.programme.columnCount)
    holdDecisions()
    holdWork()
  }

  /// Units signed, leases left and renewed, GPUs ordered and GPUs kept on standby: nothing of what the plan does not name.
  private mutating func holdDecisions() {
    let planningCase = model.case
    for signing in decisions.signings.all {
      let tranche = planningCase[signing.tranche], last = planningCase.lastDay(toSign: tranche)
      guard tranche.decideBy == nil ? isHeldForAll(last) : isHeld(signing.path, last) else { continue }
      let units = amount("sign", planningCase[signing.tranche].id)
      values[signing.column.index] = units
      if let bought = signing.bought { values[bought.index] = units > 0 ? 1 : 0 }
    }
    for (letting, gpus) in decisions.lettings.signed where isHeldForAll(planningCase.lastDay(toLet: letting)) {
      values[gpus.column.index] = amount("let", planningCase[letting].id) / gpus.perColumn
    }
    for exit in decisions.leases.exits where isHeld(exit.path, exit.noticeDay) {
      let decision = planningCase.exitDecision(of: exit.lease)
      values[exit.column.index] = amount(decision, planningCase[exit.lease].id) { $0.takesEffect == exit.moment }
    }
    for renewed in decisions.leases.renewals
    where isHeld(renewed.path, planningCase[renewed.lease].renewal!.decideBy) {
      values[renewed.column.index] = amount("renew", planningCase[renewed.lease].id) > 0 ? 1 : 0
    }
    for order in decisions.fallbacks.orders {
      let fallback = planningCase[order.fallback]
      guard isHeld(order.path, fallback.decided(for: order.arrival).day) else { continue }
      values[order.column.index] = amount(fallback.orderDecision, fallback.id) { $0.takesEffect == order.arrival }
    }
    for build in decisions.expansions.builds
    where isHeld(build.path, planningCase.periods[build.period].start) {
      let id = planningCase[build.expansion].id
      values[build.column.index] = amount("build", id) { $0.takesEffect == build.service }
    }
    for standby in decisions.fallbacks.standbys
    where isHeld(standby.path, planningCase.periods[standby.period].start) {
      let id = planningCase[standby.fallback].id, period = planningCase.periods[standby.period].id
      values[standby.column.index] = amount("hold", id) { $0.period == period }
    }
  }

  /// Whether what a path decides by a day is held: before the path that was taken next had left it, and before the day.
  private func isHeld(_ path: Int, _ last: Day) -> Bool {
    guard let place = line.firstIndex(of: path) else { return false }
    let left = place + 1 < line.count ? model.timeline.paths[line[place + 1]].noticeDay : nil
    return [left, day].compactMap { $0 }.allSatisfy { last < $0 }
  }

  /// Whether what every path has alike, being decided at the start, is held.
  private func isHeldForAll(_ last: Day) -> Bool { day.map { last < $0 } ?? true }

  private func amount(
    _ decision: String, _ subject: String, where isIt: (HeldPlan.Choice) -> Bool = { _ in true }
  ) -> Double {
    held.choices.first { $0.decision == decision && $0.subject == subject && isIt($0) }?.amount ?? 0
  }

  /// GPUs at work, what they do, and the tranches that they are of, at every node that is held.
  private mutating func holdWork() {
    let rows = Dictionary(grouping: held.uses, by: \.starts)
    let jobs = Dictionary(grouping: held.gangs, by: \.starts)
    for node in model.timeline.paths[line.last!].nodes.map({ model.timeline.nodes[$0] })
    where day.map({ node.start < Instant($0) }) ?? true {
      hold(rows[node.start] ?? [], jobs[node.start] ?? [], at: node)
    }
  }

  private mutating func hold(_ rows: [HeldPlan.Use], _ jobs: [HeldPlan.Gang], at node: Node) {
    var gpus: [[String]: Double] = [:], work: [[String]: Double] = [:], used: [String: Double] = [:]
    for row in rows {
      gpus[[row.workload, row.tranche, row.operatingPoint], default: 0] += row.gpus
      work[[row.workload, row.tranche, row.operatingPoint], default: 0] += row.meanUnitsPerS
      used[row.tranche, default: 0] += row.gpus
    }
    for assignment in decisions.assignments(at: node) {
      let workload = model.case[assignment.workload].id
      let isHere = assignment.arrangement.map { runs(jobs, workload, $0, assignment.workload) } ?? true
      let point = model.name(assignment.place.point)
      let sum = model.pools.all[assignment.pool].tranches.reduce(0) {
        $0 + (gpus[[workload, model.case[$1].id, point]] ?? 0)
      }
      values[assignment.gpus.column.index] = isHere ? sum / assignment.gpus.perColumn : 0
    }
    for index in model.case.workloads.indices { holdPace(Ref(index), jobs, work, at: node) }
    for (index, tranche) in model.case.tranches.enumerated() {
      if let column = decisions.used[index][node.index] { values[column.index] = used[tranche.id] ?? 0 }
    }
  }

  private mutating func holdPace(
    _ ref: Ref<Workload>, _ jobs: [HeldPlan.Gang], _ work: [[String]: Double], at node: Node
  ) {
    let workload = model.case[ref].id
    for load in decisions.loads(at: node, of: ref) {
      let tranches = model.pools.all.filter { $0.place == load.place.at(nil) }.flatMap(\.tranches)
      let point = model.name(load.place.point)
      values[load.column.index] = tranches.reduce(0) { $0 + (work[[workload, model.case[$1].id, point]] ?? 0) }
    }
    for run in decisions.gangRuns(at: node, of: ref) {
      let isRunning = runs(jobs, workload, run.arrangement, ref)
      values[run.run.index] = isRunning ? 1 : 0
      values[run.pace.index] = isRunning ? jobs.first { $0.workload == workload }!.unitsPerS : 0
    }
  }

  /// Whether a gang runs on an arrangement.
  private func runs(_ jobs: [HeldPlan.Gang], _ workload: String, _ arrangement: Int, _ ref: Ref<Workload>) -> Bool {
    let place = decisions.arrangements[ref.index][arrangement]
    return jobs.contains {
      $0.workload == workload && $0.site == model.case[place.site].id
        && $0.slowestClass == model.case[place.slowest].id && $0.operatingPoint == model.name(place.point)
    }
  }
}
