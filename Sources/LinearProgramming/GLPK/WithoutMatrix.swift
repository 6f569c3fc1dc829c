/// Programmes without rows or without columns, decided by hand.
///
/// GLPK refuses to factorise an empty basis. Without columns every row's activity
/// is 0; without rows each column goes to its cheaper bound.
struct WithoutMatrix {
  /// Nil when there is a matrix.
  let solution: Solution?

  init(_ program: LinearProgram) {
    guard program.rowCount == 0 || program.columnCount == 0 else {
      solution = nil
      return
    }
    solution = Self.unmetRow(of: program) ?? Self.bestCorner(of: program)
  }

  private static func unmetRow(of program: LinearProgram) -> Solution? {
    guard program.columnCount == 0 else { return nil }
    for i in 0..<program.rowCount where program.rowLower[i] > 0 || program.rowUpper[i] < 0 {
      var answer = Solution(
        termination: .infeasible, detail: "infeasible; a row without columns cannot be 0")
      answer.farkas = (0..<program.rowCount).map { $0 != i ? 0 : program.rowLower[i] > 0 ? 1 : -1 }
      return answer
    }
    return nil
  }

  private static func bestCorner(of program: LinearProgram) -> Solution {
    var primal: [Double] = []
    var columns: [Basis.Status] = []
    for j in 0..<program.columnCount {
      let (lower, upper, cost) = (
        program.columnLower[j], program.columnUpper[j], program.objective[j]
      )
      let corner = cost > 0 ? lower : cost < 0 ? upper : nearestZero(lower, upper)
      if corner.isInfinite {
        return Solution(
          termination: .unbounded, detail: "unbounded; a free column without rows has a cost")
      }
      primal.append(corner)
      columns.append(
        lower == upper ? .fixed : corner == lower ? .atLower : corner == upper ? .atUpper : .free)
    }
    let certificate = Certificate(of: primal, in: program)
    var answer = Solution(termination: .optimal, detail: "optimal; every column at its best bound")
    answer.objective = certificate.objective
    answer.primal = primal
    answer.rowActivity = certificate.rowActivity
    answer.rowDuals = certificate.rowActivity.map { _ in 0 }
    answer.reducedCosts = program.objective
    answer.basis = Basis(rows: certificate.rowActivity.map { _ in .basic }, columns: columns)
    answer.boundClaimed = certificate.objective
    answer.boundCertified = certificate.objective
    answer.rung = "no matrix"
    return answer
  }
}
