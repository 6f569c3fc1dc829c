import Foundation
import Testing

@testable import LinearProgramming

@Suite struct UnitFreeScalingTests {
  /// Sizes of the scaled coefficients.
  private func scaled(_ program: LinearProgram) -> [Double] {
    let factors = UnitFreeScaling(program)
    return (0..<program.columnCount).flatMap { j in
      program.entries(ofColumn: j).map {
        abs(factors.rows[Int(program.rowIndices[$0])] * program.values[$0] * factors.columns[j])
      }
    }
  }

  /// The programme with row `i` in units of 1 / `rows[i]`, and column `j` in units of `columns[j]`.
  private func inOtherUnits(_ program: LinearProgram, rows: [Double], columns: [Double]) -> LinearProgram {
    var other = program
    for j in 0..<program.columnCount {
      for entry in program.entries(ofColumn: j) {
        other.values[entry] *= rows[Int(program.rowIndices[entry])] * columns[j]
      }
    }
    return other
  }

  @Test func `factors are powers of two`() {
    let factors = UnitFreeScaling(powerExample(200))
    #expect((factors.rows + factors.columns).allSatisfy { $0.significand == 1 && $0 > 0 })
  }

  @Test(arguments: 0..<50) func `units change the scaled coefficients by rounding to powers of two alone`(seed: Int) {
    var random = SplitMix64(seed)
    let program = random.program(rows: 6, columns: 8)
    let powers = { (count: Int) in (0..<count).map { _ in exp2(random.whole(-30...30)) } }
    let exact = inOtherUnits(program, rows: powers(6), columns: powers(8))
    for (old, new) in zip(scaled(program), scaled(exact)) { #expect(abs(log2(new / old)) <= 2 || old == 0) }
    let decimals = { (count: Int) in (0..<count).map { _ in pow(10, random.whole(-9...9)) } }
    let other = inOtherUnits(program, rows: decimals(6), columns: decimals(8))
    for (old, new) in zip(scaled(program), scaled(other)) { #expect(abs(log2(new / old)) <= 2 || old == 0) }
  }

  @Test func `rows, columns and programmes without coefficients keep the factor 1`() {
    let empty = UnitFreeScaling(LinearProgram(columns: [(0, 1, 1)], rows: [(0, [0], 1)]))
    #expect(empty.rows == [1] && empty.columns == [1])
    #expect(UnitFreeScaling(LinearProgram()).rows.isEmpty)
  }

  /// Tokens or thousands of them: a row of 1e11 holds its bound of 0 no closer than doubles do.
  @Test func `a row is judged by the size of its terms`() {
    let program = LinearProgram(columns: [(0, 1, 1e12), (0, 1, 1e12)], rows: [(0, [1, -1], 0)])
    #expect(Certificate(of: [1e11, 1e11 + 1e-4], in: program).isFeasible)
    #expect(!Certificate(of: [1e11, 1e11 + 10], in: program).isFeasible)
    #expect(!Certificate(of: [1, 1 + 1e-5], in: program).isFeasible)
  }
}
