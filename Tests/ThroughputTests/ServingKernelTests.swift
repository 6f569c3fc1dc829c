import Foundation
import LinearAlgebra
import Testing

@testable import Throughput

/// Covariances as sums of products, and how likely they make what the roofline left.
struct ServingKernelTests {
  /// One label and two spaces, of one and of two coordinates.
  private var points: KernelPoints {
    var points = KernelPoints(labels: 1, dimensions: [1, 2])
    points.append(labels: [0], places: [[0], [1, 1]])
    points.append(labels: [1], places: [[2], [1, 2]])
    points.append(labels: [0], places: [[3], [4, 5]])
    return points
  }

  @Test func factorsByHand() {
    #expect(KernelFactor.same(0).values(points, 2, with: points, count: 3) == [1, 0, 1])
    #expect(KernelFactor.near(0).values(points, 2, with: points, count: 2) == [exp(-4.5), exp(-0.5)])
    #expect(KernelFactor.near(1).values(points, 2, with: points, count: 3) == [exp(-12.5), exp(-9), 1])
  }

  @Test func aPointLikeNoOtherHasNothingInCommon() {
    var stranger = KernelPoints(labels: 1, dimensions: [1, 2])
    stranger.append(labels: [-1], places: [[0], [1, 1]])
    #expect(KernelFactor.same(0).values(stranger, 0, with: stranger, count: 1) == [0])
    #expect(KernelFactor.near(1).values(stranger, 0, with: points, count: 2) == [1, exp(-0.5)])
  }

  @Test func productsAddUp() throws {
    let kernel = Kernel([[.same(0)], [.near(0), .near(1)], [.same(0), .near(0)]])
    let covariance = try kernel.basis(points).combined([2, 3, 5])
    let corner = 2 + 3 * exp(-4.5 - 12.5) + 5 * exp(-4.5)
    #expect(isClose(covariance[0, 2], corner) && isClose(covariance[0, 1], 3 * exp(-2.5)) && covariance[1, 1] == 10)
    let column = kernel.covariance(points, 2, with: points, variances: [2, 3, 5])
    #expect(zip(column, [corner, 3 * exp(-0.5 - 9), 10]).allSatisfy { isClose($0, $1) })
  }

  /// Every product is 1 between a cell and itself, and every name has its product.
  @Test func theKernelOfServingHasNineProducts() throws {
    let products = ServingKernel.kernel.values(
      ServingTables.design.points, 7, with: ServingTables.design.points, count: 8)
    #expect(products.count == 9 && ServingKernel.names.count == 9 && products.allSatisfy { $0[7] == 1 })
    #expect(ServingParameters.catalogue.variances.count == 9)
  }

  /// Every sixteenth cell, at variances that are not the likeliest.
  private func likelihood() throws -> VarianceLikelihood {
    let cells = Array(stride(from: 0, to: 618, by: 16)), design = ServingTables.design
    return VarianceLikelihood(
      basis: design.basis.restricted(to: cells), residuals: cells.map { ServingTables.model.fit.residuals[$0] })
  }

  @Test func theGradientIsTheSlope() throws {
    let likelihood = try likelihood()
    let point = likelihood.centre.enumerated().map { $1 + 0.3 * sin(Double($0)) }
    let gradient = try likelihood.evaluate(point).gradient
    for i in point.indices {
      func value(_ step: Double) throws -> Double {
        var moved = point
        moved[i] += step
        return try likelihood.evaluate(moved).value
      }
      let slope = try (value(1e-4) - value(-1e-4)) / 2e-4
      #expect(abs(gradient[i] - slope) < 1e-5 * max(1, abs(slope)), "variance \(i)")
    }
  }

  /// Value and slope at the prior's centre, and the value at its least, as the reference has them.
  @Test func theLikelihoodAgreesWithTheReference() throws {
    let likelihood = VarianceLikelihood(
      basis: ServingTables.design.basis, residuals: ServingTables.model.fit.residuals)
    let start = try likelihood.evaluate(likelihood.centre), best = ServingParameters.catalogue
    #expect(isClose(start.value, -953.452533, 1e-6) && isClose(start.gradient[9], -307.698736, 1e-6))
    #expect(isClose(start.gradient[2], -13.452193, 1e-6))
    let least = try likelihood.evaluate((best.variances + [best.noise]).map { log($0) })
    #expect(isClose(least.value, -1117.684404, 1e-7) && least.gradient.allSatisfy { abs($0) < 0.01 })
  }

  /// From the prior's centre the search ends where the reference's ends.
  @Test func theSearchFindsTheReferencesVariances() throws {
    var start = ServingParameters.catalogue
    start.variances = start.variances.map { _ in VarianceLikelihood.typical }
    start.noise = VarianceLikelihood.typicalNoise
    let design = ServingTables.design
    let found = try ServingTuning(design: design, cells: Array(design.rows.indices)).variances(from: start)
    let pairs = zip(found.variances + [found.noise], start.variances + [start.noise])
    #expect(pairs.contains { !isClose($0, $1, 0.5) })
    let expected = ServingParameters.catalogue
    for (k, pair) in zip(found.variances + [found.noise], expected.variances + [expected.noise]).enumerated() {
      #expect(isClose(pair.0, pair.1, 1e-2), "variance \(k): \(pair.0), not \(pair.1)")
    }
  }
}
