import Foundation
import Testing

@testable import LinearProgramming

@Suite struct ScalingTests {
  /// Rows and columns scaled by powers of two change nothing but the units.
  @Test(arguments: 0..<100)
  func `no wrong answer is called optimal`(seed: Int) throws {
    var random = SplitMix64(5000 + seed)
    let plain = random.program(rows: 5, columns: 6)
    let truth = try solve(plain)
    var scaled = plain
    let rows = (0..<5).map { _ in exp2(random.whole(-10...10)) }
    let columns = (0..<6).map { _ in exp2(random.whole(-10...10)) }
    for j in 0..<6 {
      for entry in plain.entries(ofColumn: j) {
        scaled.values[entry] *= rows[Int(plain.rowIndices[entry])] * columns[j]
      }
      scaled.objective[j] *= columns[j]
      scaled.columnLower[j] /= columns[j]
      scaled.columnUpper[j] /= columns[j]
    }
    for i in 0..<5 {
      scaled.rowLower[i] *= rows[i]
      scaled.rowUpper[i] *= rows[i]
    }
    let answer = try solve(scaled)
    if answer.termination == .optimal {
      let expected = try #require(truth.objective)
      #expect(abs(answer.objective! - expected) <= 2e-5 * max(1, abs(expected)))
    } else {
      #expect(answer.termination != .infeasible || truth.termination == .infeasible)
    }
  }
}
