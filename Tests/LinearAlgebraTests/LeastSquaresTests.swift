import LinearAlgebra
import Testing

/// Least squares with and without signs beside every choice of free columns there is.
struct LeastSquaresTests {
  private func squares(_ a: Matrix, _ b: [Double], _ x: [Double]) throws -> Double {
    zip(try product(a, x), b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }

  /// The least sum of squares over all sets of free columns whose solution has no negative coefficient.
  private func bruteForce(_ a: Matrix, _ b: [Double]) throws -> (x: [Double], squares: Double) {
    var best = (x: [Double](repeating: 0, count: a.columns), squares: b.reduce(0) { $0 + $1 * $1 })
    for mask in 1..<(1 << a.columns) {
      let free = (0..<a.columns).filter { mask >> $0 & 1 == 1 }
      let part = Matrix((0..<a.rows).map { i in free.map { a[i, $0] } })
      guard let z = try? positiveDefiniteSolve(gram(part), transposedProduct(part, b)), z.allSatisfy({ $0 >= 0 })
      else { continue }
      var x = [Double](repeating: 0, count: a.columns)
      for (index, value) in zip(free, z) { x[index] = value }
      let sum = try squares(a, b, x)
      if sum < best.squares { best = (x, sum) }
    }
    return best
  }

  @Test(arguments: 1...40)
  func nonNegativeAgreesWithEverySet(seed: Int) throws {
    var draws = Draws(state: UInt64(seed))
    let columns = 1 + seed % 5
    let a = draws.matrix(columns + 3, columns), b = draws.vector(columns + 3)
    let x = try nonNegativeLeastSquares(a, b)
    let best = try bruteForce(a, b)
    #expect(x.allSatisfy { $0 >= 0 })
    #expect(isClose(x, best.x, 1e-8))
    #expect(try squares(a, b, x) <= best.squares * (1 + 1e-10) + 1e-14)
  }

  /// Columns that nearly agree: coefficients leave the active set again on the way.
  @Test(arguments: 1...60)
  func nearlyEqualColumnsAgreeWithEverySet(seed: Int) throws {
    var draws = Draws(state: UInt64(1000 + seed))
    var a = draws.matrix(10, 8)
    for i in 0..<10 {
      for j in 0..<8 { a[i, j] = 1 + 0.3 * a[i, j] }
    }
    let b = draws.vector(10).map { 1 + $0 }
    let x = try nonNegativeLeastSquares(a, b)
    let best = try bruteForce(a, b)
    #expect(x.allSatisfy { $0 >= 0 })
    #expect(isClose(x, best.x, 1e-6))
    #expect(try squares(a, b, x) <= best.squares * (1 + 1e-9) + 1e-14)
  }

  /// b = 2 a1 - 1 a2 with a1 and a2 at right angles: the second coefficient stays at 0, the first is 2.
  @Test func negativeCoefficientStopsAtZero() throws {
    let a = Matrix([[1, 0], [0, 1], [0, 0]])
    #expect(isClose(try nonNegativeLeastSquares(a, [2, -1, 5]), [2, 0], 1e-14))
    #expect(isClose(try leastSquares(a, [2, -1, 5], ridge: 0), [2, -1], 1e-14))
  }

  @Test func duplicatedAndZeroColumnsStayFinite() throws {
    let a = Matrix([[1, 1, 0], [2, 2, 0], [3, 3, 0]])
    let signed = try leastSquares(a, [2, 4, 6], ridge: 1e-10)
    #expect(isClose(signed, [1, 1, 0], 1e-5))
    let x = try nonNegativeLeastSquares(a, [2, 4, 6], ridge: 1e-10)
    #expect(abs(x[0] + x[1] - 2) < 1e-6 && x[2] == 0)
    let unridged = try nonNegativeLeastSquares(a, [2, 4, 6])
    #expect(abs(unridged[0] + unridged[1] - 2) < 1e-6 && unridged.allSatisfy { $0 >= 0 && $0 < 3 })
  }

  /// Seconds per token and FLOP/s in one table: columns eighteen and more decades apart.
  @Test func unitsDoNotMatter() throws {
    var draws = Draws(state: 3)
    let a = draws.matrix(12, 3), truth = [0.5, 2, 0.25]
    let b = try product(a, truth)
    var scaled = a
    for i in 0..<12 {
      scaled[i, 0] *= 1e-200
      scaled[i, 2] *= 1e180
    }
    let x = try nonNegativeLeastSquares(scaled, b)
    #expect(isClose([x[0] * 1e-200, x[1], x[2] * 1e180], truth, 1e-10))
  }
}
