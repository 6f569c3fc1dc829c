import Foundation

/// What multiplies a whole roofline, z in exp(g . z): conditions that slow every term alike. No units but years.
///
/// `pressure` is the time to read the weights once over the time limit of a token: how tight the limit is.
enum RooflineFactors {
  static let names = [
    "server", "server * pressure", "interactive", "interactive * pressure", "years after 2025.7", "amd", "vllm",
    "vllm-default", "trt-llm-static", "trt-llm", "ln(parameters / active parameters)", "beams",
  ]
  /// The year that the coefficients of the terms hold for.
  static let year = 2025.7

  /// The twelve factors in the order of `names`.
  static func values(_ setup: ServingSetup, _ load: ServingLoad) -> [Double] {
    let pressure = setup.tokenTimeLimit.map { load.weightSeconds / $0 } ?? 0
    let server = setup.scenario == .server ? 1.0 : 0, interactive = setup.scenario == .interactive ? 1.0 : 0
    return [
      server, server * pressure, interactive, interactive * pressure, setup.softwareYear - year,
      setup.gpuClass.vendor == .amd ? 1 : 0,
      setup.software == .vLLM ? 1 : 0,
      setup.software == .vLLMDefault ? 1 : 0,
      setup.suite == .tensorRTLLMStatic ? 1 : 0,
      setup.suite == .tensorRTLLM ? 1 : 0,
      log(setup.model.parameters / setup.model.activeParameters),
      setup.beams > 1 ? 1 : 0,
    ]
  }
}
