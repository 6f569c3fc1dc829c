import Fleet
import LinearProgramming
import Testing
import Throughput

@testable import Planning

/// A case with its formulation and its solution, for tests that look inside.
struct Solved {
  let formulation: Formulation
  let solution: Solution
  /// USD, maximised.
  var value: Double { -(solution.objective ?? .nan) }

  init(_ planningCase: PlanningCase, halved: Bool = false) throws {
    formulation = Formulation(planningCase, Timeline(planningCase, halved: halved), try RateTable(planningCase))
    var options = SolveOptions()
    options.relativeGap = 1e-7
    solution = try solve(formulation.programme, options: options)
    #expect(solution.termination == .optimal, "\(solution.detail)")
  }
}

func isClose(_ a: Double, _ b: Double, relative: Double = 1e-9) -> Bool {
  abs(a - b) <= relative * max(1, abs(a), abs(b))
}
