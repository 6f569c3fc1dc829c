/// x that minimises |A x - b|^2 + ridge |S x|^2, with S the norms of A's columns, through the normal equations.
///
/// Columns are scaled to length 1 first, so that the ridge has no unit and treats all of them alike; a column of zeros
/// gets the coefficient 0. Two equal columns share their coefficient. No rows give zeros.
/// - Parameter ridge: more than 0, or `notPositiveDefinite` is what a rank-deficient A may give; 1e-10 changes about
///   that share of a coefficient of a well-conditioned fit.
/// - Throws: `shape` unless b is as long as A has rows; `notFinite`; `notPositiveDefinite`.
public func leastSquares(_ a: Matrix, _ b: [Double], ridge: Double) throws(LinearAlgebraError) -> [Double] {
  let normal = try NormalEquations(a, b)
  let solution = try positiveDefiniteSolve(
    normal.gram.submatrix(normal.live), normal.live.map { normal.right[$0] }, ridge: ridge)
  return normal.unscaled(solution, at: normal.live)
}

/// x >= 0 that minimises |A x - b|^2 + ridge |S x|^2, with S the norms of A's columns.
///
/// By the active-set method of Lawson and Hanson (Solving Least Squares Problems, 1974, chapter 23) on the normal
/// equations: at the result the gradient is 0 where x > 0 and not negative where x = 0, to about 1e-12 of |b|. A column
/// that depends on those already in use stays at 0; so does a column of zeros. No rows or no columns give zeros.
/// - Throws: `shape` unless b is as long as A has rows; `notFinite`; `noConvergence`.
public func nonNegativeLeastSquares(
  _ a: Matrix, _ b: [Double], ridge: Double = 0
) throws(LinearAlgebraError) -> [Double] {
  var search = ActiveSet(try NormalEquations(a, b), ridge: ridge)
  try search.run()
  return search.normal.unscaled(search.x, at: Array(0..<a.columns))
}

/// A^T A x = A^T b with the columns of A scaled to length 1.
struct NormalEquations {
  let gram: Matrix
  let right: [Double]
  let norms: [Double]
  let columns: Int
  /// Columns that are not all zeros.
  let live: [Int]

  init(_ a: Matrix, _ b: [Double]) throws(LinearAlgebraError) {
    try LinearAlgebraError.check("least squares", b, count: a.rows)
    try LinearAlgebraError.checkFinite("least squares", a)
    var scaled = a
    var norms: [Double] = []
    for j in 0..<a.columns {
      // The greatest element goes out first, so that squares neither overflow nor vanish.
      let greatest = a.column(j).reduce(0) { max($0, abs($1)) }
      let sum = greatest > 0 ? a.column(j).reduce(0) { $0 + ($1 / greatest) * ($1 / greatest) } : 0
      let norm = greatest * sum.squareRoot()
      norms.append(norm)
      for i in 0..<a.rows { scaled[i, j] = norm > 0 ? a[i, j] / norm : 0 }
    }
    self.columns = a.columns
    self.norms = norms
    self.live = norms.indices.filter { norms[$0] > 0 }
    self.gram = try LinearAlgebra.gram(scaled)
    self.right = try transposedProduct(scaled, b)
  }

  /// Coefficients of A's own columns from those of the scaled ones.
  func unscaled(_ values: [Double], at indices: [Int]) -> [Double] {
    var x = [Double](repeating: 0, count: columns)
    for (index, value) in zip(indices, values) where norms[index] > 0 { x[index] = value / norms[index] }
    return x
  }
}

/// The state of Lawson and Hanson's search: which coefficients are free, and their values.
struct ActiveSet {
  let normal: NormalEquations
  let ridge: Double
  var x: [Double]
  private var free: [Int] = []
  private var blocked: Set<Int> = []

  init(_ normal: NormalEquations, ridge: Double) {
    self.normal = normal
    self.ridge = ridge
    self.x = Array(repeating: 0, count: normal.columns)
  }

  mutating func run() throws(LinearAlgebraError) {
    let tolerance = 1e-12 * normal.right.reduce(0) { max($0, abs($1)) }
    let limit = 10 * (normal.columns + 1)
    for _ in 0..<limit {
      let descent = try self.descent()
      let candidates = normal.live.filter { !free.contains($0) && !blocked.contains($0) && descent[$0] > tolerance }
      guard let entering = candidates.max(by: { descent[$0] < descent[$1] }) else { return }
      try enter(entering)
    }
    throw .noConvergence(iterations: limit)
  }

  /// Minus half the gradient of the sum of squares.
  private func descent() throws(LinearAlgebraError) -> [Double] {
    let image = try product(normal.gram, x)
    return x.indices.map { normal.right[$0] - image[$0] - ridge * x[$0] }
  }

  /// Frees one coefficient and walks to the least sum of squares, dropping each coefficient that reaches 0 on the way.
  private mutating func enter(_ entering: Int) throws(LinearAlgebraError) {
    free.append(entering)
    var isFirst = true
    while !free.isEmpty {
      let target: [Double]
      do { target = try solve() } catch .notPositiveDefinite {
        return block(entering)
      }
      // Rounding can turn the one that should grow: it would leave and enter again for ever.
      if isFirst, target[target.count - 1] <= 0 { return block(entering) }
      isFirst = false
      guard let step = step(to: target) else {
        for (index, value) in zip(free, target) { x[index] = value }
        blocked = []
        return
      }
      for (index, value) in zip(free, target) { x[index] += step.length * (value - x[index]) }
      x[step.leaving] = 0
      free.removeAll { x[$0] <= 0 }
      for index in x.indices where !free.contains(index) { x[index] = 0 }
    }
  }

  private mutating func block(_ index: Int) {
    free.removeAll { $0 == index }
    x[index] = 0
    blocked.insert(index)
  }

  private func solve() throws(LinearAlgebraError) -> [Double] {
    try positiveDefiniteSolve(normal.gram.submatrix(free), free.map { normal.right[$0] }, ridge: ridge)
  }

  /// How far the walk may go before a coefficient reaches 0, and which one; nil if it reaches its end.
  private func step(to target: [Double]) -> (length: Double, leaving: Int)? {
    zip(free, target).filter { $0.1 <= 0 }.map { index, value in
      (length: x[index] / (x[index] - value), leaving: index)
    }.min { $0.length < $1.length }
  }
}
