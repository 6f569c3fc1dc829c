import Fleet
import LinearProgramming
import Testing
import Throughput

@testable import Planning

@Suite struct PricesTests {
  /// Every side of every price against the programme solved again with its limit moved, integers fixed.
  @Test func pricesAreFiniteDifferences() throws {
    let solved = try Solved(Specimen.case)
    let prices = try Prices(solved.formulation, solved.solution)
    let fixed = solved.formulation.programme.fixingIntegers(at: solved.solution.primal)
    let before = try #require(try solve(fixed).objective)
    var families: Set<String> = []
    for (row, binding) in prices.bindings {
      for (side, direction) in [(binding.up, 1.0), (binding.down, -1.0)] {
        guard let side else { continue }
        let size = max(1, abs(fixed.rowUpper[row].isFinite ? fixed.rowUpper[row] : fixed.rowLower[row]))
        let distance = min(side.reach * 0.5, 1e-3 * size)
        var moved = fixed
        moved.rowLower[row] += direction * distance
        moved.rowUpper[row] += direction * distance
        let after = try #require(try solve(moved).objective)
        let difference = -(after - before) / (direction * distance)
        #expect(
          abs(difference - side.usd) <= 1e-4 * max(abs(side.usd), 1e-9 * abs(before) / distance),
          "\(solved.formulation.draft.rowLabels[row].family): \(difference), not \(side.usd)")
        families.insert(solved.formulation.draft.rowLabels[row].family)
      }
    }
    #expect(families.count >= 4, "too few kinds of rules bind to say anything: \(families)")
  }
}
