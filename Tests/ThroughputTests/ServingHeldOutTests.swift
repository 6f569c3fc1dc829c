import Foundation
import Testing

@testable import Throughput

/// How well measured rates are foretold by a model that was not shown them.
struct ServingHeldOutTests {
  private func heldOut(_ leaving: ServingHeldOut.LeftOut, _ refit: ServingHeldOut.Refit = .rates) throws
    -> ServingHeldOut
  {
    try ServingHeldOut(ServingTables.design, leaving: leaving, parameters: .catalogue, refit: refit)
  }

  /// Three deals of the runs into ten folds; medians of 3.7 to 4.0 %, 90th percentiles of 21.8 to 25.1 %.
  @Test func runsLeftOut() throws {
    let held = try (0..<3).map { try heldOut(.runs(folds: 10, seed: $0)).total }
    for total in held {
      #expect(total.cells == 618 && total.medianError <= 0.06 && total.rooflineError > 2 * total.medianError)
      #expect((0.75...0.85).contains(total.coverage))
    }
    #expect(held.map(\.p90Error).reduce(0, +) / 3 <= 0.25)
    #expect(held[0].medianError != held[1].medianError)
  }

  /// Each of 16 classes, median and 90th percentile in %, as the reference has them with the same variances.
  @Test func classesLeftOutAgreeWithTheReference() throws {
    let held = try heldOut(.gpuClasses)
    let expected = [
      "a100-80-sxm": (12.712, 15.407), "b200-sxm": (9.981, 23.775), "gb200-nvl72": (8.111, 14.158),
      "gb300-nvl72": (20.525, 28.759), "gh200-144": (10.746, 18.246), "gh200-96": (9.805, 25.920),
      "h100-nvl": (2.601, 20.990), "h100-pcie": (18.751, 25.713), "h100-sxm": (8.134, 25.088),
      "h200-nvl": (8.457, 16.759), "h200-sxm": (8.612, 27.237), "l40s": (10.806, 57.886), "mi300x": (10.950, 24.511),
      "mi325x": (7.293, 13.338), "mi355x": (25.966, 60.384), "rtx-pro-6000": (11.163, 20.687),
    ]
    #expect(Set(held.groups.map(\.name)) == Set(expected.keys))
    for group in held.groups {
      let (middle, high) = try #require(expected[group.name])
      #expect(isClose(100 * group.medianError, middle, 2e-3) && isClose(100 * group.p90Error, high, 2e-3), "\(group)")
    }
    #expect(isClose(held.total.medianError, 0.096787, 1e-3) && isClose(held.total.p90Error, 0.260269, 1e-3))
    #expect(abs(held.total.coverage - 0.8) < 0.005)
  }

  @Test func modelsLeftOutAgreeWithTheReference() throws {
    let held = try heldOut(.models)
    #expect(held.groups.count == 12 && held.groups.reduce(0) { $0 + $1.cells } == 618)
    #expect(isClose(held.total.medianError, 0.157270, 1e-3) && isClose(held.total.p90Error, 0.406271, 1e-3))
    #expect(abs(held.total.coverage - 0.8) < 0.005)
  }

  /// Variances and quantile searched anew in each of three folds.
  @Test func runsLeftOutOfEverything() throws {
    let total = try heldOut(.runs(folds: 3, seed: 1), .everything).total
    #expect(total.medianError <= 0.06 && (0.75...0.85).contains(total.coverage))
    #expect(total.halfWidth != (try heldOut(.runs(folds: 3, seed: 1)).total.halfWidth))
  }

  private static let isLong = ProcessInfo.processInfo.environment["TENURE_LONG"] != nil

  /// Three deals into ten folds, and each class, with everything fitted anew; classes of ten cells and more, but for
  /// the one that alone has all rows of its suite.
  @Test(.enabled(if: isLong, "minutes in a debug build; TENURE_LONG=1 runs it"))
  func everythingFittedAnew() throws {
    let held = try (0..<3).map { try heldOut(.runs(folds: 10, seed: $0), .everything).total }
    #expect(held.allSatisfy { $0.medianError <= 0.06 && (0.75...0.85).contains($0.coverage) })
    #expect(held.map(\.p90Error).reduce(0, +) / 3 <= 0.25)
    let classes = try heldOut(.gpuClasses, .everything)
    for group in classes.groups where group.cells >= 10 && group.name != "mi355x" {
      #expect(group.medianError <= 0.14, "\(group)")
    }
    #expect(classes.total.medianError <= 0.12 && (0.75...0.85).contains(classes.total.coverage))
  }

  @Test func theQuantileOfRunsIsTheTables() throws {
    let model = ServingTables.model, tuning = ServingTuning(design: model.design, cells: model.fit.cells)
    #expect(abs(try tuning.quantileOfRuns(model.fit) - ServingParameters.catalogue.quantileOfRuns) < 1e-3)
  }

  /// On every fourth cell: the quantile of classes, or of models, is what makes the intervals of those hold 80 %.
  @Test(arguments: [ServingGrouping.gpuClass, .model]) func quantilesHoldTheirShare(_ grouping: ServingGrouping) throws
  {
    let rows = ServingTables.measurements
    let design = try ServingDesign(stride(from: 0, to: rows.count, by: 4).map { rows[$0] })
    let model = try ServingModel(design, parameters: .catalogue)
    let tuning = ServingTuning(design: design, cells: model.fit.cells)
    var parameters = ServingParameters.catalogue
    let found = try tuning.quantile(grouping, covariance: model.fit.covariance, noise: parameters.noise)
    parameters.quantileOfRuns = 0
    parameters.quantileOfClasses = grouping == .gpuClass ? found : 0
    parameters.quantileOfModels = grouping == .model ? found : 0
    let leaving: ServingHeldOut.LeftOut = grouping == .gpuClass ? .gpuClasses : .models
    let held = try ServingHeldOut(design, leaving: leaving, parameters: parameters, refit: .rates)
    #expect(found > 1 && abs(held.total.coverage - 0.8) <= 1 / 155)
  }

  /// Runs stay whole, every cell is left out once, and the seed alone says which go together.
  @Test func foldsDealOutRuns() {
    let design = ServingTables.design
    let folds = ServingFolds(design, .runs(folds: 10, seed: 7)).parts.map(\.cells)
    #expect(folds.count == 10 && folds.joined().sorted() == Array(0..<618))
    let runs = folds.map { Set($0.map { design.measurements[$0].run }) }
    #expect(runs.reduce(0) { $0 + $1.count } == 223 && runs.allSatisfy { (22...23).contains($0.count) })
    #expect(ServingFolds(design, .runs(folds: 10, seed: 7)).parts.map(\.cells) == folds)
    #expect(ServingFolds(design, .runs(folds: 10, seed: 8)).parts.map(\.cells) != folds)
  }

  /// What the tables must hold: sources, and rates above 0 of known classes and models.
  @Test func theTablesAreSound() throws {
    for name in ["serving-measurements.csv", "serving-classes.csv", "model-facts.csv"] {
      #expect(try CatalogueTests.rows(name).allSatisfy { !($0["source"] ?? "").isEmpty }, "\(name)")
    }
    #expect(ServingTables.measurements.count == 618 && ServingTables.classes.count == 18)
    #expect(Set(ServingTables.measurements.map(\.setup.model.id)) == Set(ServingTables.models.keys))
  }
}
