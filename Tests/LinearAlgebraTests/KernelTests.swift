import Testing

@testable import LinearAlgebra

/// The kernels through OpenBLAS beside loops as they stand in a textbook.
struct KernelTests {
  private func naiveProduct(_ a: Matrix, _ x: [Double]) -> [Double] {
    (0..<a.rows).map { i in (0..<a.columns).reduce(0) { $0 + a[i, $1] * x[$1] } }
  }

  private func naiveGram(_ a: Matrix) -> Matrix {
    var g = Matrix(rows: a.columns, columns: a.columns)
    for i in 0..<a.columns {
      for j in 0..<a.columns { g[i, j] = (0..<a.rows).reduce(0) { $0 + a[$1, i] * a[$1, j] } }
    }
    return g
  }

  @Test(arguments: [(1, 1), (3, 2), (2, 5), (40, 7), (129, 65)])
  func productsAgreeWithLoops(rows: Int, columns: Int) throws {
    var draws = Draws(state: UInt64(rows * 1000 + columns))
    let a = draws.matrix(rows, columns), x = draws.vector(columns), y = draws.vector(rows)
    #expect(isClose(try product(a, x), naiveProduct(a, x), 1e-12))
    let transposed = Matrix((0..<columns).map { Array(a.column($0)) })
    #expect(isClose(try transposedProduct(a, y), naiveProduct(transposed, y), 1e-12))
    let g = try gram(a)
    #expect(isClose(g.elements, naiveGram(a).elements, 1e-12))
    #expect((0..<columns).allSatisfy { i in (0..<columns).allSatisfy { g[i, $0] == g[$0, i] } })
  }

  @Test func choleskySolvesWhatItWasGiven() throws {
    var draws = Draws(state: 7)
    let g = try gram(draws.matrix(30, 12)), x = draws.vector(12)
    #expect(isClose(try positiveDefiniteSolve(g, naiveProduct(g, x)), x, 1e-9))
    // (2 + 1) x = 6 and (4 + 1) x = 10.
    let ridged = try positiveDefiniteSolve(Matrix([[2, 0], [0, 4]]), [6, 10], ridge: 1)
    #expect(isClose(ridged, [2, 2], 1e-14))
  }

  @Test func choleskyNamesTheMinorThatFails() {
    #expect(throws: LinearAlgebraError.notPositiveDefinite(order: 2)) {
      try positiveDefiniteSolve(Matrix([[1, 2], [2, 1]]), [1, 1])
    }
    #expect(throws: Never.self) { try positiveDefiniteSolve(Matrix([[1, 2], [2, 1]]), [1, 1], ridge: 2) }
  }

  @Test func wrongShapesNeverReachTheLibrary() {
    let a = Matrix([[1, 2, 3], [4, 5, 6]])
    #expect(throws: LinearAlgebraError.shape(operation: "product", expected: 3, found: 2)) { try product(a, [1, 2]) }
    #expect(throws: LinearAlgebraError.shape(operation: "product", expected: 2, found: 3)) {
      try transposedProduct(a, [1, 2, 3])
    }
    #expect(throws: LinearAlgebraError.self) { try positiveDefiniteSolve(a, [1, 2]) }
    #expect(throws: LinearAlgebraError.self) { try positiveDefiniteSolve(Matrix([[1]]), [1, 2]) }
    #expect(throws: LinearAlgebraError.notFinite(operation: "gram")) { try gram(Matrix([[.nan]])) }
  }

  @Test func emptyShapesHaveAnswers() throws {
    #expect(try product(Matrix(rows: 3, columns: 0), []) == [0, 0, 0])
    #expect(try product(Matrix(rows: 0, columns: 2), [1, 2]) == [])
    #expect(try gram(Matrix(rows: 0, columns: 2)) == Matrix([[0, 0], [0, 0]]))
    #expect(try positiveDefiniteSolve(Matrix([]), []) == [])
    #expect(try nonNegativeLeastSquares(Matrix(rows: 0, columns: 2), []) == [0, 0])
  }

  @Test func versionLeavesTheMachineOut() {
    #expect(OpenBLAS.versionNumber(in: "OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH Haswell MAX_THREADS=64") == "0.3.21")
    #expect(OpenBLAS.versionNumber(in: "no number here") == "unknown")
    #expect(OpenBLAS.version.split(separator: ".").count >= 2)
    #expect(!OpenBLAS.version.contains(" "))
  }
}
