import COpenBLAS

/// Symmetric matrices M_k of one side, whose weighted sums and inner products are wanted over and over.
///
/// Only upper triangles are kept, packed column by column, and they are checked to be finite once, here.
public struct SymmetricBasis: Sendable {
  /// Rows, and columns, of each matrix.
  public let side: Int
  /// How many matrices there are.
  public let count: Int
  /// Element (i, j), i <= j, of matrix k stands at `i + j (j + 1) / 2 + k * length`.
  private let packed: [Double]
  /// Elements of one packed triangle.
  private var length: Int { side * (side + 1) / 2 }

  /// - Parameter packed: the upper triangle of each matrix, column by column: (0, 0), (0, 1), (1, 1), (0, 2) and on.
  /// - Throws: `shape` unless each has side * (side + 1) / 2 elements; `notFinite`.
  public init(side: Int, packed: [[Double]]) throws(LinearAlgebraError) {
    for triangle in packed { try LinearAlgebraError.check("basis", triangle, count: side * (side + 1) / 2) }
    self.init(side: side, count: packed.count, checked: packed.flatMap { $0 })
  }

  private init(side: Int, count: Int, checked: [Double]) {
    self.side = side
    self.count = count
    self.packed = checked
  }

  /// The sum of weights_k M_k: its upper triangle, with zeros below.
  ///
  /// - Throws: `shape` unless there is a weight for each matrix; `notFinite`.
  public func combined(_ weights: [Double]) throws(LinearAlgebraError) -> Matrix {
    try LinearAlgebraError.check("combined", weights, count: count)
    var triangle = [Double](repeating: 0, count: length)
    if length > 0, count > 0 {
      OpenBLAS.prepare()
      cblas_dgemv(
        CblasColMajor, CblasNoTrans, Int32(length), Int32(count), 1, packed, Int32(length), weights, 1, 0, &triangle, 1)
    }
    return unpacked(triangle)
  }

  /// tr(M_k (A - x x^T)) of each matrix, for a symmetric A of which only the upper triangle is read.
  ///
  /// - Throws: `shape` unless A and x have the side of the basis; `notFinite`.
  public func innerProducts(_ a: Matrix, minusSquareOf x: [Double]) throws(LinearAlgebraError) -> [Double] {
    guard a.rows == side, a.columns == side else {
      throw .shape(operation: "inner products", expected: side, found: a.rows)
    }
    try LinearAlgebraError.check("inner products", x, count: side)
    var products = [Double](repeating: 0, count: count)
    guard length > 0, count > 0 else { return products }
    OpenBLAS.prepare()
    var triangle = (0..<side).flatMap { a.elements[a.rows * $0...a.rows * $0 + $0] }
    cblas_dspr(CblasColMajor, CblasUpper, Int32(side), -1, x, 1, &triangle)
    // Off the diagonal every element stands for two.
    for j in 0..<side { triangle[j + j * (j + 1) / 2] /= 2 }
    cblas_dgemv(
      CblasColMajor, CblasTrans, Int32(length), Int32(count), 2, packed, Int32(length), triangle, 1, 0, &products, 1)
    guard products.allSatisfy(\.isFinite) else { throw .notFinite(operation: "inner products") }
    return products
  }

  /// The basis of the rows and columns named, in ascending order.
  public func restricted(to indices: [Int]) -> SymmetricBasis {
    var part: [Double] = []
    part.reserveCapacity(count * indices.count * (indices.count + 1) / 2)
    packed.withUnsafeBufferPointer { packed in
      for k in 0..<count {
        for (place, j) in indices.enumerated() {
          let column = k * length + j * (j + 1) / 2
          for i in indices[...place] { part.append(packed[column + i]) }
        }
      }
    }
    return SymmetricBasis(side: indices.count, count: count, checked: part)
  }

  private func unpacked(_ triangle: [Double]) -> Matrix {
    var elements: [Double] = []
    elements.reserveCapacity(side * side)
    for j in 0..<side {
      elements.append(contentsOf: triangle[j * (j + 1) / 2...j * (j + 1) / 2 + j])
      elements.append(contentsOf: repeatElement(0, count: side - 1 - j))
    }
    return Matrix(rows: side, columns: side, elements: elements)
  }
}
