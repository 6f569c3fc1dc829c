import Foundation
import LinearAlgebra
import Testing

@testable import Throughput

/// Few rows, equal rows, figures out of all proportion: a fallback or an error, never a NaN.
struct ServingEdgeTests {
  private let setup = ServingTables.table("h200-sxm", "llama3.3-70b", .fp8, 1000, 1000)

  private func row(_ setup: ServingSetup, _ rate: Double, run: String = "run") -> ServingMeasurement {
    ServingMeasurement(setup: setup, run: run, rate: rate, source: "here")
  }

  private func isSound(_ estimate: ServingEstimate) -> Bool {
    let rate = estimate.rate
    return rate.low > 0 && rate.low < rate.unitsPerSecond && rate.unitsPerSecond < rate.high && rate.high.isFinite
      && estimate.rooflineRate > 0 && estimate.rooflineRate.isFinite && estimate.deviation > 0
  }

  @Test func noRowsAreNoModel() {
    #expect(throws: ServingModelError.noMeasurements) { try ServingModel([]) }
    #expect(throws: ServingModelError.noMeasurements) { try ServingParameters(fitting: []) }
    #expect(throws: ServingModelError.noMeasurements) { try ServingHeldOut([], leaving: .models) }
  }

  /// One row is foretold as it is; another class by what its terms say, less surely.
  @Test func oneRowIsAModel() throws {
    let model = try ServingModel([row(setup, 1500)])
    let same = try model.estimate(setup), other = try model.estimate(ServingTables.server)
    #expect(isClose(same.rate.unitsPerSecond, 1500, 1e-6) && isSound(same) && isSound(other))
    #expect(other.deviation > same.deviation && other.rate.unitsPerSecond < 1500)
    #expect(throws: ServingModelError.nothingLeft) { try ServingHeldOut([row(setup, 1500)], leaving: .gpuClasses) }
  }

  /// Twelve equal rows tell nothing of any term, and do not disagree.
  @Test func equalRowsAreNoHarm() throws {
    let rows = (0..<12).map { row(setup, 1500, run: "run-\($0)") }
    let model = try ServingModel(rows)
    #expect(isClose(try model.estimate(setup).rate.unitsPerSecond, 1500, 1e-6))
    let held = try ServingHeldOut(rows, leaving: .runs(folds: 3, seed: 1), refit: .rates)
    #expect(held.total.cells == 12 && held.total.medianError < 1e-6 && held.total.coverage == 1)
    let parameters = try ServingParameters(fitting: rows)
    #expect((parameters.variances + [parameters.noise]).allSatisfy { $0 >= 1e-6 * (1 - 1e-12) && $0 <= 4 })
  }

  /// Two rates of one setup: between them, by their geometric mean; too few runs for a quantile of their own.
  @Test func fewRunsGetTheNormalWidth() throws {
    let rows = [row(setup, 1000, run: "a"), row(setup, 1440, run: "b")]
    let rate = try ServingModel(rows).estimate(setup).rate.unitsPerSecond
    #expect(rate > 1100 && rate < 1300)
    let parameters = try ServingParameters(fitting: rows)
    let quantiles = [parameters.quantileOfRuns, parameters.quantileOfClasses, parameters.quantileOfModels]
    #expect(quantiles == [upperDecile, upperDecile, upperDecile])
  }

  @Test(arguments: [0, -1, .nan, .infinity]) func aRateIsANumberAboveZero(_ rate: Double) {
    #expect(throws: ServingModelError.figure("rate", of: setup.name)) { try ServingModel([row(setup, rate)]) }
  }

  @Test func missingFiguresAreNamed() throws {
    let model = ServingTables.model
    #expect(throws: ServingModelError.figure("fp4 peak", of: "llama3.3-70b at fp4 on h200-sxm")) {
      try model.estimate(ServingTables.table("h200-sxm", "llama3.3-70b", .fp4, 1000, 1000))
    }
    #expect(throws: ServingModelError.figure("output tokens", of: setup.name)) {
      try model.estimate(ServingTables.table("h200-sxm", "llama3.3-70b", .fp8, 1000, 0))
    }
    var limited = setup
    limited.tokenTimeLimit = .nan
    #expect(throws: ServingModelError.figure("time limit of a token", of: setup.name)) { try model.estimate(limited) }
    limited = setup
    limited.gpus = 0
    #expect(throws: ServingModelError.figure("GPUs", of: setup.name)) { try model.estimate(limited) }
  }

  @Test func parametersOfAnotherModelAreRefused() {
    var parameters = ServingParameters.catalogue
    parameters.variances.removeLast()
    #expect(throws: ServingModelError.self) { try ServingModel([row(setup, 1)], parameters: parameters) }
    #expect(throws: ServingModelError.self) { try ServingParameters(fitting: [row(setup, 1)], from: parameters) }
    parameters.variances.append(.nan)
    #expect(throws: ServingModelError.self) { try ServingModel([row(setup, 1)], parameters: parameters) }
  }

  /// Rates in another unit give rates in that unit.
  @Test(arguments: [1e-200, 1e200]) func theUnitOfRatesDoesNotMatter(_ factor: Double) throws {
    let some = ServingTables.measurements.prefix(80)
    let here = try ServingModel(Array(some)).estimate(setup)
    let there = try ServingModel(some.map { row($0.setup, factor * $0.rate, run: $0.run) }).estimate(setup)
    #expect(isClose(there.rate.unitsPerSecond / factor, here.rate.unitsPerSecond, 1e-6))
    #expect(isClose(there.deviation, here.deviation))
  }

  /// Rates of 600 orders of magnitude: what comes out, if anything, is a rate.
  @Test func ratesOutOfAllProportionGiveNoNaN() throws {
    let rows = [
      row(setup, 1e-300, run: "a"), row(setup, 1e300, run: "b"), row(ServingTables.server, 1, run: "c"),
      row(ServingTables.table("l40s", "llama-7b", .fp8, 1000, 1), 1e-300, run: "d"),
    ]
    do {
      #expect(isSound(try ServingModel(rows).estimate(setup)))
    } catch {
      #expect(!error.description.isEmpty)
    }
    let tiny = ServingTables.table("h200-sxm", "llama3.3-70b", .fp8, 1e300, 1e-300)
    #expect(throws: ServingModelError.outOfRange(setup.name)) { try ServingTables.model.estimate(tiny) }
  }

  /// A rate so great that the upper end of its interval is none.
  @Test func aRateThatOverflowsIsRefused() throws {
    let model = try ServingModel([row(setup, 1.7e308)])
    #expect(throws: ServingModelError.outOfRange(setup.name)) { try model.estimate(setup) }
  }
}
