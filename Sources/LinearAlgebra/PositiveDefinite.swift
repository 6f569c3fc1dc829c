import COpenBLAS

/// x with (A + ridge I) x = b, for a symmetric positive definite A, by Cholesky.
///
/// Only the upper triangle of A is read. An empty A gives no elements.
/// - Parameter ridge: added to every diagonal element, 0 or more; makes a semidefinite A definite.
/// - Throws: `shape` unless A is square and b as long as its side; `notFinite`; `notPositiveDefinite` where the
///   factorisation meets a pivot of 0 or less. A matrix that is singular but for rounding may pass: give a ridge.
public func positiveDefiniteSolve(
  _ a: Matrix, _ b: [Double], ridge: Double = 0
) throws(LinearAlgebraError) -> [Double] {
  guard a.rows == a.columns else {
    throw .shape(operation: "positiveDefiniteSolve", expected: a.rows * a.rows, found: a.elements.count)
  }
  try LinearAlgebraError.checkFinite("positiveDefiniteSolve", a)
  try LinearAlgebraError.check("positiveDefiniteSolve", b + [ridge], count: a.rows + 1)
  guard a.rows > 0 else { return [] }
  OpenBLAS.useOneThread()
  var factor = a
  for i in 0..<a.rows { factor[i, i] += ridge }
  var x = b
  var side = Int32(a.rows), one: Int32 = 1, status: Int32 = 0
  dposv_("U", &side, &one, &factor.elements, &side, &x, &side, &status, 1)
  guard status == 0 else { throw .notPositiveDefinite(order: Int(status)) }
  return x
}
