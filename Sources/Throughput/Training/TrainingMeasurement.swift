/// A published time to train a benchmark to its target on a system, as a row of training-measurements.csv.
///
/// Not a rate of the planner's own job: the submitters tune for the benchmark, and the precision is not in the row.
public struct TrainingMeasurement: Hashable, Sendable {
  /// Of results, such as `v5.1`; software moves between rounds.
  public var round: String
  public var gpuClass: String
  public var benchmark: String
  public var gpus: Int
  /// Samples in a step of all GPUs; nil where it is not known.
  public var batch: Double?
  /// To the target.
  public var minutes: Double
  /// To the target at this batch, in the benchmark's own samples.
  public var samples: Double
  public var submitter: String
  public var system: String
  public var source: String

  public init(
    round: String, gpuClass: String, benchmark: String, gpus: Int, batch: Double? = nil, minutes: Double,
    samples: Double, submitter: String = "", system: String = "", source: String = ""
  ) {
    self.round = round
    self.gpuClass = gpuClass
    self.benchmark = benchmark
    self.gpus = gpus
    self.batch = batch
    self.minutes = minutes
    self.samples = samples
    self.submitter = submitter
    self.system = system
    self.source = source
  }

  /// Samples per second of the whole system: samples / (60 * minutes).
  public var unitsPerSecond: Double { samples / (60 * minutes) }

  /// Whether every figure is finite and more than 0.
  var isUsable: Bool {
    gpus > 0 && [batch ?? 1, minutes, samples].allSatisfy(\.isFiniteAndPositive)
  }
}
