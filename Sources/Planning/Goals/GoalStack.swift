import Fleet
import LinearProgramming

/// Goals met one after another: each stage is the programme with another objective and a row for every goal before it.
///
///     min f_i  such that  f_j <= best_j + slack_j  for every j < i
///
/// Costs are minimised, that of the value being minus the objective. A stage that finds nothing in time ends the stack,
/// and the plan of the stage before stands.
struct GoalStack: Sendable {
  struct Met: Sendable {
    let stage: Stage
    let programme: LinearProgram
    let solution: Solution
    /// The most that its costs may be for the goals after it.
    let most: Double
    /// The least costs without the goals before it; nil where not found.
    var alone: Double?

    var best: Double { solution.objective! }
  }

  /// Solves a programme within whatever time there is.
  typealias Solver = (LinearProgram, SolveOptions) throws -> Solution

  let formulation: Formulation
  private let candidate: [Double]?
  private(set) var met: [Met] = []
  /// What the first stage ended with where it found no plan.
  private(set) var failure: Solution?

  /// - Parameters:
  ///   - candidate: a plan that may stand, nil for none: the incumbent, which nothing can better in moves.
  ///   - untilValue: whether to stop after the value.
  init(
    _ formulation: Formulation, _ options: SolveOptions, candidate: [Double]? = nil, untilValue: Bool = false,
    solved: Solver
  ) rethrows {
    self.formulation = formulation
    self.candidate = candidate
    for stage in formulation.stages where !(untilValue && value != nil) {
      let programme = programme(of: stage)
      let solution = try best(of: programme) ?? solved(programme, self.options(options, of: stage))
      if ending == .optimal, !isMet(solution, options) { ending = solution.termination }
      guard !solution.primal.isEmpty, let best = solution.objective else {
        if met.isEmpty { failure = solution }
        return
      }
      let slack = stage.slack(of: best) + GoalStack.rounding * max(1, abs(best))
      met.append(
        Met(
          stage: stage, programme: programme, solution: solution, most: best + slack,
          alone: met.isEmpty ? best : nil))
    }
  }

  /// A solver keeps a row to about 1e-9 of its size.
  static let rounding = 1e-9

  /// The stage of the value; nil where it was not reached.
  var value: Met? { met.first { $0.stage.isValue } }

  /// The plan of the last stage that found one.
  var solution: Solution? { met.last?.solution }

  /// How many goals stand before the value.
  var beforeValue: Int { formulation.stages.firstIndex { $0.isValue } ?? 0 }

  /// How the first stage ended that was not met to the gap that was asked, `optimal` where all were.
  private(set) var ending: Termination = .optimal

  /// What the value may give up for the goals after it, USD.
  var valueGivenUp: Double {
    guard let value, met.count > beforeValue + 1 else { return 0 }
    return value.most - value.best
  }

  /// The same as a share of what is left at least: the plan's gap counts it.
  var shareGivenUp: Double {
    valueGivenUp == 0 ? 0 : valueGivenUp * (1 + 1e-6) / max(1, abs(value!.best) - valueGivenUp)
  }

  /// A programme of the same columns with the first so many goals held.
  func holding(_ count: Int, in programme: LinearProgram) -> LinearProgram {
    met.prefix(count).reduce(programme) { held, goal in
      let costs = formulation.costs(goal.stage)
      return held.adding(row: costs.coefficients, upper: goal.most - costs.constant)
    }
  }

  /// A programme of the same columns in which every goal stays as far met as a solution meets it.
  func keeping(in programme: LinearProgram, by solution: Solution) -> LinearProgram {
    met.reduce(programme) { held, goal in
      let costs = formulation.costs(goal.stage)
      let found = zip(costs.coefficients, solution.primal).reduce(0) { $0 + $1.0 * $1.1 }
      return held.adding(
        row: costs.coefficients, upper: found + GoalStack.rounding * max(1, abs(found + costs.constant)))
    }
  }

  /// Of all plans that are as good by the goals after the value, the one of most value, integers as found: nothing of it is
  /// given up in vain.
  func withBestValue(_ solution: Solution, solved: Solver) rethrows -> Solution {
    guard met.count > beforeValue + 1, solution.primal != candidate else { return solution }
    var held = holding(beforeValue, in: formulation.programme.fixingIntegers(at: solution.primal))
    for goal in met.dropFirst(beforeValue + 1) {
      let upper = goal.best + GoalStack.rounding * max(1, abs(goal.best))
      held = held.adding(row: formulation.costs(goal.stage).coefficients, upper: upper)
    }
    var options = SolveOptions()
    options.startBasis = solution.basis.map { $0.withBasicRows(held.rowCount) }
    let best = try solved(held, options)
    guard best.termination == .optimal else { return solution }
    var chosen = solution
    chosen.primal = best.primal
    chosen.objective = best.objective
    return chosen
  }

  /// Asks of every goal but the first how good it could be without those before it.
  mutating func askAlone(_ options: SolveOptions, solved: Solver) rethrows {
    for index in met.indices.dropFirst() {
      var options = self.options(options, of: met[index].stage)
      options.startPoint = met[index].solution.primal
      options.startBasis = nil
      let programme = formulation.programme.minimising(formulation.costs(met[index].stage))
      let solution = try solved(programme, options)
      if solution.termination == .optimal { met[index].alone = solution.objective.map { min($0, met[index].best) } }
    }
  }

  /// Whether a solution is as good as the case asks; the moves are asked for to more than that.
  private func isMet(_ solution: Solution, _ options: SolveOptions) -> Bool {
    solution.termination == .optimal || (solution.gap ?? .infinity) <= options.relativeGap ?? 0
  }

  /// The candidate where it keeps a programme's rows and no point within the columns' bounds could cost less.
  private func best(of programme: LinearProgram) -> Solution? {
    guard let candidate, case let loosened = programme.widened(at: candidate, by: 2 * HeldBase.rounding),
      case let certificate = Certificate(of: candidate, in: loosened), certificate.isFeasible,
      certificate.isWhole
    else { return nil }
    let least = programme.objective.indices.reduce(programme.objectiveConstant) { sum, column in
      let cost = programme.objective[column]
      return cost == 0 ? sum : sum + cost * (cost > 0 ? programme.columnLower[column] : programme.columnUpper[column])
    }
    guard certificate.objective <= least + GoalStack.rounding * max(1, abs(least)) else { return nil }
    var solution = Solution(termination: .optimal, detail: "the incumbent, which nothing can better")
    solution.objective = certificate.objective
    solution.primal = candidate
    solution.boundCertified = least
    solution.rung = "incumbent"
    return solution
  }

  private func programme(of stage: Stage) -> LinearProgram {
    holding(met.count, in: formulation.programme).minimising(formulation.costs(stage))
  }

  /// A stage starts from the plan of the one before, which keeps all that it must. Moves are few numbers, and are counted
  /// to the last one.
  private func options(_ options: SolveOptions, of stage: Stage) -> SolveOptions {
    var options = options
    options.startPoint = candidate
    if !stage.isValue {
      let unit = stage.unit == "share" ? "" : ", \(stage.unit)"
      options.purpose = Monitor.Purpose("goal \(stage.name)\(unit)", hasOwnObjective: true)
    }
    if stage.goal.kind == .moves { options.relativeGap = min(options.relativeGap ?? 1e-6, 1e-6) }
    guard let last = met.last else { return options }
    options.startPoint = last.solution.primal
    options.startBasis = last.solution.basis.map { $0.withBasicRows($0.rows.count + 1) }
    return options
  }
}

/// What a stage minimises: coefficients by column, and what no column changes.
typealias StageCosts = (coefficients: [Double], constant: Double)

extension Formulation {
  func costs(_ stage: Stage) -> StageCosts {
    guard let terms = stage.terms else { return (programme.objective, programme.objectiveConstant) }
    var coefficients = [Double](repeating: 0, count: programme.columnCount)
    for term in terms { coefficients[term.column.index] += term.coefficient }
    return (coefficients, 0)
  }
}

extension LinearProgram {
  func minimising(_ costs: StageCosts) -> LinearProgram {
    var other = self
    other.objective = costs.coefficients
    other.objectiveConstant = costs.constant
    return other
  }
}

extension Basis {
  /// The same with rows more below, which do not bind.
  func withBasicRows(_ count: Int) -> Basis {
    Basis(
      rows: Array(rows.prefix(count)) + [Status](repeating: .basic, count: max(0, count - rows.count)), columns: columns
    )
  }
}
