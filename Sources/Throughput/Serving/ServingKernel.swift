import Foundation

/// What two cells have in common, for the covariance of what the roofline left of them.
enum ServingKernel {
  enum Label: Int, CaseIterable { case gpuClass, model, format, suite, scenario, submitter }
  enum Space: Int, CaseIterable { case hardware, architecture, lengths, year, load }

  /// The nine products; `names` has them in words.
  static let kernel = Kernel([
    [same(.gpuClass)],
    [same(.model)],
    [near(.hardware), near(.architecture), near(.lengths)],
    [same(.gpuClass), same(.model), same(.format), same(.suite), near(.year)],
    [same(.scenario), near(.architecture)],
    [same(.scenario), same(.gpuClass), same(.model), same(.suite), near(.lengths)],
    [same(.suite), near(.lengths)],
    [near(.load), near(.architecture)],
    [same(.submitter)],
  ])

  static let names = [
    "class", "model", "near class, model and lengths", "class, model, format and suite, near year",
    "scenario, near model", "scenario, class, model and suite, near lengths", "suite, near lengths",
    "near load and model", "submitter",
  ]

  /// Coordinates of a point, by space.
  static let dimensions = [6, 3, 2, 1, 2]

  static var noPoints: KernelPoints { KernelPoints(labels: Label.allCases.count, dimensions: dimensions) }

  /// The labels of a setup in words; nil is like no other.
  static func labels(_ setup: ServingSetup) -> [String?] {
    [
      setup.gpuClass.id, setup.model.id, setup.format.rawValue, setup.suite.rawValue, setup.scenario.rawValue,
      setup.submitter,
    ]
  }

  /// The places of a setup, logarithms but for the year, each over its length scale: 2 for hardware, lengths and load
  /// (6 for the link, 1 for the maker), 3 for the architecture, one year.
  static func places(_ setup: ServingSetup, _ load: ServingLoad, peak: Double) -> [[Double]] {
    let hardware = setup.gpuClass, model = setup.model
    return [
      [
        log(hardware.bandwidth) / 2, log(peak) / 2, log(hardware.memory) / 2, log(setup.watts) / 2,
        log(hardware.link) / 6, hardware.vendor == .amd ? 1 : 0,
      ],
      [log(model.parameters) / 3, log(model.activeParameters) / 3, log(model.cacheBytesPerToken) / 3],
      [log(setup.inputTokens) / 2, log(setup.outputTokens) / 2],
      [setup.softwareYear],
      [log(load.batch) / 2, log2(load.replica) / 2],
    ]
  }

  private static func same(_ label: Label) -> KernelFactor { .same(label.rawValue) }
  private static func near(_ space: Space) -> KernelFactor { .near(space.rawValue) }
}
