/// x with (A + ridge I) x = b, for a symmetric positive definite A, by Cholesky.
///
/// Only the upper triangle of A is read. An empty A gives no elements.
/// - Parameter ridge: as ``Cholesky/init(_:ridge:)`` has it.
/// - Throws: what the factorisation throws; `shape` unless b is as long as A's side; `notFinite`.
public func positiveDefiniteSolve(
  _ a: Matrix, _ b: [Double], ridge: Double = 0
) throws(LinearAlgebraError) -> [Double] {
  try Cholesky(a, ridge: ridge).solve(b)
}
