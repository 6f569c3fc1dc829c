import Fleet
import LinearProgramming
import Throughput

/// A case as a programme: its decisions, and everything that rules and cost terms wrote about them.
struct Formulation: Sendable {
  let model: Model
  let decisions: Decisions
  let draft: Draft
  /// Minimises cost, which is minus the objective.
  let programme: LinearProgram

  init(_ planningCase: PlanningCase, _ timeline: Timeline, _ rates: RateTable) {
    let model = Model(planningCase, timeline, rates)
    var draft = Draft()
    let decisions = Decisions(model, into: &draft)
    for term in costTerms { term.write(into: &draft, decisions, model) }
    for rule in rules { rule.write(into: &draft, decisions, model) }
    self.model = model
    self.decisions = decisions
    self.draft = draft
    self.programme = draft.programme(weights: model.objectiveWeights)
  }

  var names: Names { Names(model: model) }
}

extension Model {
  /// Weight of the expected value in the objective: all of it where no notice can be given.
  var expectedWeight: Double { timeline.paths.count > 1 ? 1 - self.case.options.riskWeight : 1 }

  /// USD of objective for a USD paid at each node, the risk measure apart.
  var objectiveWeights: [Double] { presentWeights.map { $0 * expectedWeight } }
}

/// A programme with the names that other solvers' files need.
public struct NamedProgramme: Sendable {
  public let program: LinearProgram
  private let names: Names
  private let draft: Draft

  init(_ formulation: Formulation) {
    program = formulation.programme
    names = formulation.names
    draft = formulation.draft
  }

  /// `site-power[colossus-1,2026-07]`
  public func rowName(_ index: Int) -> String {
    names.name(draft.rowLabels[index].family, draft.rowLabels[index].key)
  }

  public func columnName(_ index: Int) -> String {
    names.name(draft.columnLabels[index].family, draft.columnLabels[index].key)
  }
}
