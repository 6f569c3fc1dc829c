/// A deterministic search for a minimum of a smooth function of a few variables between bounds.
///
/// BFGS on the variables that are free, those at a bound with the gradient pushing outward being held; each step is cut
/// back at the bounds, and halved until the function falls enough (Armijo). Source: Nocedal and Wright, Numerical
/// Optimization (2006), algorithm 6.1; Bertsekas, SIAM J. Control and Optimization 20 (1982), for the bounds.
struct BoundedQuasiNewton {
  typealias Function<Failure: Error> = ([Double]) throws(Failure) -> (value: Double, gradient: [Double])

  let bounds: ClosedRange<Double>
  var iterations = 60
  /// Ends where no element of the gradient that counts is greater.
  var tolerance = 1e-2

  /// The best point met, and its value; where the function is not finite nothing is met.
  func minimise<Failure: Error>(
    from start: [Double], _ function: Function<Failure>
  ) throws(Failure) -> (point: [Double], value: Double) {
    var x = start.map { min(max($0, bounds.lowerBound), bounds.upperBound) }
    var (value, gradient) = try function(x)
    var curvature = InverseHessian(count: x.count)
    for _ in 0..<iterations {
      let free = x.indices.filter { !isHeld(x[$0], gradient[$0]) }
      guard free.contains(where: { abs(gradient[$0]) > tolerance }) else { break }
      var direction = curvature.direction(gradient, free)
      if slope(direction, gradient) >= 0 {
        curvature = InverseHessian(count: x.count)
        direction = curvature.direction(gradient, free)
      }
      guard let next = try step(from: x, value, gradient, along: direction, function) else { break }
      curvature.update(step: difference(next.point, x), change: difference(next.gradient, gradient))
      (x, value, gradient) = (next.point, next.value, next.gradient)
    }
    return (x, value)
  }

  private func isHeld(_ x: Double, _ gradient: Double) -> Bool {
    (x <= bounds.lowerBound && gradient > 0) || (x >= bounds.upperBound && gradient < 0)
  }

  private func step<Failure: Error>(
    from x: [Double], _ value: Double, _ gradient: [Double], along direction: [Double], _ function: Function<Failure>
  ) throws(Failure) -> (point: [Double], value: Double, gradient: [Double])? {
    // No variable moves by more than 2 at once: a factor of 7 in a variance.
    var length = min(1, 2 / direction.reduce(0) { max($0, abs($1)) })
    for _ in 0..<30 {
      let point = zip(x, direction).map { min(max($0 + length * $1, bounds.lowerBound), bounds.upperBound) }
      let next = try function(point)
      if next.value <= value + 1e-4 * slope(difference(point, x), gradient) {
        return (point, next.value, next.gradient)
      }
      length /= 2
    }
    return nil
  }

  private func slope(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
  private func difference(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 - $1 } }
}

/// The BFGS estimate of the inverse Hessian, row by row.
private struct InverseHessian {
  private var rows: [[Double]]
  private var isFirst = true

  init(count: Int) { rows = (0..<count).map { i in (0..<count).map { $0 == i ? 1 : 0 } } }

  /// -H g over the free variables, 0 for the others.
  func direction(_ gradient: [Double], _ free: [Int]) -> [Double] {
    var direction = [Double](repeating: 0, count: gradient.count)
    for i in free { direction[i] = -free.reduce(0) { $0 + rows[i][$1] * gradient[$1] } }
    return direction
  }

  /// H becomes (I - s y^T / y.s) H (I - y s^T / y.s) + s s^T / y.s; nothing where y.s tells of no curvature.
  mutating func update(step s: [Double], change y: [Double]) {
    let along = zip(s, y).reduce(0) { $0 + $1.0 * $1.1 }, square = y.reduce(0) { $0 + $1 * $1 }
    guard along > 1e-12 * square else { return }
    if isFirst { rows = rows.indices.map { i in rows.indices.map { $0 == i ? along / square : 0 } } }
    isFirst = false
    let image = rows.map { row in zip(row, y).reduce(0) { $0 + $1.0 * $1.1 } }
    let bent = 1 + zip(y, image).reduce(0) { $0 + $1.0 * $1.1 } / along
    for i in rows.indices {
      for j in rows.indices { rows[i][j] += (bent * s[i] * s[j] - image[i] * s[j] - s[i] * image[j]) / along }
    }
  }
}
