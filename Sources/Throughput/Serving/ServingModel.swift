import Foundation
import LinearAlgebra

/// Serving rates of setups that nobody measured, from those that were: an additive roofline, times kriging of what the
/// roofline leaves.
///
///     rate = exp(-(ln t of the roofline + m)),  80 % interval: rate * exp(-+q * deviation)
///
/// m and the deviation are the kriging's, q the parameters' quantile: by runs, or by classes or models where those are
/// new. A class or model without data keeps the roofline and what others have in common with it, in a wider interval.
public struct ServingModel: Sendable {
  /// What rates are measured in.
  public static let unit = "output tokens per second and GPU"

  public let parameters: ServingParameters
  let design: ServingDesign
  let fit: ServingFit
  private let classes: Set<String>
  private let models: Set<String>

  /// - Throws: `noMeasurements`; `figure` of a measurement; `outOfRange`; `linearAlgebra` where the parameters are no
  ///   variances of this model.
  public init(
    _ measurements: [ServingMeasurement], parameters: ServingParameters = .catalogue
  ) throws(ServingModelError) {
    try self.init(ServingDesign(measurements), parameters: parameters)
  }

  init(_ design: ServingDesign, parameters: ServingParameters) throws(ServingModelError) {
    self.design = design
    self.parameters = parameters
    let covariance = try wrapping { () throws(LinearAlgebraError) in try design.basis.combined(parameters.variances) }
    fit = try ServingFit(
      design, cells: Array(design.rows.indices), covariance: covariance, noise: parameters.noise)
    classes = Set(design.measurements.map(\.setup.gpuClass.id))
    models = Set(design.measurements.map(\.setup.model.id))
    runs = Set(design.measurements.map(\.run)).count
  }

  /// Measured cells behind the model.
  public var cells: Int { design.measurements.count }
  /// Runs that the cells come from.
  public let runs: Int
  /// The coefficient of each term of the roofline, no unit, 0 or more.
  public var terms: [(name: String, coefficient: Double)] {
    zip(RooflineTerms.names, fit.roofline.coefficients).map { (name: $0, coefficient: $1) }
  }
  /// The effect of each factor on ln of the seconds.
  public var factors: [(name: String, effect: Double)] {
    zip(RooflineFactors.names, fit.roofline.effects).map { (name: $0, effect: $1) }
  }

  /// The rate of one GPU, in output tokens per second.
  ///
  /// - Throws: `figure` where one of the setup is missing; `outOfRange` where the rate overflows or vanishes.
  public func estimate(_ setup: ServingSetup) throws(ServingModelError) -> ServingEstimate {
    let features = try ServingFeatures(setup)
    let covariances = design.covariances(features, variances: parameters.variances)
    let own = parameters.variances.reduce(0, +)
    let variance = try wrapping { () throws(LinearAlgebraError) in try fit.kriging.variance(covariances, own: own) }
    let seconds = fit.roofline.logSeconds(features.row), correction = fit.kriging.mean(covariances)
    let isNew = self.isNew(setup), deviation = variance.squareRoot(), middle = -(seconds + correction)
    let reach = parameters.quantile(newClass: isNew.gpuClass, newModel: isNew.model) * deviation
    let rate = Rate(
      unitsPerSecond: exp(middle), low: exp(middle - reach), high: exp(middle + reach), origin: origin(setup),
      source: source(setup))
    guard rate.low > 0, rate.high.isFinite, exp(-seconds).isFinite else { throw .outOfRange(setup.name) }
    return ServingEstimate(
      rate: rate, rooflineRate: exp(-seconds), correction: correction, deviation: deviation)
  }

  private func isNew(_ setup: ServingSetup) -> (gpuClass: Bool, model: Bool) {
    (!classes.contains(setup.gpuClass.id), !models.contains(setup.model.id))
  }

  /// Measured where some measurement has the class, model, format, lengths and scenario, whoever made it and when.
  private func origin(_ setup: ServingSetup) -> Rate.Origin {
    let isMeasured = design.measurements.contains { measurement in
      let other = measurement.setup
      return other.gpuClass.id == setup.gpuClass.id && other.model.id == setup.model.id && other.format == setup.format
        && other.inputTokens == setup.inputTokens && other.outputTokens == setup.outputTokens
        && other.scenario == setup.scenario
    }
    return isMeasured ? .measured : .modelled
  }

  private func source(_ setup: ServingSetup) -> String {
    let caveat =
      switch isNew(setup) {
      case (false, false): ""
      case (true, false): "; the class was never measured"
      case (false, true): "; the model was never measured"
      case (true, true): "; neither class nor model was ever measured"
      }
    return "roofline and kriging through \(cells) measured cells of \(runs) runs, \(Self.unit)" + caveat
  }
}

/// A rate, and what of it comes from the roofline and what from cells alike.
public struct ServingEstimate: Hashable, Sendable {
  /// Output tokens per second and GPU.
  public let rate: Rate
  /// What the roofline alone says, in the same unit.
  public let rooflineRate: Double
  /// What kriging adds to ln of the seconds.
  public let correction: Double
  /// Of ln of a measured rate about the one foretold.
  public let deviation: Double
}
