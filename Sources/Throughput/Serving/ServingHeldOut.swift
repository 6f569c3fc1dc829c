import Foundation
import LinearAlgebra

/// How well the model foretells measured rates that it was not shown.
public struct ServingHeldOut: Hashable, Sendable {
  public enum LeftOut: Hashable, Sendable {
    /// Runs dealt at random into so many folds, each left out in turn.
    case runs(folds: Int, seed: UInt64)
    /// Each class, with all of its cells.
    case gpuClasses
    /// Each model, with all of its cells.
    case models
  }

  /// What is fitted again without the cells left out; the roofline and the kriging always are.
  public enum Refit: Hashable, Sendable {
    /// Nothing else: variances and quantiles stay as given, quick and a little too good.
    case rates
    /// Variances and quantiles too, so that nothing knows of the cells left out.
    case everything
  }

  /// The errors of some cells: |foretold rate / measured rate - 1|; 0.12 is 12 %.
  public struct Group: Hashable, Sendable {
    public let name: String
    public let cells: Int
    public let medianError: Double
    public let p90Error: Double
    /// The median error of the roofline alone.
    public let rooflineError: Double
    /// Share of the cells within their 80 % interval.
    public let coverage: Double
    /// Median of ln(high / rate).
    public let halfWidth: Double
  }

  public let leftOut: LeftOut
  /// By class or model; empty for runs.
  public let groups: [Group]
  public let total: Group

  /// - Throws: `nothingLeft` where everything would be left out at once; as ``ServingModel/init(_:parameters:)``.
  public init(
    _ measurements: [ServingMeasurement], leaving leftOut: LeftOut, parameters: ServingParameters = .catalogue,
    refit: Refit = .everything
  ) throws(ServingModelError) {
    try self.init(ServingDesign(measurements), leaving: leftOut, parameters: parameters, refit: refit)
  }

  init(
    _ design: ServingDesign, leaving leftOut: LeftOut, parameters: ServingParameters, refit: Refit
  ) throws(ServingModelError) {
    self.leftOut = leftOut
    let folds = ServingFolds(design, leftOut)
    guard folds.parts.count > 1 else { throw .nothingLeft }
    var groups: [Group] = [], all: [Sample] = []
    for (name, cells) in folds.parts {
      let samples = try folds.samples(leaving: cells, parameters, refit)
      groups.append(Group(name, samples))
      all += samples
    }
    total = Group("all", all)
    if case .runs = leftOut { self.groups = [] } else { self.groups = groups }
  }

  /// A cell and the deviations to either side of its interval.
  typealias Sample = (foretold: Foretold, quantile: Double)
}

extension ServingHeldOut.Group {
  /// - Precondition: there is a sample.
  fileprivate init(_ name: String, _ samples: [ServingHeldOut.Sample]) {
    // Seconds are the inverse of rates: foretold / measured rate = exp(ln measured / foretold seconds).
    let errors = samples.map { abs(expm1($0.foretold.error)) }
    self.name = name
    cells = samples.count
    medianError = median(errors)
    p90Error = quantile(0.9, of: errors)
    rooflineError = median(samples.map { abs(expm1($0.foretold.rooflineError)) })
    let held = samples.filter { abs($0.foretold.error) <= $0.quantile * $0.foretold.deviation }
    coverage = Double(held.count) / Double(samples.count)
    halfWidth = median(samples.map { $0.quantile * $0.foretold.deviation })
  }
}
