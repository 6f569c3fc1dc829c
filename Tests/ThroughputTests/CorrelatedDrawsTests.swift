import Foundation
import LinearAlgebra
import Testing

@testable import Throughput

struct CorrelatedDrawsTests {
  private let correlation = Matrix([[1, 0.6], [0.6, 1]])

  /// Logarithms of futures about their medians: their mean, and the mean of the product of two of them.
  private func moments(_ draws: CorrelatedDraws, _ i: Int, _ j: Int, _ count: Int) -> (mean: Double, product: Double) {
    let futures = draws.futures(count, seed: 3)
    let logs = (0..<count).map { k in
      (log(futures[i, k] / draws.medians[i]), log(futures[j, k] / draws.medians[j]))
    }
    return (
      logs.reduce(0) { $0 + $1.0 } / Double(count), logs.reduce(0) { $0 + $1.0 * $1.1 } / Double(count)
    )
  }

  /// Of 40,000 draws a mean lies within 4 * 0.3 / 200 of 0, a covariance within 4 * 0.06 * sqrt(1 + 0.36) / 200.
  @Test func futuresHaveTheCovarianceAskedFor() throws {
    let covariance = try CorrelatedDraws.covariance(
      deviations: [0.3, 0.2], correlation: correlation, periods: 1, persistence: 0)
    let found = moments(try CorrelatedDraws(medians: [100, 7], covariance: covariance), 0, 1, 40_000)
    #expect(abs(found.mean) < 0.006)
    #expect(abs(found.product - 0.3 * 0.2 * 0.6) < 0.0014)
  }

  /// Demand in month 0 and price in month 2: 0.3 * 0.2 * 0.6 * 0.5^2.
  @Test func whatLastsFadesByThePeriod() throws {
    let covariance = try CorrelatedDraws.covariance(
      deviations: [0.3, 0.2], correlation: correlation, periods: 3, persistence: 0.5)
    #expect(covariance.rows == 6)
    #expect(abs(covariance[0, 5] - 0.009) < 1e-15)
    let draws = try CorrelatedDraws(medians: [1, 2, 1, 2, 1, 2], covariance: covariance)
    #expect(abs(moments(draws, 0, 5, 40_000).product - 0.009) < 0.0014)
  }

  @Test func theSameSeedGivesTheSameFutures() throws {
    let draws = try CorrelatedDraws(medians: [1, 2], covariance: correlation)
    let few = draws.futures(3, seed: 1), many = draws.futures(9, seed: 1)
    #expect(Array(many.elements.prefix(6)) == few.elements)
    #expect(draws.futures(3, seed: 2) != few)
    #expect(draws.futures(0, seed: 1).elements.isEmpty)
  }

  /// Two figures that always move alike, and one that never moves.
  @Test func aSemidefiniteCovarianceIsDrawnAsItIs() throws {
    let draws = try CorrelatedDraws(
      medians: [1, 10, 5], covariance: Matrix([[0.04, 0.04, 0], [0.04, 0.04, 0], [0, 0, 0]]))
    let futures = draws.futures(100, seed: 9)
    for k in 0..<100 {
      #expect(abs(futures[1, k] / futures[0, k] - 10) < 1e-4)
      #expect(abs(futures[2, k] - 5) < 1e-5)
      #expect(abs(futures[0, k] - 1) > 1e-9)
    }
  }

  @Test func whatCannotMoveTogetherIsSaid() {
    #expect(throws: LinearAlgebraError.notPositiveDefinite(order: 2)) {
      try CorrelatedDraws(medians: [1, 1], covariance: Matrix([[1, 2], [2, 1]]))
    }
    #expect(throws: LinearAlgebraError.self) { try CorrelatedDraws(medians: [1], covariance: correlation) }
    #expect(throws: LinearAlgebraError.notFinite(operation: "CorrelatedDraws")) {
      try CorrelatedDraws(medians: [1, 0], covariance: correlation)
    }
    #expect(throws: LinearAlgebraError.self) {
      try CorrelatedDraws.covariance(deviations: [1], correlation: correlation, periods: 2, persistence: 0)
    }
  }

  /// Half of the draws of the standard normal lie below 0, and one in ten above 1.2816.
  @Test func unitDrawsAreNormal() {
    var generator = NormalGenerator(seed: 4)
    let draws = (0..<40_000).map { _ in generator.next() }
    #expect(abs(Double(draws.count { $0 < 0 }) / 40_000 - 0.5) < 0.01)
    #expect(abs(Double(draws.count { $0 > upperDecile }) / 40_000 - 0.1) < 0.006)
  }
}
