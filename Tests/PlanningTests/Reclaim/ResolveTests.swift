import Fleet
import LinearProgramming
import Testing

@testable import Planning

@Suite("No path serves less than its own re-solve with the decisions so far") struct ResolveTests {
  /// With all weight on the worst cases no other path has any; its recourse must be worth having all the same.
  @Test(arguments: 0..<100) func theRiskMeasureIsNotGamed(seed: Int) throws {
    var drawn = RandomReclaimCase.drawn(seed, .init(pools: 1...2))
    drawn.options.riskWeight = 1
    drawn.options.riskLevel = [0.5, 0.9, 1][seed % 3]
    try expectEveryPathIsResolved(drawn)
  }

  @Test(arguments: 100..<120) func norIsItWithWeightOnTheMean(seed: Int) throws {
    var drawn = RandomReclaimCase.drawn(seed, .init(pools: 1...2))
    drawn.options.riskWeight = 0.5
    try expectEveryPathIsResolved(drawn)
  }

  private func expectEveryPathIsResolved(_ planningCase: PlanningCase) throws {
    guard let plan = try plannedIfAny(planningCase) else { return }
    let resolve = try Resolve(planningCase, plan)
    let parents = Set(plan.paths.compactMap(\.parent))
    // A path that others leave gives up something for them.
    for (index, path) in plan.paths.enumerated() where path.parent != nil && !parents.contains(path.path) {
      let best = try #require(try resolve.value(ofPath: index))
      #expect(
        path.value >= best - 1e-5 * max(1, abs(best)), "\(path.path): \(path.value), but \(best) could be had")
    }
  }
}

/// A path of a plan solved again by itself, once its last notice has come: all that was decided before stays.
private struct Resolve {
  let plan: Plan
  let formulation: Formulation

  init(_ planningCase: PlanningCase, _ plan: Plan) throws {
    var neutral = planningCase
    neutral.options.riskWeight = 0
    (self.plan, formulation) = (plan, try formulated(neutral))
  }

  private var model: Model { formulation.model }

  /// The most USD, discounted, that a path may be worth; nil where the plan's own figures do not fit together.
  func value(ofPath index: Int) throws -> Double? {
    let path = model.timeline.paths[index]
    var programme = formulation.draft.programme(
      weights: model.timeline.nodes.map { path.nodes.contains($0.index) ? model.case.discount($0.period) : 0 })
    let before = path.nodes.filter { !path.ownNodes.contains($0) }.map { model.timeline.nodes[$0] }
    for (column, value) in before.flatMap(decided) + ordered(before: index) {
      let rounding = 1e-7 * max(1, abs(value))
      programme.columnLower[column.index] = max(programme.columnLower[column.index], value - rounding)
      programme.columnUpper[column.index] = min(programme.columnUpper[column.index], value + rounding)
    }
    return try relaxedValue(programme)
  }

  /// GPUs at work, work done and GPUs held in a slice.
  private func decided(_ node: Node) -> [(Column, Double)] {
    let tables = plan.paths[node.path], tranches = model.case.tranches
    let rows = tables.allocation.filter { $0.span.starts == node.start }
    let leases = tables.leases.filter { $0.span.starts == node.start }
    let work = formulation.decisions.assignments(at: node).map { assignment in
      let names = Set(model.pools.all[assignment.pool].tranches.map { tranches[$0.index].id })
      let own = rows.filter { $0.workload == model.case[assignment.workload].id && names.contains($0.tranche) }
      return (assignment.gpus.column, own.reduce(0) { $0 + $1.gpus } / assignment.gpus.perColumn)
    }
    let loads = model.case.workloads.indices.flatMap { formulation.decisions.loads(at: node, of: Ref($0)) }.map {
      load in
      let own = rows.filter {
        $0.workload == model.case[load.workload].id && $0.site == model.case[load.place.site].id
          && $0.gpuClass == model.case[load.place.gpuClass].id
      }
      return (load.column, own.reduce(0) { $0 + $1.meanUnitsPerS })
    }
    let lots = leases.flatMap { row in
      let index = tranches.firstIndex { $0.id == row.tranche }!
      let held = tranches[index].fallback.flatMap { formulation.decisions.fallbacks.held[$0.index][node.index] }
      return [
        formulation.decisions.used[index][node.index].map { ($0, row.used) }, held.map { ($0, row.held) },
      ].compactMap { $0 }
    }
    return work + loads + lots
  }

  /// What is signed, ordered and kept on standby by those that do not know of the last notice yet.
  private func ordered(before index: Int) -> [(Column, Double)] {
    let lineage = Set(model.timeline.lineage(of: index).dropLast().map(\.id))
    func isBefore(_ path: Int) -> Bool { lineage.contains(model.timeline.paths[path].id) }
    func amount(_ path: Int, _ decisions: Set<String>, _ fallback: Ref<Fallback>, _ start: Instant) -> Double {
      plan.paths[path].decisions.filter {
        decisions.contains($0.decision) && $0.subject == model.case[fallback].id && $0.takesEffect == start
      }.reduce(0) { $0 + $1.amount }
    }
    let fallbacks = formulation.decisions.fallbacks
    let orders = fallbacks.orders.filter { isBefore($0.path) }.map {
      ($0.column, amount($0.path, ["order", "call"], $0.fallback, $0.arrival))
    }
    let standbys = fallbacks.standbys.filter { isBefore($0.path) }.map {
      ($0.column, amount($0.path, ["hold"], $0.fallback, Instant(model.case.periods[$0.period].start)))
    }
    let signed = formulation.decisions.signings.all.map { signing in
      let id = model.case[signing.tranche].id
      return (signing.column, plan.decisions.first { $0.decision == "sign" && $0.subject == id }?.amount ?? 0)
    }
    return orders + standbys + signed
  }
}
