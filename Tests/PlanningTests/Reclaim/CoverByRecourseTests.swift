import Fleet
import LinearProgramming
import Testing

@testable import Planning

/// What is safe by allocation can be kept by recourse: after k calls the GPUs that are left go on as they did.
///
/// That is said of the plan before a notice. What it is worth is another matter: cover by recourse is a promise on every
/// notice path too, and there, where cover by allocation promises nothing, the service may be worth less than other
/// work. So the optimum of cover by recourse is no worse for certain where the paths carry no weight: with hazards of 0,
/// whose paths carry rows all the same. Without supplier shares, which a call may break for the GPUs that are left, and
/// with lessors' GPUs there throughout: in a slice in which a service has nothing to lose, cover by allocation asks
/// nothing, and cover by recourse still asks that it be covered.
@Suite("Cover by recourse is never stricter than by allocation") struct CoverByRecourseTests {
  private func covered(_ seed: Int, _ proof: Cover.Proof) -> PlanningCase {
    var drawn = RandomReclaimCase.drawn(seed, .init(hasFloors: false))
    drawn.options.riskWeight = 0
    for index in drawn.tranches.indices { drawn.tranches[index].availableFrom = nil }
    for index in drawn.leases.indices { drawn.leases[index].end = drawn.periods.last!.end }
    drawn.workloads[0].sites = nil
    drawn.changeService {
      $0.coverShare = .init([0.05, 0.1, 0.2][seed % 3])
      $0.cover = Cover(proof, calls: 1 + seed % 2)
    }
    return drawn
  }

  @Test(arguments: 0..<100) func whatIsSafeByAllocationCanBeKeptByRecourse(seed: Int) throws {
    let allocation = try formulated(covered(seed, .allocation)), recourse = try formulated(covered(seed, .recourse))
    let solution = try solve(allocation.programme.relaxed)
    guard solution.termination == .optimal else {
      #expect(solution.termination == .infeasible)
      return
    }
    let decided = Dictionary(
      uniqueKeysWithValues: solution.primal.indices.filter { isBeforeNotice($0, allocation) }.map {
        (allocation.columnName($0), solution.primal[$0])
      })
    var kept = recourse.programme.relaxed
    for column in kept.objective.indices where isBeforeNotice(column, recourse) {
      // What may be kept on standby before a path that only cover by recourse has, is not.
      let value = decided[recourse.columnName(column)] ?? 0
      kept.columnLower[column] = max(kept.columnLower[column], value - 1e-6)
      kept.columnUpper[column] = min(kept.columnUpper[column], value + 1e-6)
    }
    #expect(try relaxedValue(kept) != nil, "what was safe cannot be kept")
  }

  @Test(arguments: 0..<100) func itIsWorthNoLess(seed: Int) throws {
    func value(_ proof: Cover.Proof) throws -> Double? {
      var calm = covered(seed, proof)
      for pool in calm.reclaimPools.indices {
        calm.reclaimPools[pool].likelihood = .hazardPerMonth(0)
        calm.reclaimPools[pool].hazardAfter = nil
      }
      return try relaxedValue(calm)
    }
    guard let allocation = try value(.allocation) else { return }
    let recourse = try #require(try value(.recourse))
    #expect(recourse >= allocation - 1e-7 * max(1, abs(allocation)), "\(recourse), by allocation \(allocation)")
  }

  @Test func someCoversBind() throws {
    let binding = try (0..<100).filter { seed in
      guard let allocation = try relaxedValue(covered(seed, .allocation)) else { return true }
      return try relaxedValue(covered(seed, .recourse)).map { abs($0 - allocation) > 1e-3 } ?? true
    }
    #expect(binding.count >= 10, "\(binding)")
  }

  /// GPUs and orders of the base path, and what is signed.
  private func isBeforeNotice(_ column: Int, _ formulation: Formulation) -> Bool {
    let label = formulation.draft.columnLabels[column]
    guard ["gpus", "load", "used", "order", "held", "hold", "sign"].contains(label.family) else { return false }
    return label.key.node.map { formulation.model.timeline.nodes[$0].path == 0 } ?? true
  }
}
