/// One way of putting a linear programme to GLPK.
struct Rung {
  enum Start { case given, standard, advanced }

  var name: String
  var scaling = GLPKProblem.Scaling.unitFree
  var start: Start
  var parameters = GLPKProblem.SimplexParameters()

  /// The ladder: each rung is tried only when the answer of the one before did
  /// not pass its certificate. They differ in what usually goes wrong: the path
  /// of pivots, the scaling, the tolerances, and last the arithmetic.
  static func ladder(for program: LinearProgram, startBasis: Basis?) -> [Rung] {
    var rungs: [Rung] = []
    if startBasis != nil {
      rungs.append(Rung(name: "start basis", start: .given))
      // A basis that is optimal but for the simplex's tolerance needs a few pivots more, no cold solve.
      rungs.append(Rung(name: "start basis, tight tolerances", start: .given, parameters: .init(tolerance: 1e-9)))
    }
    rungs.append(firstRung(for: program))
    rungs.append(
      Rung(
        name: "standard basis, textbook primal", start: .standard,
        parameters: .init(method: .primal, textbook: true)))
    rungs.append(Rung(name: "geometric scaling", scaling: .geometric, start: .advanced))
    rungs.append(Rung(name: "presolve", start: .advanced, parameters: .init(presolve: true)))
    rungs.append(
      Rung(name: "tight tolerances", start: .advanced, parameters: .init(tolerance: 1e-9)))
    if program.rowCount + program.columnCount <= exactSize {
      rungs.append(
        Rung(name: "exact", start: .advanced, parameters: .init(exact: true, tolerance: 1e-9)))
    }
    return rungs
  }

  private static let exactSize = 400

  /// Chooses the cold start by structure.
  ///
  /// | slack basis is | start | simplex |
  /// |---|---|---|
  /// | dual feasible, but for 1 % of the columns | slack | dual, then primal |
  /// | primal feasible | slack | primal |
  /// | neither | advanced | dual, then primal |
  ///
  /// With each column at the bound nearest zero, the slack basis is dual feasible
  /// when no column would gain by leaving it (a covering programme: costs are
  /// positive), and primal feasible when the rows hold there (a packing one).
  private static func firstRung(for program: LinearProgram) -> Rung {
    let attractive = (0..<program.columnCount).count {
      gainsByLeaving(cost: program.objective[$0], program.columnLower[$0], program.columnUpper[$0])
    }
    if attractive * 100 <= program.columnCount {
      return Rung(name: "slack basis, dual", start: .standard)
    }
    let corner = (0..<program.columnCount).map {
      nearestZero(program.columnLower[$0], program.columnUpper[$0])
    }
    if Certificate(of: corner, in: program.relaxed).isFeasible {
      return Rung(
        name: "slack basis, primal", start: .standard, parameters: .init(method: .primal))
    }
    return Rung(name: "advanced basis, dual", start: .advanced)
  }

  private static func gainsByLeaving(cost: Double, _ lower: Double, _ upper: Double) -> Bool {
    (cost < 0 && upper == .infinity) || (cost > 0 && lower == -.infinity)
  }
}

/// Where a non-basic column of the slack basis sits.
func nearestZero(_ lower: Double, _ upper: Double) -> Double {
  if lower.isFinite && upper.isFinite { return abs(lower) <= abs(upper) ? lower : upper }
  if lower.isFinite { return lower }
  return upper.isFinite ? upper : 0
}
