import Testing

@testable import Throughput

/// The bounded search for a minimum.
struct ServingSearchTests {
  private let search = BoundedQuasiNewton(bounds: -2...2, iterations: 200, tolerance: 1e-8)

  /// Rosenbrock's valley, whose least is 0 at (1, 1).
  private func valley(_ x: [Double]) -> (value: Double, gradient: [Double]) {
    let across = x[1] - x[0] * x[0], along = 1 - x[0]
    return (100 * across * across + along * along, [-400 * x[0] * across - 2 * along, 200 * across])
  }

  @Test func aBentValleyIsFollowedToItsEnd() {
    var evaluations = 0
    let found = search.minimise(from: [-1.2, 1]) { point in
      evaluations += 1
      return valley(point)
    }
    // 52 with the curvature; the steepest descent alone would take thousands.
    #expect(evaluations < 100 && found.value < 1e-14 && found.point.allSatisfy { abs($0 - 1) < 1e-6 })
  }

  /// (x - 3)^2 + (y + 1)^2 + (x + y) y / 2: x stops at 2, where y has its own least.
  @Test func aBoundStopsTheSearch() {
    let found = search.minimise(from: [0, 0]) { point in
      let (x, y) = (point[0], point[1])
      let value = (x - 3) * (x - 3) + (y + 1) * (y + 1) + (x + y) * y / 2
      return (value, [2 * (x - 3) + y / 2, 2 * (y + 1) + x / 2 + y])
    }
    #expect(found.point[0] == 2 && abs(found.point[1] + 1) < 1e-7)
  }

  @Test func aStartOutsideComesInside() {
    let found = search.minimise(from: [50]) { (($0[0] + 7) * ($0[0] + 7), [2 * ($0[0] + 7)]) }
    #expect(found.point == [-2])
  }

  @Test func theSameStartGivesTheSameEnd() {
    #expect(search.minimise(from: [-1.2, 1], valley).point == search.minimise(from: [-1.2, 1], valley).point)
  }
}
