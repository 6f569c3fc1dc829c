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

/// C = A B, for A of m rows and k columns and B of k rows.
///
/// - Throws: `shape` unless B has as many rows as A has columns; `notFinite`.
public func product(_ a: Matrix, _ b: Matrix) throws(LinearAlgebraError) -> Matrix {
  guard a.columns == b.rows else { throw .shape(operation: "product", expected: a.columns, found: b.rows) }
  try LinearAlgebraError.checkFinite("product", a)
  try LinearAlgebraError.checkFinite("product", b)
  var c = Matrix(rows: a.rows, columns: b.columns)
  guard a.rows > 0, a.columns > 0, b.columns > 0 else { return c }
  OpenBLAS.prepare()
  cblas_dgemm(
    CblasColMajor, CblasNoTrans, CblasNoTrans, Int32(a.rows), Int32(b.columns), Int32(a.columns), 1, a.elements,
    Int32(a.rows), b.elements, Int32(b.rows), 0, &c.elements, Int32(a.rows))
  return c
}

/// The Gram matrix A^T A: n by n, symmetric to the last bit.
///
/// No rows give zeros; no columns give a matrix of 0 by 0.
/// - Throws: `notFinite`.
public func gram(_ a: Matrix) throws(LinearAlgebraError) -> Matrix {
  try LinearAlgebraError.checkFinite("gram", a)
  var result = Matrix(rows: a.columns, columns: a.columns)
  guard a.rows > 0, a.columns > 0 else { return result }
  OpenBLAS.prepare()
  cblas_dsyrk(
    CblasColMajor, CblasUpper, CblasTrans, Int32(a.columns), Int32(a.rows), 1, a.elements, Int32(a.rows), 0,
    &result.elements, Int32(a.columns))
  // dsyrk writes one triangle only.
  result.mirrorUpper()
  return result
}

private func multiply(_ a: Matrix, _ x: [Double], transposed: Bool) throws(LinearAlgebraError) -> [Double] {
  try LinearAlgebraError.checkFinite("product", a)
  try LinearAlgebraError.check("product", x, count: transposed ? a.rows : a.columns)
  var y = [Double](repeating: 0, count: transposed ? a.columns : a.rows)
  guard a.rows > 0, a.columns > 0 else { return y }
  OpenBLAS.prepare()
  cblas_dgemv(
    CblasColMajor, transposed ? CblasTrans : CblasNoTrans, Int32(a.rows), Int32(a.columns), 1, a.elements,
    Int32(a.rows), x, 1, 0, &y, 1)
  return y
}
