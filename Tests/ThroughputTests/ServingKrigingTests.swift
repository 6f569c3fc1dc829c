import Foundation
import LinearAlgebra
import Testing

@testable import Throughput

/// Means and variances given neighbours, and those left out.
struct ServingKrigingTests {
  /// S = [[2, 1, 0], [1, 2, 1], [0, 1, 2]], whose inverse is [[3, -2, 1], [-2, 4, -2], [1, -2, 3]] / 4.
  private func three() throws -> Kriging {
    let covariance = Matrix([[1, 1, 0], [1, 1, 1], [0, 1, 1]])
    return try Kriging(covariance, noise: 1 - Kriging.jitter, residuals: [4, 0, 4])
  }

  @Test func threePointsByHand() throws {
    let kriging = try three()
    #expect(isClose(kriging.mean([1, 0, 0]), 4) && isClose(kriging.mean([0.5, 1, 0]), -2))
    #expect(isClose(try kriging.variance([1, 0, 0], own: 1), 1.25 - Kriging.jitter))
    #expect(isClose(try kriging.variance([0, 0, 0], own: 1), 2 - Kriging.jitter))
  }

  /// Without the first, its neighbours foretell 1/3 [2, -1] . [0, 4] = -4/3 with the variance 2 - 2/3.
  @Test func oneOfThreeLeftOutByHand() throws {
    let left = try three().leftOut([[0], [1], [2]])
    #expect(isClose(left[0].error, 16.0 / 3) && isClose(left[0].deviation, (4.0 / 3).squareRoot()))
    let all = try three().leftOut([[0, 1, 2]])
    #expect(zip(all.map(\.error), [4, 0, 4]).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(all.allSatisfy { isClose($0.deviation, 2.0.squareRoot()) })
  }

  /// In closed form or fitted again without the run: the same, but for the jitter that a foretold cell lacks.
  @Test func closedFormIsRefitting() throws {
    let model = ServingTables.model, design = model.design, cells = Array(0..<60)
    let residuals = cells.map { model.fit.residuals[$0] }, covariance = model.fit.covariance
    let noise = model.parameters.noise
    let groups = ServingGrouping.run.groups(cells, design).map(\.cells)
    let closed = try Kriging(covariance.submatrix(cells), noise: noise, residuals: residuals).leftOut(groups)
    #expect(groups.count > 10 && groups.contains { $0.count > 2 })
    for group in groups {
      let kept = cells.filter { !group.contains($0) }
      let kriging = try Kriging(covariance.submatrix(kept), noise: noise, residuals: kept.map { residuals[$0] })
      for cell in group {
        let column = kept.map { covariance[min($0, cell), max($0, cell)] }
        let variance = try kriging.variance(column, own: covariance[cell, cell])
        #expect(abs(closed[cell].error - residuals[cell] + kriging.mean(column)) < 1e-9)
        #expect(abs(closed[cell].deviation * closed[cell].deviation - variance - Kriging.jitter) < 1e-9)
      }
    }
  }

  @Test func equalPointsWithoutNoiseAreNoHarm() throws {
    let kriging = try Kriging(Matrix([[1, 1], [1, 1]]), noise: 0, residuals: [1, 1])
    #expect(abs(kriging.mean([1, 1]) - 1) < 1e-5)
    #expect(try kriging.variance([1, 1], own: 1) >= 0)
  }

  @Test func withoutNeighboursNothingIsKnown() throws {
    let kriging = try Kriging(Matrix(rows: 0, columns: 0), noise: 0.5, residuals: [])
    #expect(kriging.mean([]) == 0)
    #expect(try kriging.variance([], own: 1) == 1.5)
  }
}
