import Testing

@testable import LinearProgramming

@Suite struct ValidationTests {
  static let valid = powerExample(100)

  private func defect(_ change: (inout LinearProgram) -> Void) -> ProgramDefect? {
    var program = Self.valid
    change(&program)
    do {
      _ = try solve(program)
      return nil
    } catch { return error }
  }

  @Test func `a sound programme has no defect`() { #expect(defect { _ in } == nil) }

  @Test func `arrays must fit each other`() {
    #expect(
      defect { $0.columnLower.removeLast() }
        == .arrayLength(array: "columnLower", count: 2, expected: 3))
    #expect(
      defect { $0.rowUpper.append(1) } == .arrayLength(array: "rowUpper", count: 5, expected: 4))
    #expect(
      defect { $0.rowIndices.removeLast() }
        == .arrayLength(array: "rowIndices", count: 10, expected: 11))
  }

  @Test func `columns must start in order and end at the last entry`() {
    #expect(defect { $0.columnStarts[0] = 1 } == .columnStarts(column: 0, start: 1))
    #expect(defect { $0.columnStarts[1] = 9 } == .columnStarts(column: 2, start: 7))
    #expect(defect { $0.columnStarts[3] = 4 } == .columnStarts(column: 3, start: 4))
    #expect(defect { $0.columnStarts[2] = 99 } == .columnStarts(column: 2, start: 99))
    #expect(defect { $0.columnStarts[1] = -1 } == .columnStarts(column: 1, start: -1))
  }

  @Test func `entries must be in range and unique`() {
    #expect(defect { $0.rowIndices[0] = 4 } == .rowIndex(column: 0, row: 4))
    #expect(defect { $0.rowIndices[0] = -1 } == .rowIndex(column: 0, row: -1))
    #expect(defect { $0.rowIndices[1] = 0 } == .duplicateEntry(row: 0, column: 0))
  }

  @Test(arguments: [Double.infinity, 1e10, 1e-10, -1e10])
  func `coefficients must be of sensible size`(value: Double) {
    #expect(
      defect { $0.values[0] = value } == .coefficient(row: 0, column: 0, value: value))
    #expect(
      defect { $0.objective[1] = value } == .objectiveCoefficient(column: 1, value: value))
  }

  @Test func `NaN is found everywhere`() {
    for place in [
      \LinearProgram.values, \.objective, \.columnLower, \.columnUpper, \.rowLower, \.rowUpper,
    ] {
      #expect(defect { $0[keyPath: place][0] = .nan } != nil)
    }
    #expect(defect { $0.objectiveConstant = .nan } != nil)
    #expect(defect { $0.objectiveConstant = .infinity } == .objectiveConstant(value: .infinity))
  }

  @Test func `bounds must enclose something`() {
    #expect(
      defect { $0.columnLower[1] = 31 } == .columnBounds(column: 1, lower: 31, upper: 30))
    #expect(defect { $0.rowUpper[2] = 59 } == .rowBounds(row: 2, lower: 60, upper: 59))
    #expect(defect { $0.rowLower[2] = none } == .rowBounds(row: 2, lower: none, upper: none))
    #expect(defect { $0.rowUpper[0] = 1e30 } == .rowBounds(row: 0, lower: -none, upper: 1e30))
  }

  @Test func `an integer column must hold a whole number`() {
    let found = defect {
      $0.isInteger[0] = true
      $0.columnLower[0] = 0.2
      $0.columnUpper[0] = 0.8
    }
    #expect(found == .integerBounds(column: 0, lower: 0.2, upper: 0.8))
  }

  @Test func `a basis must fit the programme`() {
    let basis = Basis(rows: [.basic], columns: [])
    #expect(throws: ProgramDefect.basisLength(rows: 1, columns: 0)) {
      try solve(Self.valid, options: SolveOptions(startBasis: basis))
    }
  }

  @Test func `integer bounds are rounded inwards, but not by rounding errors`() {
    #expect(wholeFloor(3.9) == 3 && wholeCeiling(0.2) == 1)
    #expect(wholeFloor(2.9999999999) == 3 && wholeCeiling(-none) == -none)
  }
}
