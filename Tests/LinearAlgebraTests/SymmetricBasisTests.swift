import LinearAlgebra
import Testing

/// Two symmetric matrices of three rows, written out.
struct SymmetricBasisTests {
  private let first = Matrix([[1, 2, 4], [2, 3, 5], [4, 5, 6]])
  private let second = Matrix([[2, 0, 1], [0, 7, 0], [1, 0, 3]])

  private func basis() throws -> SymmetricBasis {
    try SymmetricBasis(side: 3, packed: [[1, 2, 3, 4, 5, 6], [2, 0, 7, 1, 0, 3]])
  }

  @Test func sumsFillTheUpperTriangle() throws {
    #expect(try basis().combined([2, 10]) == Matrix([[22, 4, 18], [0, 76, 10], [0, 0, 42]]))
  }

  /// tr(M A) - x^T M x, with A read above its diagonal only.
  @Test func innerProductsAreTraces() throws {
    let a = Matrix([[1, -1, 2], [99, 4, 0.5], [99, 99, -3]]), x = [1, 2, -1.0]
    let symmetric = Matrix([[1, -1, 2], [-1, 4, 0.5], [2, 0.5, -3]])
    let expected = try [first, second].map { matrix in
      let image = try product(matrix, symmetric), bent = try product(matrix, x)
      return (0..<3).reduce(0) { $0 + image[$1, $1] - x[$1] * bent[$1] }
    }
    let found = try basis().innerProducts(a, minusSquareOf: x)
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test func aPartKeepsItsRowsAndColumns() throws {
    let part = try basis().restricted(to: [0, 2])
    #expect(part.side == 2 && part.count == 2)
    #expect(try part.combined([1, 0]) == Matrix([[1, 4], [0, 6]]))
    #expect(try part.combined([0, 1]) == Matrix([[2, 1], [0, 3]]))
  }

  @Test func nothingIsABasisToo() throws {
    let empty = try SymmetricBasis(side: 0, packed: [[], []])
    #expect(try empty.combined([1, 1]) == Matrix(rows: 0, columns: 0))
    #expect(try empty.innerProducts(Matrix(rows: 0, columns: 0), minusSquareOf: []) == [0, 0])
    #expect(try SymmetricBasis(side: 2, packed: []).combined([]) == Matrix(rows: 2, columns: 2))
  }

  @Test func shapesAndNumbersAreChecked() throws {
    let basis = try basis()
    #expect(throws: LinearAlgebraError.self) { try SymmetricBasis(side: 2, packed: [[1, 2]]) }
    #expect(throws: LinearAlgebraError.self) { try SymmetricBasis(side: 1, packed: [[.nan]]) }
    #expect(throws: LinearAlgebraError.self) { try basis.combined([1]) }
    #expect(throws: LinearAlgebraError.self) { try basis.combined([1, .infinity]) }
    #expect(throws: LinearAlgebraError.self) { try basis.innerProducts(Matrix([[1]]), minusSquareOf: [1]) }
    #expect(throws: LinearAlgebraError.self) { try basis.innerProducts(first, minusSquareOf: [1]) }
  }
}
