import Fleet
import Foundation
import LinearProgramming

/// The last digits of a solver's figures are noise: 279.99999999999994 GPUs are 280. Fourteen digits stay, so that no
/// sum of a row changes by more than the row was kept to.
private func withoutNoise(_ value: Double) -> Double { Double(String(format: "%.13e", value)) ?? value }

/// A solution as a plan counts on it: noise taken out, every derived column recomputed from the GPUs at work.
///
/// A solver keeps its rows to about 1e-9 of their size. Tables must hold each other exactly, so that what follows
/// from the allocation is computed from it again, never to more than the solver's own figures allow.
struct Reading {
  let formulation: Formulation
  /// By column.
  private(set) var values: [Double]

  /// USD that settle a window of take-or-pay, by tranche and the slice in which they are due.
  private(set) var topUps: [TopUp: Double] = [:]
  var decisions: Decisions { formulation.decisions }
  var model: Model { formulation.model }

  init(_ formulation: Formulation, _ solution: Solution) {
    self.formulation = formulation
    let programme = formulation.programme
    values = solution.primal.enumerated().map { index, value in
      let whole = programme.isInteger[index] ? value.rounded() : withoutNoise(value)
      return max(programme.columnLower[index], min(programme.columnUpper[index], whole))
    }
    for assignment in decisions.assignments where gpus(assignment) < 1e-6 {
      values[assignment.gpus.column.index] = 0
    }
    settleLeases()
    settleSignings()
    settleLettings()
    settleFallbacks()
    settleUse()
    settleWork()
    settleMissing()
    settleCooling()
    settlePauses()
    settleRows()
    topUps = readTopUps()
  }

  struct TopUp: Hashable {
    let tranche: Ref<Tranche>, node: Int
  }

  private func readTopUps() -> [TopUp: Double] {
    formulation.draft.money.reduce(into: [:]) { sums, entry in
      guard let column = entry.column, entry.term == .leasePayments,
        case let label = formulation.draft.columnLabels[column.index], label.family == "top-up",
        case .tranche(let ref) = label.key.first
      else { return }
      sums[TopUp(tranche: ref, node: entry.node), default: 0] -= entry.usd * self[column]
    }
  }

  subscript(column: Column) -> Double { values[column.index] }

  subscript(amount: Amount) -> Double {
    amount.terms.reduce(amount.constant) { $0 + $1.coefficient * self[$1.column] }
  }

  func gpus(_ assignment: Assignment) -> Double { gpus(assignment.gpus) }

  func gpus(_ gpus: GPUs) -> Double { self[gpus.column] * gpus.perColumn }

  /// GPUs of a pool at work at a node.
  func gpus(pool: Int, at node: Node) -> Double {
    decisions.assignments(at: node) { $0.pool == pool }.reduce(0) { $0 + gpus($1) }
  }

  /// GPUs held of a tranche.
  func held(_ tranche: Ref<Tranche>, at node: Node) -> Double {
    self[decisions.held(tranche, at: node, model)]
  }

  /// GPUs at work of each tranche of a pool, which sum to those of the pool.
  ///
  /// Where tranches differ in money the solver's own split is kept; elsewhere they fill in the pool's order.
  func used(pool index: Int, at node: Node) -> [(tranche: Ref<Tranche>, gpus: Double)] {
    let pool = model.pools.all[index]
    var left = gpus(pool: index, at: node)
    // What the solver's rounding leaves over goes to a tranche that is there.
    let last = pool.tranches.lastIndex { held($0, at: node) > 0 } ?? pool.tranches.count - 1
    return pool.tranches.enumerated().map { place, tranche in
      let most =
        decisions.used[tranche.index][node.index].map { self[$0] }
        ?? (model.tellsTranchesApart(pool) ? 0 : held(tranche, at: node))
      let gpus = place == last ? left : min(left, most)
      left -= gpus
      return (tranche, gpus)
    }
  }

  // MARK: - Settling

  /// What is left and held of leases follows from what was decided of them.
  private mutating func settleLeases() {
    let leases = decisions.leases
    for renewed in leases.renewals where isIdle(renewed) { values[renewed.column.index] = 0 }
    for node in model.timeline.nodes {
      for index in model.case.leases.indices {
        guard let left = leases.left[index][node.index], let leaving = leases.leaving(Ref(index), at: node) else {
          continue
        }
        let before = leases.left(Ref(index), before: node, model).map { self[$0] } ?? 0
        values[leaving.index] = self[leaving].rounded()
        values[left.index] = min(1, before + self[leaving])
      }
      for (index, tranche) in model.case.tranches.enumerated() {
        guard let held = leases.held[index][node.index], let lease = tranche.lease else { continue }
        let isAfterTerm = model.case.isAfterTerm(tranche, at: node)
        let renewed = isAfterTerm ? leases.renewal(lease, on: node.path, model).map { self[$0] } ?? 0 : 1
        let left = leases.left[lease.index][node.index].map { self[$0] } ?? 0
        let signed = self[decisions.contracted(Ref(index), on: node.path)]
        values[held.index] = model.stock.gpus(Ref(index), at: node) * signed * renewed * (1 - left)
      }
    }
  }

  /// What is signed of a tranche of which nothing is ever held, its lease being left or not renewed, is its least.
  private mutating func settleSignings() {
    for signing in decisions.signings.all {
      let there = model.timeline.nodes.filter { node in
        decisions.signings.signing(signing.tranche, on: node.path)?.path == signing.path
          && model.stock.gpus(signing.tranche, at: node) > 0
      }
      if let bought = signing.bought, let building = signing.building {
        values[building.index] = self[bought] * model.case[signing.tranche].capital!.once / 1e6
      }
      guard !there.isEmpty, there.allSatisfy({ held(signing.tranche, at: $0) == 0 }) else { continue }
      values[signing.column.index] = formulation.programme.columnLower[signing.column.index]
    }
  }

  /// What is let follows from what was signed and not called back.
  private mutating func settleLettings() {
    for node in model.timeline.nodes {
      for (index, workload) in model.case.workloads.enumerated() {
        guard let letting = workload.letting, let held = decisions.lettings.held[index][node.index],
          let signed = decisions.lettings.signed[Ref(index)],
          let left = decisions.leases.left[letting.lease.index][node.index]
        else { continue }
        values[held.column.index] = self[signed.column] * signed.perColumn * (1 - self[left])
      }
    }
  }

  /// Whether a second term that is paid for as it is used is not used at all: then nothing need be decided.
  private func isIdle(_ renewed: LeaseDecisions.Renewed) -> Bool {
    let isTaken = decisions.taken.parts.joined().contains { part in
      part.terms.contains { $0.column == renewed.column }
    }
    let lease = model.case[renewed.lease]
    guard lease.takeOrPayShare == 0, lease.onReclaim.compensation == 0, !isTaken else { return false }
    return !model.timeline.nodes.contains { node in
      decisions.leases.renewal(renewed.lease, on: node.path, model) == renewed.column
        && model.case.tranches.indices.contains { index in
          let tranche = model.case.tranches[index]
          return tranche.lease == renewed.lease && model.case.isAfterTerm(tranche, at: node)
            && decisions.used[index][node.index].map { self[$0] > 1e-6 } ?? false
        }
    }
  }

  /// GPUs held follow from those that were ordered.
  private mutating func settleFallbacks() {
    let fallbacks = decisions.fallbacks
    for column in fallbacks.orders.map(\.column) + fallbacks.standbys.map(\.column) where self[column] < 1e-6 {
      values[column.index] = 0
    }
    for (index, fallback) in model.case.fallbacks.enumerated() {
      for node in model.timeline.nodes {
        guard let held = fallbacks.held[index][node.index] else { continue }
        let before = model.timeline.previous(node).flatMap { fallbacks.held[index][$0.index] }.map { self[$0] } ?? 0
        let most = before + (fallbacks.arriving(Ref(index), at: node).map { self[$0] } ?? 0)
        let kept = fallback.minMonths == nil ? most : min(most, self[held])
        values[held.index] = kept < 1e-6 ? 0 : kept
      }
      if fallback.minMonths != nil { settleOrders(Ref(index)) }
    }
  }

  /// GPUs that are given back and ordered again at the same moment are kept: an order is what is held more than before.
  private mutating func settleOrders(_ ref: Ref<Fallback>) {
    var rise: [Column: Double] = [:]
    for node in model.timeline.nodes {
      guard let order = decisions.fallbacks.arriving(ref, at: node) else { continue }
      func held(_ node: Node?) -> Double {
        node.flatMap { decisions.fallbacks.held[ref.index][$0.index] }.map { self[$0] } ?? 0
      }
      rise[order] = max(rise[order] ?? 0, held(node) - held(model.timeline.previous(node)))
    }
    for (order, gpus) in rise { values[order.index] = min(self[order], gpus) }
  }

  /// used[l,t] meets the sum of x exactly.
  private mutating func settleUse() {
    for node in model.timeline.nodes {
      for (index, pool) in model.pools.all.enumerated() where model.tellsTranchesApart(pool) {
        var left = gpus(pool: index, at: node)
        let columns = pool.tranches.compactMap { decisions.used[$0.index][node.index] }
        for column in columns {
          values[column.index] = min(left, self[column])
          left -= self[column]
        }
        // What is left is the solver's rounding, or a last tranche's share of it.
        if left > 0, let last = columns.last(where: { self[$0] > 0 }) ?? columns.last { values[last.index] += left }
      }
    }
  }

  /// Mean work and pace stay within what the GPUs at work can do.
  private mutating func settleWork() {
    for node in model.timeline.nodes {
      for index in model.case.workloads.indices { settleLoads(Ref(index), at: node) }
    }
    for run in decisions.gangRuns {
      values[run.pace.index] = max(0, min(self[run.pace], pace(run)))
    }
  }

  private mutating func settleLoads(_ ref: Ref<Workload>, at node: Node) {
    let own = decisions.assignments(at: node) { $0.workload == ref }
    let loads = decisions.loads(at: node, of: ref)
    for load in loads {
      let capacity = own.filter { isOn(load, $0) }.reduce(0) { $0 + $1.rate * gpus($1) }
      values[load.column.index] = max(0, min(capacity, self[load.column]))
    }
    guard let service = model.case[ref].service, let serve = decisions.serve[ref.index][node.index] else { return }
    let asked = model.demand(ref, at: node)
    let capacity = own.reduce(0) { $0 + $1.rate * gpus($1) }
    values[serve.index] = min(asked, capacity)
    guard asked > 0 else { return }
    let most = asked * service.loadCurve.served(capacity: capacity / asked)
    let served = loads.reduce(0) { $0 + self[$1.column] }
    guard served > most else { return }
    for load in loads { values[load.column.index] *= most / served }
  }

  private func isOn(_ load: Load, _ assignment: Assignment) -> Bool {
    assignment.place == load.place
  }

  /// r * n^b of a gang as it stands.
  func pace(_ run: GangRun) -> Double {
    let gang = model.case[run.workload].gang!
    let rate = model.rate(run.workload, decisions.arrangements[run.workload.index][run.arrangement])
    return rate * pow(effectiveGPUs(run), gang.scalingExponent)
  }

  /// n = sum of e_g * x.
  func effectiveGPUs(_ run: GangRun) -> Double {
    run.assignments.reduce(0) { $0 + decisions.assignments[$1].effect * gpus(decisions.assignments[$1]) }
  }

  /// Work of a job done along a path.
  func done(_ ref: Ref<Workload>, path: Path) -> Double {
    path.nodes.reduce(0) { sum, index in
      let node = model.timeline.nodes[index]
      let free = decisions.loads(at: node, of: ref).reduce(0) { $0 + self[$1.column] }
      let gang = decisions.gangRuns(at: node, of: ref).reduce(0) { $0 + self[$1.pace] }
      return sum + node.seconds * (free + gang)
    }
  }

  private mutating func settleMissing() {
    for missing in decisions.missing {
      let work = model.case[missing.workload].job!.work
      keepTo(work, missing.workload, model.timeline.paths[missing.path])
      let left = work - done(missing.workload, path: model.timeline.paths[missing.path])
      values[missing.column.index] = abs(left) <= 1e-9 * work ? 0 : max(0, left) / model.openSeconds(missing.workload)
    }
  }

  /// No path does more of a job than there is: what a solver's tolerance lets through comes off its own slices.
  private mutating func keepTo(_ work: Double, _ ref: Ref<Workload>, _ path: Path) {
    let done = done(ref, path: path)
    let nodes = path.ownNodes.map { model.timeline.nodes[$0] }
    let columns = nodes.flatMap { node in
      decisions.loads(at: node, of: ref).map { ($0.column, node.seconds) }
        + decisions.gangRuns(at: node, of: ref).map { ($0.pace, node.seconds) }
    }
    let own = columns.reduce(0) { $0 + self[$1.0] * $1.1 }
    guard done > work, own > done - work else { return }
    for (column, _) in columns { values[column.index] *= 1 - (done - work) / own }
  }

  /// The values of some columns, so that they sum to what they must: the greatest of them takes up the rounding.
  mutating func settle(_ columns: [Column], to sum: Double) {
    guard let last = columns.max(by: { self[$0] < self[$1] }) else { return }
    let others = columns.filter { $0 != last }.reduce(0) { $0 + self[$1] }
    values[last.index] = max(0, sum - others)
  }

  mutating func set(_ column: Column?, to value: Double) {
    if let column { values[column.index] = value }
  }

  /// Columns that only stand above something, down to it: arrivals, payments, shortages of a floor.
  private mutating func settleRows() {
    let draft = formulation.draft
    let programme = formulation.programme
    let sums = activities
    let standing: Set<String> = ["moved", "changed", "paid", "top-up", "floor-short", "tenant-short", "peak"]
    for (column, label) in draft.columnLabels.enumerated() where standing.contains(label.family) {
      var least = draft.columnLower[column]
      for place in programme.columnStarts[column]..<programme.columnStarts[column + 1] {
        let row = Int(programme.rowIndices[place]), coefficient = programme.values[place]
        guard coefficient > 0, draft.rowLower[row].isFinite else { continue }
        let rest = sums[row] - coefficient * values[column]
        least = max(least, (draft.rowLower[row] - rest) / coefficient)
      }
      values[column] = least < 1e-9 * max(1, draft.columnUpper[column]) ? draft.columnLower[column] : least
    }
  }

  /// Sum of terms of every row.
  var activities: [Double] {
    var sums = [Double](repeating: 0, count: formulation.programme.rowCount)
    let programme = formulation.programme
    for column in 0..<programme.columnCount where values[column] != 0 {
      for place in programme.columnStarts[column]..<programme.columnStarts[column + 1] {
        sums[Int(programme.rowIndices[place])] += programme.values[place] * values[column]
      }
    }
    return sums
  }
}
