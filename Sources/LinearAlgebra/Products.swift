import COpenBLAS

/// y = A x, for A of m rows and n columns and x of n elements.
///
/// No columns give m zeros; no rows give no elements.
/// - Throws: `shape` unless x has as many elements as A has columns; `notFinite`.
public func product(_ a: Matrix, _ x: [Double]) throws(LinearAlgebraError) -> [Double] {
  try multiply(a, x, transposed: false)
}

/// y = A^T x, for A of m rows and n columns and x of m elements.
///
/// - Throws: `shape` unless x has as many elements as A has rows; `notFinite`.
public func transposedProduct(_ a: Matrix, _ x: [Double]) throws(LinearAlgebraError) -> [Double] {
  try multiply(a, x, transposed: true)
}

/// The Gram matrix A^T A: n by n, symmetric to the last bit.
///
/// No rows give zeros; no columns give a matrix of 0 by 0.
/// - Throws: `notFinite`.
public func gram(_ a: Matrix) throws(LinearAlgebraError) -> Matrix {
  try LinearAlgebraError.checkFinite("gram", a)
  var result = Matrix(rows: a.columns, columns: a.columns)
  guard a.rows > 0, a.columns > 0 else { return result }
  OpenBLAS.useOneThread()
  cblas_dsyrk(
    CblasColMajor, CblasUpper, CblasTrans, Int32(a.columns), Int32(a.rows), 1, a.elements, Int32(a.rows), 0,
    &result.elements, Int32(a.columns))
  // dsyrk writes one triangle only.
  for j in 0..<a.columns {
    for i in 0..<j { result[j, i] = result[i, j] }
  }
  return result
}

private func multiply(_ a: Matrix, _ x: [Double], transposed: Bool) throws(LinearAlgebraError) -> [Double] {
  try LinearAlgebraError.checkFinite("product", a)
  try LinearAlgebraError.check("product", x, count: transposed ? a.rows : a.columns)
  var y = [Double](repeating: 0, count: transposed ? a.columns : a.rows)
  guard a.rows > 0, a.columns > 0 else { return y }
  OpenBLAS.useOneThread()
  cblas_dgemv(
    CblasColMajor, transposed ? CblasTrans : CblasNoTrans, Int32(a.rows), Int32(a.columns), 1, a.elements,
    Int32(a.rows), x, 1, 0, &y, 1)
  return y
}
