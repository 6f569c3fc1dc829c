import CaseFiles
import Fleet
import LinearProgramming
import Testing
import Throughput

@testable import Planning

/// The prices of the shipped cases against their programmes solved again with one limit moved, integers fixed.
@Suite struct ShippedPriceTests {
  /// Rows of each rule that are tried, spread over the plan.
  private static let tries = 6

  @Test(arguments: ShippedCase.names) func pricesAreFiniteDifferences(name: String) throws {
    let planningCase = try ShippedCase.planned(name).planningCase
    let formulation = Formulation(planningCase, Timeline(planningCase), try RateTable(planningCase))
    var options = SolveOptions()
    options.relativeGap = planningCase.options.gap
    let solution = try solve(formulation.programme, options: options)
    let prices = try Prices(formulation, solution)
    let fixed = formulation.programme.fixingIntegers(at: solution.primal)
    let session = try SolverSession(fixed)
    defer { session.close() }
    let before = try #require(session.solve().objective)
    var rows: [String: [Int]] = [:]
    for row in prices.bindings.keys.sorted() { rows[formulation.draft.rowLabels[row].family, default: []].append(row) }
    var families: Set<String> = []
    for (family, bound) in rows {
      // Rows that bind at no price say little.
      let priced = bound.filter { row in
        [prices.bindings[row]?.up, prices.bindings[row]?.down].contains { abs($0?.usd ?? 0) > 1 }
      }
      let all = priced.isEmpty ? bound : priced
      for row in all.enumerated().filter({ $0.offset % max(1, all.count / Self.tries) == 0 }).map(\.element) {
        let binding = try #require(prices.bindings[row])
        for (side, direction) in [(binding.up, 1.0), (binding.down, -1.0)] {
          guard let side else { continue }
          let limit = fixed.rowUpper[row].isFinite ? fixed.rowUpper[row] : fixed.rowLower[row]
          let distance = min(side.reach * 0.5, 1e-3 * max(1, abs(limit)))
          try session.setRowBounds(
            row, lower: fixed.rowLower[row] + direction * distance, upper: fixed.rowUpper[row] + direction * distance)
          let after = try #require(
            session.solve().objective, "\(formulation.names.name(family, formulation.draft.rowLabels[row].key))")
          try session.setRowBounds(row, lower: fixed.rowLower[row], upper: fixed.rowUpper[row])
          let difference = -(after - before) / (direction * distance)
          // The objective is known to about 1e-11 of its size.
          let noise = 1e-11 * abs(before) / distance
          #expect(
            abs(difference - side.usd) <= 1e-4 * abs(side.usd) + noise,
            "\(formulation.names.name(family, formulation.draft.rowLabels[row].key)): \(difference), not \(side.usd)")
          if abs(side.usd) > 10 * noise { families.insert(family) }
        }
      }
    }
    #expect(families.count >= 4, "prices of only \(families.sorted()) were seen")
  }

  /// A side without a price is marked; where it has one, the dual bounds it from the right side.
  @Test(arguments: ShippedCase.names) func unknownSidesAreMarked(name: String) throws {
    for row in try ShippedCase.planned(name).plan.rules where row.kind != "slack" {
      #expect((row.kind == "one_sided") == (row.priceUp == nil || row.priceDown == nil), "\(row)")
      #expect(row.dual != nil)
      #expect(row.meaning != "")
    }
  }
}
