import Testing

@testable import LinearProgramming

@Suite struct CoefficientTests {
  @Test func `units of rows and columns change no spread`() {
    var program = powerExample(200)
    let spread = CoefficientSpread(program).ratio
    for entry in program.values.indices where program.rowIndices[entry] == 1 { program.values[entry] *= 1e8 }
    for entry in program.entries(ofColumn: 2) { program.values[entry] *= 1e-8 }
    #expect(abs(CoefficientSpread(program).ratio / spread - 1) < 1e-3)
    #expect(spread < 10)
  }

  @Test func `an entry out of line is found`() throws {
    // [1 1; 1 1e-8]: the best that scaling can do is 1e2 each way.
    let program = LinearProgram(
      columns: [(0, 1, 1), (0, 1, 1)], rows: [(-none, [1, 1], 1), (-none, [1, 1e-8], 1)])
    let spread = CoefficientSpread(program)
    #expect(abs(spread.ratio / 1e4 - 1) < 0.01)
    #expect(try #require(spread.largest).value == 1)
    #expect([1, 1e-8].contains(try #require(spread.smallest).value))
  }

  @Test func `a programme without coefficients has no spread`() {
    let spread = CoefficientSpread(LinearProgram(columns: [(0, 1, 1)], rows: [(0, [0], 1)]))
    #expect(spread.ratio == 1 && spread.smallest == nil && spread.largest == nil)
  }

  @Test func `every bad number is found at once`() {
    var program = powerExample(200)
    program.columnUpper[0] = .nan
    program.objective[1] = 1e12
    program.rowUpper[2] = 1e20
    program.values[0] = -1e-12
    program.objectiveConstant = .infinity
    #expect(program.numberDefects(atMost: 10).count == 5)
    #expect(program.numberDefects(atMost: 3).count == 3)
    #expect(powerExample(200).numberDefects(atMost: 10).isEmpty)
  }
}
