import Foundation
import LinearAlgebra

/// Futures of several figures that move together, such as demands and prices month by month: log-normal about a median.
///
///     x = median * exp(U^T z),  z ~ N(0, I),  U^T U = C
///
/// C is the covariance of the logarithms, no unit: a deviation of 0.1 is about 10 % either way. A figure with the
/// deviation 0 stays at its median; a semidefinite C, as of two figures that always move alike, is drawn as it is, to
/// about 1e-6 of a deviation. Medians are not means: the mean of a figure is its median * exp(C_ii / 2).
/// Source: the Cholesky method, e.g. Glasserman, Monte Carlo Methods in Financial Engineering (2003), section 2.3.3.
public struct CorrelatedDraws: Sendable {
  /// In the unit of each figure, more than 0.
  public let medians: [Double]
  private let factor: Cholesky

  /// - Throws: `shape` unless C has a row and a column for each median; `notFinite`, also for a median of 0 or less;
  ///   `notPositiveDefinite` where no figures can move together like that.
  public init(medians: [Double], covariance: Matrix) throws(LinearAlgebraError) {
    guard covariance.rows == medians.count, covariance.columns == medians.count else {
      throw .shape(operation: "CorrelatedDraws", expected: medians.count, found: covariance.rows)
    }
    guard medians.allSatisfy(\.isFiniteAndPositive) else { throw .notFinite(operation: "CorrelatedDraws") }
    let greatest = medians.indices.reduce(0) { max($0, covariance[$1, $1]) }
    self.medians = medians
    factor = try Cholesky(covariance, ridge: max(1e-12 * greatest, 1e-300))
  }

  /// One future a column, a figure a row; the same seed gives the same futures, and more of them begin with the same.
  public func futures(_ count: Int, seed: UInt64) -> Matrix {
    var generator = NormalGenerator(seed: seed)
    let unit = Matrix(
      rows: medians.count, columns: count, elements: (0..<medians.count * count).map { _ in generator.next() })
    // Unit draws are finite and have the factor's side.
    var futures = try! factor.coloured(unit)
    futures.update { i, _, logarithm in medians[i] * exp(logarithm) }
    return futures
  }

  /// C of figures over periods that last: deviation_i * deviation_j * R_ij * persistence^|t - u|.
  ///
  /// Figure i in period t stands at i + t * (number of figures). At persistence 0 every period is drawn by itself, at 1
  /// a figure that is 5 % above its median stays there.
  /// - Throws: `shape` unless R has a row and a column for each deviation.
  public static func covariance(
    deviations: [Double], correlation: Matrix, periods: Int, persistence: Double
  ) throws(LinearAlgebraError) -> Matrix {
    let count = deviations.count
    guard correlation.rows == count, correlation.columns == count else {
      throw .shape(operation: "covariance", expected: count, found: correlation.rows)
    }
    var covariance = Matrix(rows: count * periods, columns: count * periods)
    covariance.update { row, column, _ in
      let (i, j, apart) = (row % count, column % count, abs(row / count - column / count))
      return deviations[i] * deviations[j] * correlation[i, j] * pow(persistence, Double(apart))
    }
    return covariance
  }
}

/// Draws of the standard normal from a seed, by the quantile of a uniform draw between 0 and 1.
struct NormalGenerator {
  private var generator: SplitMix64

  init(seed: UInt64) { generator = SplitMix64(state: seed) }

  mutating func next() -> Double {
    // The upper 52 bits and a half lie between 0 and 1 without reaching either.
    standardNormalQuantile((Double(generator.next() >> 12) + 0.5) * 0x1p-52)
  }
}
