import COpenBLAS
import Foundation

/// The upper factor U of a symmetric positive definite A = U^T U, kept for as many solves as are wanted.
///
/// An empty A has a factor too: its log determinant is 0, and its solves have no elements.
public struct Cholesky: Sendable {
  /// U in the upper triangle; what stands below it means nothing.
  private let upper: Matrix

  /// Factors A + ridge I; only the upper triangle of A is read.
  ///
  /// - Parameter ridge: added to every diagonal element, 0 or more; makes a semidefinite A definite.
  /// - Throws: `shape` unless A is square; `notFinite`; `notPositiveDefinite` where a pivot is 0 or less. A matrix that is
  ///   singular but for rounding may pass: give a ridge.
  public init(_ a: Matrix, ridge: Double = 0) throws(LinearAlgebraError) {
    guard a.rows == a.columns else {
      throw .shape(operation: "Cholesky", expected: a.rows * a.rows, found: a.elements.count)
    }
    try LinearAlgebraError.checkFinite("Cholesky", a)
    try LinearAlgebraError.check("Cholesky", [ridge], count: 1)
    OpenBLAS.prepare()
    var factor = a
    for i in 0..<a.rows { factor[i, i] += ridge }
    var side = Int32(a.rows), lead = max(1, side), status: Int32 = 0
    dpotrf_("U", &side, &factor.elements, &lead, &status, 1)
    guard status == 0 else { throw .notPositiveDefinite(order: Int(status)) }
    upper = factor
  }

  /// Rows, and columns, of A.
  public var side: Int { upper.rows }

  /// log det A = 2 * sum of log U_ii.
  public var logDeterminant: Double { (0..<side).reduce(0) { $0 + 2 * log(upper[$1, $1]) } }

  /// x with A x = b.
  ///
  /// - Throws: `shape` unless b is as long as A's side; `notFinite`.
  public func solve(_ b: [Double]) throws(LinearAlgebraError) -> [Double] {
    try LinearAlgebraError.check("solve", b, count: side)
    let right = Matrix(rows: side, columns: 1, elements: b)
    return applied(applied(right, transposed: true), transposed: false).elements
  }

  /// U^-T B, whose columns have unit covariance where those of B have the covariance A: |U^-T k|^2 = k^T A^-1 k.
  ///
  /// - Throws: `shape` unless B has as many rows as A; `notFinite`.
  public func whitened(_ b: Matrix) throws(LinearAlgebraError) -> Matrix {
    try check("whitened", b)
    return applied(b, transposed: true)
  }

  /// U^T Z, whose columns have the covariance A where those of Z have unit covariance.
  ///
  /// - Throws: `shape` unless Z has as many rows as A; `notFinite`.
  public func coloured(_ z: Matrix) throws(LinearAlgebraError) -> Matrix {
    try check("coloured", z)
    var result = z
    guard side > 0, z.columns > 0 else { return result }
    cblas_dtrmm(
      CblasColMajor, CblasLeft, CblasUpper, CblasTrans, CblasNonUnit, Int32(side), Int32(z.columns), 1, upper.elements,
      Int32(side), &result.elements, Int32(side))
    return result
  }

  /// A^-1, symmetric to the last bit.
  public func inverse() -> Matrix {
    var result = upper
    var side = Int32(self.side), lead = max(1, side), status: Int32 = 0
    dpotri_("U", &side, &result.elements, &lead, &status, 1)
    precondition(status == 0, "a factor without a pivot of 0 has an inverse")
    result.mirrorUpper()
    return result
  }

  /// U^-1 B, or U^-T B.
  private func applied(_ b: Matrix, transposed: Bool) -> Matrix {
    var result = b
    guard side > 0, b.columns > 0 else { return result }
    cblas_dtrsm(
      CblasColMajor, CblasLeft, CblasUpper, transposed ? CblasTrans : CblasNoTrans, CblasNonUnit, Int32(side),
      Int32(b.columns), 1, upper.elements, Int32(side), &result.elements, Int32(side))
    return result
  }

  private func check(_ operation: String, _ b: Matrix) throws(LinearAlgebraError) {
    guard b.rows == side else { throw .shape(operation: operation, expected: side, found: b.rows) }
    try LinearAlgebraError.checkFinite(operation, b)
  }
}
