import Foundation
import Testing

@testable import Throughput

struct RateTests {
  private let rate = Rate(unitsPerSecond: 100, low: 80, high: 150, origin: .measured, source: "")

  /// The table of the normal distribution, to the digits that AS 241's short form promises.
  @Test(arguments: [
    (0.5, 0), (0.9, 1.2815515655), (0.1, -1.2815515655), (0.975, 1.9599639845), (0.001, -3.0902323062),
    (0.25, -0.6744897502), (1e-10, -6.3613409025),
  ])
  func normalQuantilesAreTheTabledOnes(q: Double, z: Double) {
    #expect(abs(standardNormalQuantile(q) - z) < 1e-6)
  }

  @Test func quantilesRunThroughTheInterval() {
    #expect(isClose(rate.quantile(0.1), 80, 1e-6))
    #expect(rate.quantile(0.5) == 100)
    #expect(isClose(rate.quantile(0.9), 150, 1e-6))
    let steps = stride(from: 0.01, to: 1, by: 0.01).map(rate.quantile)
    #expect(zip(steps, steps.dropFirst()).allSatisfy { $0 < $1 })
  }

  /// In logarithms the half above the middle is a normal one: z(0.975) / z(0.9) of the way to `high`, and on.
  @Test func quantilesAreLogNormalOnEachSide() {
    #expect(isClose(rate.quantile(0.975), 100 * exp(log(1.5) * 1.9599639845 / 1.2815515655), 1e-6))
    #expect(isClose(rate.quantile(0.25), 100 * exp(log(0.8) * 0.6744897502 / 1.2815515655), 1e-6))
  }

  @Test func nineDigitsAreKept() {
    #expect(roundedToNineDigits(123.4567894999) == 123.456789)
    #expect(roundedToNineDigits(0.000123456789499) == 0.000123456789)
    #expect(roundedToNineDigits(-1.2345678951e30) == -1.23456790e30)
    #expect(roundedToNineDigits(0) == 0 && roundedToNineDigits(.infinity) == .infinity)
    let third = 1.0 / 3
    #expect(roundedToNineDigits(third) == roundedToNineDigits(third.nextUp))
  }

  @Test func sampleQuantilesLieBetweenOrderStatistics() {
    #expect(quantile(0.5, of: [3, 1, 2]) == 2)
    #expect(quantile(0.25, of: [0, 1, 2]) == 0.5)
    #expect(quantile(1, of: [5]) == 5)
  }
}
