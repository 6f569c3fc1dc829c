import LinearAlgebra

/// The mean and variance of a Gaussian process with mean 0 at a point, given what it was at others, with noise.
///
///     mean = k^T S^-1 r,  variance = v + noise - k^T S^-1 k,  S = K + (noise + 1e-6) I
///
/// k are the covariances of the point with the others, v its own variance. With no others the mean is 0 and the
/// variance v + noise. Source: Rasmussen and Williams, Gaussian Processes for Machine Learning (2006), section 2.2.
struct Kriging: Sendable {
  /// Added to the noise where S is factored, so that equal points do no harm at a noise of 0.
  static let jitter = 1e-6

  let noise: Double
  private let factor: Cholesky
  /// S^-1 r.
  private let weights: [Double]

  /// - Parameter covariance: K; only its upper triangle is read.
  init(_ covariance: Matrix, noise: Double, residuals: [Double]) throws(LinearAlgebraError) {
    self.noise = noise
    factor = try Cholesky(covariance, ridge: noise + Self.jitter)
    weights = try factor.solve(residuals)
  }

  func mean(_ covariances: [Double]) -> Double { zip(covariances, weights).reduce(0) { $0 + $1.0 * $1.1 } }

  /// The variance of a measurement at the point, noise and all; at least the noise, whatever the rounding.
  func variance(_ covariances: [Double], own: Double) throws(LinearAlgebraError) -> Double {
    let white = try factor.whitened(Matrix(rows: covariances.count, columns: 1, elements: covariances))
    return max(noise, own + noise - white.elements.reduce(0) { $0 + $1 * $1 })
  }

  /// Error and standard deviation of each residual, foretold with its whole group left out, in closed form:
  ///
  ///     V = ((S^-1)_gg)^-1,  e_g = V (S^-1 r)_g,  deviation = sqrt(diag V)
  ///
  /// - Parameter groups: places of the residuals, each in one group.
  func leftOut(_ groups: [[Int]]) throws(LinearAlgebraError) -> [(error: Double, deviation: Double)] {
    let inverse = factor.inverse()
    var result = [(error: Double, deviation: Double)](repeating: (0, 0), count: weights.count)
    for group in groups {
      let block = try Cholesky(inverse.submatrix(group)).inverse()
      let errors = try product(block, group.map { weights[$0] })
      for (place, index) in group.enumerated() {
        result[index] = (errors[place], block[place, place].squareRoot())
      }
    }
    return result
  }
}
