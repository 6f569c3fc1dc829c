/// What the model of serving rates takes as known beside its measurements: variances, and how wide intervals must be.
public struct ServingParameters: Hashable, Sendable {
  /// Of the products in ``ServingKernel``, in ln of seconds; more than 0.
  public var variances: [Double]
  /// Of a measurement repeated: another system, another day; more than 0.
  public var noise: Double
  /// Deviations that hold 80 % of the measured cells foretold without their own run.
  public var quantileOfRuns: Double
  /// The same without their whole class, the roofline fitted again.
  public var quantileOfClasses: Double
  /// The same without their whole model, the roofline fitted again.
  public var quantileOfModels: Double

  /// What the shipped serving-measurements.csv makes likeliest.
  public static let catalogue = ServingParameters(
    variances: [
      0.0019079335, 0.0093810598, 0.0234235, 0.010192971, 0.033578877, 0.0080820009, 0.049863741, 0.014067154,
      0.033443843,
    ],
    noise: 0.0027897298, quantileOfRuns: 1.009, quantileOfClasses: 1.034, quantileOfModels: 1.214)

  /// Deviations to either side of a cell: the greater quantile where both its class and its model are new.
  func quantile(newClass: Bool, newModel: Bool) -> Double {
    switch (newClass, newModel) {
    case (false, false): quantileOfRuns
    case (true, false): quantileOfClasses
    case (false, true): quantileOfModels
    case (true, true): max(quantileOfClasses, quantileOfModels)
    }
  }
}
