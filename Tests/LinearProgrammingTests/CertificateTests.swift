import Testing

@testable import LinearProgramming

@Suite struct CertificateTests {
  @Test func `a cancelling sum is enclosed tightly`() {
    var sum = EnclosedSum()
    for term in [1e16, 1, -1e16] { sum.add(term) }
    #expect(sum.value == 1)
    #expect(sum.lower <= 1 && 1 <= sum.upper && sum.upper - sum.lower < 1e-10)
    var exact = EnclosedSum()
    exact.addProduct(3, 0.5)
    #expect(exact.lower == 1.5 && exact.upper == 1.5)
    var product = EnclosedSum()
    product.addProduct(0.1, 0.1)
    product.add(-0.01)
    // 0.1 * 0.1 is not 0.01 in doubles: the remainder is kept.
    #expect(product.lower > 0)
    product.add(.infinity)
    #expect(product.lower == -none && product.upper == none)
  }

  @Test func `a pair has the sign of its higher part`() {
    var pair = Pair(high: 1)
    for term in [1e-17, -1, -3e-17] { pair.add(term) }
    #expect(pair.high < 0 && abs(pair.high + 2e-17) < 1e-30)
  }

  @Test func `violations are found in rows, columns and integers`() {
    var program = powerExample(100)
    program.isInteger[1] = true
    let certificate = Certificate(of: [10, 0.5, 41], in: program)
    #expect(certificate.worstRow == 2 && certificate.worstColumn == nil)
    #expect(abs(certificate.worstViolation - 9.0 / 60) < 1e-12)
    #expect(!certificate.isWhole && !certificate.isFeasible)
    #expect(abs(certificate.objective + 15 + 2.1 + 41) < 1e-12)
    #expect(Certificate(of: [.nan, 0, 0], in: program).worstViolation == none)
  }

  @Test func `rows imply bounds`() {
    // x + y <= 4, x, y >= 0; z <= 2 x.
    let program = LinearProgram(
      columns: [(0, 1, none), (0, 1, none), (0, 1, none)],
      rows: [(-none, [1, 1, 0], 4), (-none, [-2, 0, 1], 0)])
    let bounds = ImpliedBounds(of: program)
    for (bound, truth) in zip(bounds.upper, [4.0, 4, 8]) {
      #expect(bound >= truth && bound < truth + 1e-9)
    }
    #expect(bounds.lower == [0, 0, 0])
  }

  @Test(arguments: 0..<300)
  func `the dual bound holds for any duals and is tight at the optimum`(seed: Int) throws {
    var random = SplitMix64(seed)
    let program = random.program(rows: 5, columns: 6)
    let answer = try solve(program)
    let dualBound = DualBound(program: program)
    guard let objective = answer.objective else {
      #expect(answer.termination == .infeasible)
      return
    }
    #expect(answer.termination == .optimal)
    #expect(dualBound.value(rowDuals: answer.rowDuals) >= objective - 1e-6)
    for _ in 0..<10 {
      let duals = (0..<5).map { _ in Double.random(in: -9...9, using: &random) }
      #expect(dualBound.value(rowDuals: duals) <= objective + 1e-9)
    }
  }

  @Test func `feasible programmes are never proved infeasible`() {
    var random = SplitMix64(3)
    let dualBound = DualBound(program: powerExample(100))
    for _ in 0..<1000 {
      let multipliers = (0..<4).map { _ in Double.random(in: -1...1, using: &random) }
      #expect(dualBound.provenInfeasible(multipliers: multipliers) == nil)
    }
  }

  @Test func `duals a little off are repaired where columns have no bounds`() {
    // min eta: eta >= 1, 2, 3, weighted; eta free, so its reduced cost must be nil.
    let program = LinearProgram(
      columns: [(-none, 0.5, none), (0, 0.3, none), (0, 0.4, none)],
      rows: [(1.1, [1, 1, 0], none), (2.3, [1, 0, 1], none)])
    let dualBound = DualBound(program: program)
    let bound = dualBound.value(rowDuals: [0.1 + 3e-10, 0.4 - 1e-10])
    #expect(abs(bound - (0.1 * 1.1 + 0.4 * 2.3)) < 1e-7)
    #expect(dualBound.value(rowDuals: [0.3, 0.4]) == -none)
  }

  @Test func `columns that cross in the same rows are repaired together`() throws {
    // Two free columns in two rows, dominated by neither: shifting one row at a time goes round without end.
    let program = LinearProgram(
      columns: [(-none, 0, none), (-none, 1, none)], rows: [(-none, [-1, -3], 2), (0, [-2, 1], none)])
    let bound = DualBound(program: program).value(rowDuals: [-2.0 / 7 + 1e-12, 1.0 / 7])
    #expect(abs(bound + 4.0 / 7) < 1e-9)
  }

  @Test func `a step against a bound ends the way, however small it is`() {
    // Along x with y and z after it; z falls by 6e-14 a unit and ends at 0.
    let program = LinearProgram(
      columns: [(0, 0, none), (0, -1, none), (0, 0, none)],
      rows: [(-9, [-1536, 0x1p-20, 0], -9), (7, [6, 0, 65536], 7)])
    let y = 0x1p-20 / 1536
    #expect(!UnboundedDirection([y, 1, -6 * y / 65536], in: program).holds)
    let open = LinearProgram(columns: [(0, 0, none), (0, -1, none)], rows: [(-9, [-1, 1], 9)])
    #expect(UnboundedDirection([1, 1], in: open).holds)
    #expect(UnboundedDirection([-1, -1], in: open).holds)
  }
}
