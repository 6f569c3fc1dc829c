import Fleet
import LinearProgramming

/// What has been decided by the time of a notice, and what can still be decided after it.
///
/// The base path stands as the plan holds it; the columns of the notice path are its own. Shares of a service to be
/// covered are left out, so that a plan that covers nothing can be asked too.
package struct NoticeProblem: Sendable {
  package let formulation: Formulation
  package let path: Path
  /// By column; those of the notice path are 0.
  package let values: [Double]
  /// Whether a column is of the notice path.
  package let isOwn: [Bool]

  /// nil where the notice would end no lease early.
  package init?(_ base: HeldBase, calling pools: [Int], in period: Int) {
    guard let timeline = Timeline(base.planningCase, calling: pools, in: period) else { return nil }
    formulation = Formulation(base.planningCase, timeline, base.rates)
    path = timeline.paths[1]
    let labels = formulation.draft.columnLabels
    isOwn = labels.map { $0.key.pathIndex ?? $0.key.node.map { timeline.nodes[$0].path } ?? 0 == 1 }
    values = zip(labels, isOwn).map { label, isOwn in isOwn ? 0 : base[label.family, label.key] }
  }

  private var model: Model { formulation.model }
  private var decisions: Decisions { formulation.decisions }

  /// The best that can be done from the notice on.
  func replanned(gap: Double, timeLimit: Duration?, monitor: Monitor) throws -> PathTables? {
    let options = SolveOptions(relativeGap: gap, timeLimit: timeLimit)
    return try tables(
      Restriction(formulation.programme, isFree: isOwn, values: values, slack: HeldBase.rounding), options, monitor)
  }

  /// USD, discounted, of the best plan made for this notice from the start, which must stand without it too; nil where none
  /// was found in time.
  func foreseen(gap: Double, timeLimit: Duration?, monitor: Monitor) throws -> Double? {
    try solve(
      formulation.programme, options: SolveOptions(relativeGap: gap, timeLimit: timeLimit, integersFixedDuals: false),
      monitor: monitor
    ).objective.map { -$0 }
  }

  /// What comes of going on as planned with the GPUs that are left: the same GPUs at the same work, nothing called.
  ///
  /// A gang that has lost so many GPUs that it is below its least size stands still. Shares of a supplier or a
  /// site, which the loss of another may break, are not held against it.
  func heldOn(monitor: Monitor) throws -> PathTables? {
    var programme = formulation.programme.relaxed
    let shares: Set = [SupplierShare.name, SiteShare.name]
    for (row, label) in formulation.draft.rowLabels.enumerated() where shares.contains(label.family) {
      programme.rowUpper[row] = .infinity
    }
    var isFree = isOwn, values = values
    for (column, value) in wentOn() {
      isFree[column] = false
      values[column] = value
    }
    return try tables(
      Restriction(programme, isFree: isFree, values: values, slack: HeldBase.rounding), SolveOptions(), monitor, values)
  }

  private func tables(
    _ own: Restriction, _ options: SolveOptions, _ monitor: Monitor, _ held: [Double]? = nil
  ) throws -> PathTables? {
    let solution = try solve(own.program, options: options, monitor: monitor)
    guard !solution.primal.isEmpty else { return nil }
    let reading = Reading(formulation, own.filled(held ?? values, with: solution))
    return PathReading(reading: reading, path: path).tables
  }

  // MARK: - Going on as planned

  /// Values of GPUs at work, gangs running and everything decided on the notice path as on the base path at the same time.
  private func wentOn() -> [(column: Int, value: Double)] {
    var fixed: [(column: Int, value: Double)] = []
    for node in model.timeline.nodes(of: path) {
      let before = model.timeline.nodes(of: model.timeline.paths[0]).last { $0.start <= node.start }!
      for index in model.case.workloads.indices where model.case.workloads[index].gang == nil {
        for assignment in decisions.assignments(at: node) where assignment.workload == Ref(index) {
          fixed.append((assignment.gpus.column.index, gpus(like: assignment, at: before)))
        }
      }
      for index in model.case.workloads.indices {
        for run in decisions.gangRuns(at: node, of: Ref(index)) { fixed += goOn(run, before) }
      }
    }
    return fixed + decidedAlike()
  }

  /// What the notice path decides itself, as the base path decides it; nothing of what that cannot.
  private func decidedAlike() -> [(column: Int, value: Double)] {
    func alike(_ column: Column?, _ planned: Column?) -> [(column: Int, value: Double)] {
      column.map { column in
        let value = planned.map { values[$0.index] } ?? 0
        let bounds = formulation.programme.columnLower[column.index]...formulation.programme.columnUpper[column.index]
        return [(column.index, min(max(value, bounds.lowerBound), bounds.upperBound))]
      } ?? []
    }
    let leases = decisions.leases, fallbacks = decisions.fallbacks, signings = decisions.signings
    let exits = leases.exits.filter { $0.path == 1 }.flatMap { exit in
      alike(
        exit.column, leases.exits.first { $0.path == 0 && $0.lease == exit.lease && $0.moment == exit.moment }?.column)
    }
    let renewals = leases.renewals.filter { $0.path == 1 }.flatMap { renewed in
      alike(renewed.column, leases.renewals.first { $0.path == 0 && $0.lease == renewed.lease }?.column)
    }
    let orders = fallbacks.orders.filter { $0.path == 1 }.flatMap { order in
      alike(
        order.column,
        fallbacks.orders.first { $0.path == 0 && $0.fallback == order.fallback && $0.arrival == order.arrival }?.column)
    }
    let signed = signings.all.filter { $0.path == 1 }.flatMap { signing in
      let base = signings.all.first { $0.path == 0 && $0.tranche == signing.tranche }
      return alike(signing.column, base?.column) + alike(signing.bought, base?.bought)
    }
    let builds = decisions.expansions.builds
    let built = builds.filter { $0.path == 1 }.flatMap { build in
      alike(
        build.column,
        builds.first { $0.path == 0 && $0.expansion == build.expansion && $0.period == build.period }?.column)
    }
    return exits + renewals + orders + signed + built
  }

  private func goOn(_ run: GangRun, _ before: Node) -> [(column: Int, value: Double)] {
    let own = run.assignments.map { decisions.assignments[$0] }
    let left = own.map { gpus(like: $0, at: before) * $0.gpus.perColumn }.reduce(0, +)
    let goesOn = left > 0 && left >= Double(model.case[run.workload].gang!.minGPUs) * (1 - 1e-9)
    return own.map { ($0.gpus.column.index, goesOn ? gpus(like: $0, at: before) : 0) } + [
      (run.run.index, goesOn ? 1 : 0)
    ]
  }

  private func gpus(like assignment: Assignment, at node: Node) -> Double {
    decisions.assignments(at: node).first {
      $0.workload == assignment.workload && $0.arrangement == assignment.arrangement && $0.pool == assignment.pool
    }.map { values[$0.gpus.column.index] } ?? 0
  }
}
