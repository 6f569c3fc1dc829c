import Fleet
import Throughput

/// A place where a gang may run: one site, the slowest class that takes part there, and that class's operating point.
struct Arrangement: Hashable, Sendable {
  let site: Ref<Site>
  let slowest: Ref<GPUClass>
  /// nil at full power, as all other classes run.
  let point: Ref<OperatingPoint>?
}

/// x[w,o,p,t]: GPUs of a pool at work for a workload throughout a node, under an arrangement where it is a gang.
struct Assignment: Sendable {
  let workload: Ref<Workload>
  /// Index into the workload's arrangements; nil where it is no gang.
  let arrangement: Int?
  let pool: Int
  /// The pool's, at the operating point.
  let place: Place
  let node: Int
  let gpus: GPUs
  /// r: work units per second of one GPU; for a gang r in r * n^b.
  let rate: Double
  /// e_g: effective GPUs to one GPU of a gang; 1 elsewhere.
  let effect: Double
}

/// load[w,s,g,p,t]: mean work done on a class at an operating point at a site, in work units per second, for work that is no gang.
struct Load: Sendable {
  let workload: Ref<Workload>
  let place: Place
  let node: Int
  let column: Column
  let rate: Double
}

/// A gang's columns at one arrangement and node.
struct GangRun: Sendable {
  let workload: Ref<Workload>
  let arrangement: Int
  let node: Int
  /// run[w,a,t] in {0, 1}.
  let run: Column
  /// Work units per second.
  let pace: Column
  /// Indices into ``Decisions/assignments``.
  let assignments: [Int]
}

/// The columns that rules share: what there is to decide, and the sets it is decided over.
///
/// A column exists only where the combination is allowed: residency and classes are columns that are not there.
struct Decisions: Sendable {
  private(set) var assignments: [Assignment] = []
  private(set) var loads: [Load] = []
  private(set) var gangRuns: [GangRun] = []
  /// serve[w,t]: capacity that answers a service, at most its demand; indexed by workload, then node.
  private(set) var serve: [[Column?]]
  private(set) var signings: Signings
  /// used[l,t]: GPUs of a tranche at work, where it matters which tranche of a pool it is.
  private(set) var used: [[Column?]]
  private(set) var leases: LeaseDecisions
  private(set) var fallbacks: FallbackDecisions
  private(set) var taken: TakenDecisions
  private(set) var lettings: LettingDecisions
  private(set) var expansions: ExpansionDecisions
  private(set) var cooling: CoolingDecisions
  private(set) var pauses: PauseDecisions
  private(set) var changes = ChangeDecisions()
  /// missing[w,path]: work of a job not done at its end, as a mean over the seconds in which it may run (work units per
  /// second); one for each path that has nodes in which it may run.
  private(set) var missing: [(workload: Ref<Workload>, path: Int, column: Column)] = []
  /// The arrangements of each gang.
  private(set) var arrangements: [[Arrangement]]
  private var assignmentsByNode: [[Int]]
  private var loadsByNode: [[Int]]
  private var gangRunsByNode: [[Int]]
  private var drawsByNode: [[Draw]] = []

  init(_ model: Model, into draft: inout Draft) {
    let nodeCount = model.timeline.nodes.count
    serve = .init(repeating: .init(repeating: nil, count: nodeCount), count: model.case.workloads.count)
    used = .init(repeating: .init(repeating: nil, count: nodeCount), count: model.case.tranches.count)
    arrangements = model.case.workloads.map { _ in [] }
    assignmentsByNode = .init(repeating: [], count: nodeCount)
    loadsByNode = .init(repeating: [], count: nodeCount)
    gangRunsByNode = .init(repeating: [], count: nodeCount)
    for index in model.case.workloads.indices { arrangements[index] = model.arrangements(Ref(index)) }
    leases = LeaseDecisions(model, into: &draft)
    fallbacks = FallbackDecisions(model, into: &draft)
    signings = Signings(model, into: &draft)
    taken = TakenDecisions(model, leases, signings, into: &draft)
    lettings = LettingDecisions(model, leases, into: &draft)
    expansions = ExpansionDecisions(model, into: &draft)
    cooling = CoolingDecisions(model, into: &draft)
    pauses = PauseDecisions(model, into: &draft)
    for node in model.timeline.nodes {
      for index in model.case.workloads.indices { addWork(Ref(index), at: node, model, &draft) }
      addUse(at: node, model, &draft)
    }
    addMissing(model, &draft)
    addDraws(model)
    changes = ChangeDecisions(model, self, into: &draft)
  }

  /// The assignments at a node that a filter lets through.
  func assignments(at node: Node, where isWanted: (Assignment) -> Bool = { _ in true }) -> [Assignment] {
    assignmentsByNode[node.index].lazy.map { assignments[$0] }.filter(isWanted)
  }

  func loads(at node: Node, of workload: Ref<Workload>) -> [Load] {
    loadsByNode[node.index].lazy.map { loads[$0] }.filter { $0.workload == workload }
  }

  func gangRuns(at node: Node, of workload: Ref<Workload>) -> [GangRun] {
    gangRunsByNode[node.index].lazy.map { gangRuns[$0] }.filter { $0.workload == workload }
  }

  /// Mean IT kW at a node, by the columns that it follows from.
  func draws(at node: Node) -> [Draw] { drawsByNode[node.index] }

  private mutating func addDraws(_ model: Model) {
    drawsByNode = model.timeline.nodes.map { node in
      assignmentsByNode[node.index].map { index in
        let assignment = assignments[index], workload = model.case[assignment.workload]
        let idle = model.case[assignment.place.gpuClass].idlePower
        let power = workload.drawsItsPeak ? model.power(assignment.place) : idle
        return Draw(
          tenant: workload.tenant, place: assignment.place, column: assignment.gpus.column,
          kilowatts: power * assignment.gpus.perColumn)
      }
        + loadsByNode[node.index].map { index in
          let load = loads[index], idle = model.case[load.place.gpuClass].idlePower
          return Draw(
            tenant: model.case[load.workload].tenant, place: load.place, column: load.column,
            kilowatts: (model.power(load.place) - idle) / load.rate)
        }
    }
  }

  // MARK: - Columns

  /// How far beyond its row a column's own bound stands: a bound at the stock itself would take the price that
  /// belongs to the row, and the planner would see a limit used up and worth nothing.
  static let clear = 2.0

  private mutating func addWork(_ ref: Ref<Workload>, at node: Node, _ model: Model, _ draft: inout Draft) {
    let workload = model.case[ref]
    if let job = workload.job, !model.case.isOpen(job, at: node) { return }
    if workload.letting != nil, lettings.held[ref.index][node.index] == nil { return }
    if workload.gang != nil {
      for arrangement in arrangements[ref.index].indices { addGang(ref, arrangement, at: node, model, &draft) }
      return
    }
    let first = assignments.count
    for (index, pool) in model.pools.all.enumerated() {
      guard model.allows(ref, pool) else { continue }
      for point in model.points(of: pool.gpuClass, for: ref) {
        guard let rate = model.rate(ref, pool.place.at(point)) else { continue }
        addAssignment(ref, nil, pool: index, point, at: node, rate: rate, effect: 1, model, &draft)
      }
    }
    if workload.letting == nil { addLoads(ref, at: node, assignments[first...], model, &draft) }
    if workload.service != nil {
      serve[ref.index][node.index] = draft.column(
        "serve", Key(.workload(ref), at: node), upper: model.demand(ref, at: node))
    }
  }

  private mutating func addLoads(
    _ ref: Ref<Workload>, at node: Node, _ own: ArraySlice<Assignment>, _ model: Model, _ draft: inout Draft
  ) {
    var most: [Place: Double] = [:]
    var order: [Place] = []
    for assignment in own {
      if most[assignment.place] == nil { order.append(assignment.place) }
      most[assignment.place, default: 0] +=
        assignment.rate * model.stock.mostGPUs(model.pools.all[assignment.pool], at: node)
    }
    let demand = model.case[ref].service.map { model.demand(ref, at: node) * $0.loadCurve.mean }
    for place in order {
      let column = draft.column(
        "load", model.key(ref, place, at: node),
        upper: min(Decisions.clear * most[place]!, demand ?? .infinity))
      loadsByNode[node.index].append(loads.count)
      loads.append(
        Load(
          workload: ref, place: place, node: node.index, column: column,
          rate: model.rate(ref, place)!))
    }
  }

  private mutating func addGang(
    _ ref: Ref<Workload>, _ index: Int, at node: Node, _ model: Model, _ draft: inout Draft
  ) {
    let gang = model.case[ref].gang!
    let arrangement = arrangements[ref.index][index]
    let slowest = model.rate(ref, arrangement)
    let members = model.pools.all.indices.filter { member in
      let pool = model.pools.all[member]
      guard pool.site == arrangement.site, model.allows(ref, pool), let rate = model.rate(ref, pool.gpuClass)
      else { return false }
      return pool.gpuClass == arrangement.slowest || (gang.classRule == .mixed && rate >= slowest)
    }
    let most = members.reduce(0) { $0 + model.stock.mostGPUs(model.pools.all[$1], at: node) }
    guard most >= Double(gang.minGPUs) else { return }
    let first = assignments.count
    for member in members {
      let isSlowest = model.pools.all[member].gpuClass == arrangement.slowest
      let rate = isSlowest ? slowest : model.rate(ref, model.pools.all[member].gpuClass)!
      let effect = ((1 - gang.mixedPenalty) * rate + gang.mixedPenalty * slowest) / slowest
      let point = isSlowest ? arrangement.point : nil
      addAssignment(ref, index, pool: member, point, at: node, rate: rate, effect: effect, model, &draft)
    }
    let key = Key(.workload(ref), .arrangement(ref, index), at: node)
    let run = draft.column("run", key, upper: 1, integer: true)
    let pace = draft.column("pace", key, upper: model.mostPace(ref, index, gpus: most))
    gangRunsByNode[node.index].append(gangRuns.count)
    gangRuns.append(
      GangRun(
        workload: ref, arrangement: index, node: node.index, run: run, pace: pace,
        assignments: Array(first..<assignments.count)))
  }

  private mutating func addAssignment(
    _ ref: Ref<Workload>, _ arrangement: Int?, pool index: Int, _ point: Ref<OperatingPoint>?, at node: Node,
    rate: Double, effect: Double, _ model: Model, _ draft: inout Draft
  ) {
    let pool = model.pools.all[index]
    let most = model.stock.mostGPUs(pool, at: node)
    guard most > 0 else { return }
    let perColumn = model.case[ref].wholeUnits ? Double(model.case[pool.gpuClass].unitGPUs) : 1
    var key = Key(.workload(ref), .pool(index), at: node)
    if let point { key.third = .point(point) }
    if let arrangement { key.third = .arrangement(ref, arrangement) }
    let column = draft.column("gpus", key, upper: (arrangement == nil ? Decisions.clear : 1) * most / perColumn)
    assignmentsByNode[node.index].append(assignments.count)
    assignments.append(
      Assignment(
        workload: ref, arrangement: arrangement, pool: index, place: pool.place.at(point), node: node.index,
        gpus: GPUs(column: column, perColumn: perColumn), rate: rate, effect: effect))
  }

  // MARK: - What columns come to

  /// GPUs held of a tranche.
  func held(_ ref: Ref<Tranche>, at node: Node, _ model: Model) -> Amount {
    if let fallback = model.case[ref].fallback {
      return Amount(terms: fallbacks.held[fallback.index][node.index].map { [($0, 1)] } ?? [])
    }
    if let held = leases.held[ref.index][node.index] { return Amount(terms: [(held, 1)]) }
    let gpus = model.stock.gpus(ref, at: node)
    if let sign = signings.column(ref, on: node.path) { return Amount(terms: [(sign, gpus)]) }
    return Amount(constant: gpus)
  }

  /// Units signed of a tranche; 1 for one that is there.
  func contracted(_ ref: Ref<Tranche>, on path: Int) -> Amount {
    signings.column(ref, on: path).map { Amount(terms: [($0, 1)]) } ?? Amount(constant: 1)
  }

  /// GPUs taken of a tranche by the calls along a path.
  func taken(_ ref: Ref<Tranche>, on path: Int) -> Amount {
    taken.parts[path].first { $0.tranche == ref }.map { Amount(constant: $0.gpus, terms: $0.terms) } ?? Amount()
  }

  private mutating func addUse(at node: Node, _ model: Model, _ draft: inout Draft) {
    for pool in model.pools.all where model.tellsTranchesApart(pool) {
      for tranche in pool.tranches {
        let most = model.stock.mostGPUs(tranche, at: node)
        guard most > 0 else { continue }
        used[tranche.index][node.index] = draft.column(
          "used", Key(.tranche(tranche), at: node), upper: Decisions.clear * most)
      }
    }
  }

  private mutating func addMissing(_ model: Model, _ draft: inout Draft) {
    for (index, workload) in model.case.workloads.enumerated() {
      guard let job = workload.job else { continue }
      for (number, path) in model.timeline.paths.enumerated() {
        guard model.timeline.nodes(of: path).contains(where: { model.case.isOpen(job, at: $0) }) else { continue }
        let column = draft.column(
          "missing", Key(.workload(Ref(index)), .path(number)), upper: job.work / model.openSeconds(Ref(index)))
        missing.append((Ref(index), number, column))
      }
    }
  }
}
