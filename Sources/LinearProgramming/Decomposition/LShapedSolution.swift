extension LShaped {
  /// What was found, with prices: the duals that the best bound rests on.
  func solution(_ ending: Ending, asked: Double) -> Solution? {
    if case .infeasible(let multipliers) = ending {
      var answer = Solution(termination: .infeasible, detail: "infeasible; proved by a combination of rows")
      (answer.farkas, answer.rung, answer.iterations) = (multipliers, "decomposition", pivots)
      return answer
    }
    guard let best else { return nil }
    var answer = Solution(termination: .feasible, detail: "")
    (answer.objective, answer.primal) = (best.objective, best.primal)
    answer.rowActivity = Certificate(of: best.primal, in: program).rowActivity
    answer.boundCertified = bound
    if let proof { price(&answer, by: proof) }
    answer.boundClaimed = answer.boundCertified
    (answer.rung, answer.iterations) = ("decomposition", pivots)
    conclude(&answer, ending, asked: asked)
    return answer
  }

  /// The whole programme's own duals may prove a little more than the cuts, which were rounded.
  private func price(_ answer: inout Solution, by proof: Solution) {
    answer.rowDuals = master.rowDuals(proof.rowDuals, recourses, rowCount: program.rowCount)
    answer.reducedCosts = (0..<program.columnCount).map { j in
      program.entries(ofColumn: j).reduce(program.objective[j]) {
        $0 - program.values[$1] * answer.rowDuals[Int(program.rowIndices[$1])]
      }
    }
    let certified = dualBound.value(rowDuals: answer.rowDuals)
    if certified > answer.boundCertified ?? -.infinity { answer.boundCertified = certified }
  }

  private func conclude(_ answer: inout Solution, _ ending: Ending, asked: Double) {
    let reached = answer.gap ?? .infinity
    answer.detail = "feasible with gap \(reached)"
    if reached <= asked {
      answer.termination = .optimal
      answer.detail = "optimal; certified by weak duality"
    } else if ending == .stopped {
      let isCancelled = limits.monitor?.isCancelled == true
      if isCancelled { answer.termination = .cancelled }
      answer.detail += isCancelled ? "; then cancelled" : "; the time limit came first"
    }
    answer.detail += "; \(summary)"
  }

  var summary: String { "\(iterations) iterations, \(master.cuts.count) cuts, \(recourseSolves) recourse solves" }
}
