import Foundation
import LinearAlgebra

/// By what measured cells are left out together.
enum ServingGrouping: Hashable, Sendable {
  case run, gpuClass, model

  func key(_ measurement: ServingMeasurement) -> String {
    switch self {
    case .run: measurement.run
    case .gpuClass: measurement.setup.gpuClass.id
    case .model: measurement.setup.model.id
    }
  }

  /// The cells named, by key in alphabetical order.
  func groups(_ cells: [Int], _ design: ServingDesign) -> [(key: String, cells: [Int])] {
    Dictionary(grouping: cells) { key(design.measurements[$0]) }.sorted { $0.key < $1.key }
      .map { (key: $0.key, cells: $0.value) }
  }
}

/// The search for the parameters that measured cells make likeliest.
struct ServingTuning {
  /// Fewer groups than this say nothing of how wide an interval must be: it gets the normal distribution's width.
  static let fewestGroups = 8
  /// Of ln v.
  static let bounds = log(1e-6)...log(4.0)

  let design: ServingDesign
  let cells: [Int]

  /// Variances and noise that the residuals of the roofline make likeliest, the search beginning at those given.
  ///
  /// - Throws: `linearAlgebra` where there are more or fewer variances than products; as the fits.
  func variances(from start: ServingParameters) throws(ServingModelError) -> ServingParameters {
    guard start.variances.count == design.basis.count else {
      throw .linearAlgebra(.shape(operation: "variances", expected: design.basis.count, found: start.variances.count))
    }
    let roofline = try ServingRoofline(cells.map { design.rows[$0] }, logSeconds: cells.map { design.logSeconds[$0] })
    let likelihood = VarianceLikelihood(
      basis: cells.count == design.rows.count ? design.basis : design.basis.restricted(to: cells),
      residuals: ServingFit.residuals(design, cells, roofline))
    let begin = (start.variances + [start.noise]).map { log($0) }
    let search = BoundedQuasiNewton(bounds: Self.bounds)
    let found = try wrapping { () throws(LinearAlgebraError) in
      try search.minimise(from: begin, likelihood.evaluate).point
    }
    var result = start
    result.variances = found.dropLast().map { exp($0) }
    result.noise = exp(found[found.count - 1])
    return result
  }

  /// The deviations that hold 80 % of the cells, each foretold without its run, in closed form with the roofline kept.
  func quantileOfRuns(_ fit: ServingFit) throws(ServingModelError) -> Double {
    let places = Dictionary(uniqueKeysWithValues: zip(fit.cells, fit.cells.indices))
    let groups = ServingGrouping.run.groups(fit.cells, design).map { $0.cells.map { places[$0]! } }
    guard groups.count >= Self.fewestGroups else { return upperDecile }
    let errors = try wrapping { () throws(LinearAlgebraError) in try fit.kriging.leftOut(groups) }
    return Throughput.quantile(0.8, of: errors.map { abs($0.error) / $0.deviation })
  }

  /// The deviations that hold 80 % of the cells, each foretold without its whole class or model, all fitted again but
  /// for the variances.
  func quantile(_ grouping: ServingGrouping, covariance: Matrix, noise: Double) throws(ServingModelError) -> Double {
    let groups = grouping.groups(cells, design)
    guard groups.count >= Self.fewestGroups else { return upperDecile }
    var errors: [Double] = []
    for group in groups {
      let left = Set(group.cells)
      let fit = try ServingFit(design, cells: cells.filter { !left.contains($0) }, covariance: covariance, noise: noise)
      errors += try fit.foretell(group.cells, design).map { abs($0.error) / $0.deviation }
    }
    return Throughput.quantile(0.8, of: errors)
  }
}

extension ServingParameters {
  /// The parameters that measurements make likeliest: variances by a search from those given, then the quantiles.
  ///
  /// Seconds of computing: the model itself takes parameters as they are. With fewer than 8 runs, classes or models
  /// their quantile is that of the normal distribution, 1.28.
  /// - Throws: as ``ServingModel/init(_:parameters:)``.
  public init(
    fitting measurements: [ServingMeasurement], from start: ServingParameters = .catalogue
  ) throws(ServingModelError) {
    let design = try ServingDesign(measurements)
    let tuning = ServingTuning(design: design, cells: Array(measurements.indices))
    self = try tuning.variances(from: start)
    let fit = try ServingModel(design, parameters: self).fit
    quantileOfRuns = try tuning.quantileOfRuns(fit)
    quantileOfClasses = try tuning.quantile(.gpuClass, covariance: fit.covariance, noise: noise)
    quantileOfModels = try tuning.quantile(.model, covariance: fit.covariance, noise: noise)
  }
}
