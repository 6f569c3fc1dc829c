/// A measured serving rate: a row of serving-measurements.csv.
public struct ServingMeasurement: Hashable, Sendable {
  public let setup: ServingSetup
  /// What one party measured at once; rates of one run are no independent evidence.
  public let run: String
  /// Output tokens per second and GPU.
  public let rate: Double
  public let source: String

  public init(setup: ServingSetup, run: String, rate: Double, source: String) {
    self.setup = setup
    self.run = run
    self.rate = rate
    self.source = source
  }
}
