import Foundation
import LinearAlgebra

/// How badly variances explain the residuals, on the scale of their logarithms, with a weak prior.
///
///     f = r^T S^-1 r / 2 + ln det S / 2 + sum of ((ln v - ln v0) / 2)^2 / 2
///     df / d ln v_k = v_k tr((S^-1 - a a^T) K_k) / 2 + (ln v_k - ln v0_k) / 4,  a = S^-1 r
///
/// S = sum of v_k K_k + (noise + 1e-6) I; the last of the logarithms is the noise's. Source: Rasmussen and Williams,
/// Gaussian Processes for Machine Learning (2006), equations 5.8 and 5.9.
struct VarianceLikelihood: Sendable {
  /// v0: 0.01, a deviation of 10 %, for each product, and 0.001 for the noise.
  static let typical = 0.01
  static let typicalNoise = 0.001
  /// Of ln v about ln v0.
  static let priorDeviation = 2.0

  let basis: SymmetricBasis
  let residuals: [Double]

  /// ln v0 of each product and the noise.
  var centre: [Double] { Array(repeating: log(Self.typical), count: basis.count) + [log(Self.typicalNoise)] }

  func evaluate(_ logVariances: [Double]) throws(LinearAlgebraError) -> (value: Double, gradient: [Double]) {
    let variances = logVariances.map { exp($0) }, noise = variances[basis.count]
    let covariance = try basis.combined(Array(variances.dropLast()))
    let factor = try Cholesky(covariance, ridge: noise + Kriging.jitter)
    let weights = try factor.solve(residuals), inverse = factor.inverse()
    let off = zip(logVariances, centre).map { ($0 - $1) / Self.priorDeviation }
    let traces = try basis.innerProducts(inverse, minusSquareOf: weights)
    let noiseTrace = residuals.indices.reduce(0) { $0 + inverse[$1, $1] - weights[$1] * weights[$1] }
    let fit = zip(residuals, weights).reduce(0) { $0 + $1.0 * $1.1 }
    let value = (fit + factor.logDeterminant + off.reduce(0) { $0 + $1 * $1 }) / 2
    let gradient = zip(zip(variances, traces + [noiseTrace]), off).map { $0.0 * $0.1 / 2 + $1 / Self.priorDeviation }
    return (value, gradient)
  }
}
