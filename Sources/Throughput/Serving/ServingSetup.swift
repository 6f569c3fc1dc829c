/// One model, quantised, served to requests of one kind on GPUs of one class.
public struct ServingSetup: Hashable, Sendable {
  public var gpuClass: ServingClass
  /// GPUs of the system.
  public var gpus: Int
  public var model: ModelFacts
  public var format: WeightFormat
  /// Mean tokens of a prompt.
  public var inputTokens: Double
  /// Mean tokens of an answer.
  public var outputTokens: Double
  public var suite: ServingSuite
  public var scenario: ServingScenario
  public var software: ServingSoftware
  /// When the software was current, 2025.5 for the middle of 2025.
  public var softwareYear: Double
  /// Who measured; nil for somebody who measured nothing yet, as a planner.
  public var submitter: String?
  /// The most sequences in flight per copy, where that was set.
  public var batchCap: Double?
  /// Watts that a GPU may draw, where that is not its thermal design power.
  public var powerCap: Double?
  /// Answers that are kept alive at once for each prompt, 1 but for a beam search.
  public var beams = 1.0
  /// Seconds that an output token of one request may take.
  public var tokenTimeLimit: Double?

  public init(
    gpuClass: ServingClass, gpus: Int, model: ModelFacts, format: WeightFormat, inputTokens: Double,
    outputTokens: Double, suite: ServingSuite, scenario: ServingScenario, software: ServingSoftware,
    softwareYear: Double
  ) {
    self.gpuClass = gpuClass
    self.gpus = gpus
    self.model = model
    self.format = format
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
    self.suite = suite
    self.scenario = scenario
    self.software = software
    self.softwareYear = softwareYear
  }

  /// Watts that a GPU may draw.
  var watts: Double { powerCap ?? gpuClass.watts }

  /// `llama3.1-8b at fp8 on h100-sxm`, for messages.
  var name: String { "\(model.id) at \(format.rawValue) on \(gpuClass.id)" }

  /// 10^12 FLOP/s of the format, with everything else seen to be a number that a rate can follow from.
  ///
  /// - Throws: `figure` for one that is missing, not finite, or not more than 0.
  func checkedPeak() throws(ServingModelError) -> Double {
    guard let peak = gpuClass.peak(format) else { throw .figure("\(format.rawValue) peak", of: name) }
    let figures =
      model.figures + gpuClass.figures + [
        ("\(format.rawValue) peak", peak), ("GPUs", Double(gpus)), ("input tokens", inputTokens),
        ("output tokens", outputTokens), ("software year", softwareYear), ("batch cap", batchCap ?? 1),
        ("power cap", watts), ("beams", beams), ("time limit of a token", tokenTimeLimit ?? 1),
      ]
    for (figure, value) in figures where !value.isFiniteAndPositive { throw .figure(figure, of: name) }
    guard model.activeParameters <= model.parameters else { throw .figure("active parameters", of: name) }
    return peak
  }
}
