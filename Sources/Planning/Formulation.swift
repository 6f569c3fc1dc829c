import Fleet
import LinearProgramming
import Throughput

/// A case as a programme: its decisions, and everything that rules and cost terms wrote about them.
package struct Formulation: Sendable {
  let model: Model
  let decisions: Decisions
  let draft: Draft
  /// The goals, the first one first.
  let stages: [Stage]
  /// Minimises cost, which is minus the objective.
  package private(set) var programme: LinearProgram

  package init(_ planningCase: PlanningCase, _ timeline: Timeline, _ rates: RateTable) {
    let model = Model(planningCase, timeline, rates)
    var draft = Draft()
    let decisions = Decisions(model, into: &draft)
    for term in costTerms { term.write(into: &draft, decisions, model) }
    for rule in rules { rule.write(into: &draft, decisions, model) }
    if model.timeline.nodes.contains(where: model.timeline.isLeftBehind) {
      let moot = Set(rules.filter { $0.isMootOnceLeft }.map { $0.name })
      draft.release { moot.contains($0.family) && model.isMoot($0.key) }
    }
    stages = Stage.all(into: &draft, decisions, model)
    self.model = model
    self.decisions = decisions
    self.draft = draft
    self.programme = draft.programme(weights: model.objectiveWeights)
    programme = programme.freezing(frozen, widening: pastRows)
  }

  var names: Names { Names(model: model) }

  func rowName(_ index: Int) -> String { names.name(draft.rowLabels[index].family, draft.rowLabels[index].key) }

  func columnName(_ index: Int) -> String {
    names.name(draft.columnLabels[index].family, draft.columnLabels[index].key)
  }
}

extension Model {
  /// Whether a row is about slices that cannot come about: its own, or some of its window.
  fileprivate func isMoot(_ key: Key) -> Bool {
    if let node = key.node { return timeline.isLeftBehind(timeline.nodes[node]) }
    guard let path = key.pathIndex else { return false }
    var year: Int?
    for case .fiscalYear(let number) in [key.first, key.second] { year = number }
    return timeline.nodes(of: timeline.paths[path]).contains { node in
      timeline.isLeftBehind(node) && (year.map { $0 == self.case.place(of: node.period, in: .year) } ?? true)
    }
  }

  /// Weight of the expected value in the objective: all of it where no notice can be given.
  var expectedWeight: Double { timeline.paths.count > 1 ? 1 - self.case.options.riskWeight : 1 }

  /// USD of objective for a USD paid at each node, the risk measure apart.
  var objectiveWeights: [Double] { presentWeights.map { $0 * expectedWeight } }
}

/// A programme with the names that other solvers' files need.
public struct NamedProgramme: Sendable {
  private let formulation: Formulation

  init(_ formulation: Formulation) { self.formulation = formulation }

  public var program: LinearProgram { formulation.programme }

  /// `site-power[colossus-1,2026-07]`
  public func rowName(_ index: Int) -> String { formulation.rowName(index) }

  /// `sign[coreweave-new-gb200]`
  public func columnName(_ index: Int) -> String { formulation.columnName(index) }

  /// What is doubtful before anything is solved, in the planner's names: asks beyond the stock, the size of coefficients.
  public var warnings: [Finding] {
    formulation.capacityFindings + (formulation.spreadFinding.map { [$0] } ?? [])
  }
}
