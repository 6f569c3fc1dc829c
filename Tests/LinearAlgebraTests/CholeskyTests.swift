import Foundation
import Testing

@testable import LinearAlgebra

/// The factor beside what it stands for.
struct CholeskyTests {
  /// A^T A + I of a matrix of draws.
  private func definite(_ side: Int) throws -> Matrix {
    var draws = Draws(state: UInt64(side))
    var a = try gram(draws.matrix(side, side))
    for i in 0..<side { a[i, i] += 1 }
    return a
  }

  private func transposed(_ a: Matrix) -> Matrix { Matrix((0..<a.columns).map { Array(a.column($0)) }) }

  private func identity(_ side: Int) -> Matrix {
    var a = Matrix(rows: side, columns: side)
    for i in 0..<side { a[i, i] = 1 }
    return a
  }

  @Test(arguments: [1, 2, 17, 96]) func theInverseUndoesTheMatrix(side: Int) throws {
    let a = try definite(side), inverse = try Cholesky(a).inverse()
    #expect(isClose(try product(a, inverse).elements, identity(side).elements, 1e-9))
    #expect((0..<side).allSatisfy { i in (0..<side).allSatisfy { inverse[i, $0] == inverse[$0, i] } })
  }

  /// |4 2; 2 5| is 16.
  @Test func theDeterminantIsThatOfTheMatrix() throws {
    #expect(isClose([try Cholesky(Matrix([[4, 2], [2, 5]])).logDeterminant], [log(16)], 1e-14))
    #expect(isClose([try Cholesky(Matrix([[4, 2], [2, 5]]), ridge: 1).logDeterminant], [log(26)], 1e-14))
    #expect(try Cholesky(Matrix([])).logDeterminant == 0)
  }

  /// U^T (U^-T B) = B, and |U^-T b|^2 = b^T A^-1 b.
  @Test func whiteningUndoesColouring() throws {
    let a = try definite(12), factor = try Cholesky(a)
    var draws = Draws(state: 5)
    let b = draws.matrix(12, 7), white = try factor.whitened(b)
    #expect(isClose(try factor.coloured(white).elements, b.elements, 1e-11))
    let column = Array(b.column(3)), solved = try factor.solve(column)
    let squares = white.column(3).reduce(0) { $0 + $1 * $1 }
    #expect(isClose([squares], [zip(column, solved).reduce(0) { $0 + $1.0 * $1.1 }], 1e-11))
  }

  /// Unit vectors coloured are U^T, and U^T U is A.
  @Test func colouredDrawsHaveTheCovariance() throws {
    let a = try definite(9), lower = try Cholesky(a).coloured(identity(9))
    #expect(isClose(try product(lower, transposed(lower)).elements, a.elements, 1e-12))
  }

  @Test func whatCannotBeFactoredIsSaid() {
    #expect(throws: LinearAlgebraError.notPositiveDefinite(order: 2)) { try Cholesky(Matrix([[1, 1], [1, 1]])) }
    #expect(throws: LinearAlgebraError.self) { try Cholesky(Matrix([[1, 2, 3], [4, 5, 6]])) }
    #expect(throws: LinearAlgebraError.notFinite(operation: "Cholesky")) { try Cholesky(Matrix([[.infinity]])) }
    #expect(throws: LinearAlgebraError.notFinite(operation: "Cholesky")) { try Cholesky(Matrix([[1]]), ridge: .nan) }
    #expect(throws: LinearAlgebraError.shape(operation: "whitened", expected: 2, found: 1)) {
      try Cholesky(identity(2)).whitened(Matrix([[1]]))
    }
    #expect(throws: LinearAlgebraError.shape(operation: "product", expected: 2, found: 3)) {
      try product(identity(2), identity(3))
    }
  }

  /// Matrices large enough for the library to share them out; in a process of its own, since threads are the process's.
  @Test func twoThreadsAgreeWithOne() async {
    await #expect(processExitsWith: .success) {
      var draws = Draws(state: 400)
      let a = try gram(draws.matrix(400, 400))
      func results() throws -> [Double] {
        let factor = try Cholesky(a, ridge: 1)
        return try product(a, a).elements + factor.inverse().elements + factor.coloured(a).elements
      }
      try #require(OpenBLAS.threads == 1)
      let alone = try results()
      OpenBLAS.threads = 2
      try #require(OpenBLAS.threads == 2)
      try #require(isClose(alone, try results(), 1e-10))
    }
  }
}
