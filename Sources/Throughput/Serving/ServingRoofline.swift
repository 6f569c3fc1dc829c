import Foundation
import LinearAlgebra

/// A cell as the roofline sees it.
struct RooflineRow: Hashable, Sendable {
  /// Seconds, as ``RooflineTerms`` has them.
  let terms: [Double]
  /// As ``RooflineFactors`` has them.
  let factors: [Double]
}

/// Seconds of one GPU per output token: t = exp(g . z) * sum of c_k x_k, c >= 0.
struct ServingRoofline: Hashable, Sendable {
  /// c, of the terms x in seconds; no unit.
  let coefficients: [Double]
  /// g, of the factors z.
  let effects: [Double]

  /// ln t of one cell; minus infinity where every term in use is 0.
  func logSeconds(_ row: RooflineRow) -> Double {
    log(zip(row.terms, coefficients).reduce(0) { $0 + $1.0 * $1.1 })
      + zip(row.factors, effects).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The fit to measured ln t, from g = 0 and equal weights, by turns, always the same number of times:
  ///
  /// 1. c >= 0 minimises the weighted sum of squares of exp(g . z) c . x / t - 1;
  /// 2. g minimises that of ln t - ln(c . x) - g . z about its mean, plus |g|^2 (the ridge);
  /// 3. weights become min(1, 0.3 / |e - median e|), with e what is left (Huber, Robust Statistics, 1981).
  ///
  /// A term that is 0 in every row has the coefficient 0, a factor that never varies the effect 0; terms that no row
  /// tells apart share their seconds.
  /// - Throws: `noMeasurements`; `linearAlgebra` where numbers overflow.
  init(_ rows: [RooflineRow], logSeconds: [Double]) throws(ServingModelError) {
    guard !rows.isEmpty, rows.count == logSeconds.count else { throw .noMeasurements }
    var fit = Alternation(rows, logSeconds)
    for _ in 0..<Self.rounds { try wrapping { () throws(LinearAlgebraError) in try fit.turn() } }
    self.init(coefficients: fit.coefficients, effects: fit.effects)
    guard (coefficients + effects).allSatisfy(\.isFinite) else { throw .outOfRange("the measured rates") }
  }

  init(coefficients: [Double], effects: [Double]) {
    self.coefficients = coefficients
    self.effects = effects
  }

  static let rounds = 30
  /// Where Huber's weights begin to fall, in ln t.
  static let huber = 0.3
  /// Of the effects, against weights of 1 and factors of about 1.
  static let ridge = 1.0
  /// Of the coefficients, of terms scaled to length 1: what makes terms that nothing tells apart share.
  static let termRidge = 1e-10
}

/// The state of the fit between two turns.
private struct Alternation {
  let terms: Matrix
  let factors: Matrix
  let logSeconds: [Double]
  var weights: [Double]
  var coefficients: [Double] = []
  var effects: [Double]

  init(_ rows: [RooflineRow], _ logSeconds: [Double]) {
    terms = Matrix(rows.map(\.terms))
    factors = Matrix(rows.map(\.factors))
    self.logSeconds = logSeconds
    weights = Array(repeating: 1, count: rows.count)
    effects = Array(repeating: 0, count: factors.columns)
  }

  mutating func turn() throws(LinearAlgebraError) {
    let roots = weights.map { $0.squareRoot() }
    try fitCoefficients(roots)
    let seconds = try product(terms, coefficients)
    let left = zip(logSeconds, seconds).map { $0 - log($1) }
    try fitEffects(left, roots)
    let slowed = try product(factors, effects)
    let errors = zip(left, slowed).map { $0 - $1 }, middle = median(errors)
    weights = errors.map { min(1, ServingRoofline.huber / max(abs($0 - middle), 1e-9)) }
  }

  private mutating func fitCoefficients(_ roots: [Double]) throws(LinearAlgebraError) {
    let slowed = try product(factors, effects)
    let scales = zip(roots, zip(slowed, logSeconds)).map { $0 * exp($1.0 - $1.1) }
    coefficients = try nonNegativeLeastSquares(terms.scaled(rows: scales), roots, ridge: ServingRoofline.termRidge)
  }

  private mutating func fitEffects(_ left: [Double], _ roots: [Double]) throws(LinearAlgebraError) {
    let total = weights.reduce(0, +)
    let means = try transposedProduct(factors, weights).map { $0 / total }
    let mean = zip(left, weights).reduce(0) { $0 + $1.0 * $1.1 } / total
    let centred = factors.scaled(rows: roots, lessColumns: means)
    let right = try transposedProduct(centred, zip(left, roots).map { ($0 - mean) * $1 })
    effects = try positiveDefiniteSolve(gram(centred), right, ridge: ServingRoofline.ridge)
  }
}

extension Matrix {
  /// Element (i, j) becomes scales_i * (a_ij - means_j).
  fileprivate func scaled(rows scales: [Double], lessColumns means: [Double]? = nil) -> Matrix {
    var scaled: [Double] = []
    scaled.reserveCapacity(elements.count)
    for j in 0..<columns {
      let mean = means?[j] ?? 0
      for (value, scale) in zip(column(j), scales) { scaled.append(scale * (value - mean)) }
    }
    return Matrix(rows: rows, columns: columns, elements: scaled)
  }
}
