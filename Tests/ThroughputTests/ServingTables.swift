import Foundation

@testable import Throughput

/// The shipped tables of serving rates, as the model takes them.
enum ServingTables {
  static let classes: [String: ServingClass] = try! byID("serving-classes.csv", "gpu_class") { row in
    ServingClass(
      id: row["gpu_class"]!, vendor: .init(rawValue: row["vendor"]!)!, bf16: number(row, "bf16_dense_tflops")!,
      fp8: number(row, "fp8_dense_tflops"), fp4: number(row, "fp4_dense_tflops"), memory: number(row, "hbm_gb")!,
      bandwidth: number(row, "hbm_tb_per_s")!, link: number(row, "link_gb_per_s_one_way")!,
      watts: number(row, "tdp_w")!)
  }

  static let models: [String: ModelFacts] = try! byID("model-facts.csv", "model") { row in
    ModelFacts(
      id: row["model"]!, parameters: number(row, "parameters_b")!,
      activeParameters: number(row, "active_parameters_b")!,
      layers: number(row, "layers")!, hiddenSize: number(row, "hidden_size")!,
      decodeQueryWidth: number(row, "decode_query_width")!, prefillQueryWidth: number(row, "prefill_query_width")!,
      cacheBytesPerToken: number(row, "cache_bytes_per_token")!)
  }

  static let measurements: [ServingMeasurement] = try! CatalogueTests.rows("serving-measurements.csv").map { row in
    var setup = ServingSetup(
      gpuClass: classes[row["gpu_class"]!]!, gpus: Int(row["gpus"]!)!, model: models[row["model"]!]!,
      format: WeightFormat(rawValue: row["precision"]!)!, inputTokens: number(row, "input_tokens")!,
      outputTokens: number(row, "output_tokens")!, suite: ServingSuite(rawValue: row["suite"]!)!,
      scenario: ServingScenario(rawValue: row["scenario"]!)!, software: ServingSoftware(rawValue: row["software"]!)!,
      softwareYear: number(row, "software_year")!)
    setup.submitter = row["submitter"]
    setup.batchCap = number(row, "batch_cap")
    setup.powerCap = number(row, "power_cap_w")
    setup.beams = number(row, "beams")!
    setup.tokenTimeLimit = number(row, "tpot_limit_s")
    return ServingMeasurement(
      setup: setup, run: row["run"]!, rate: number(row, "tokens_per_s_per_gpu")!, source: row["source"]!)
  }

  /// Every cell in the forms that the fits read: a second of computing that tests share.
  static let design = try! ServingDesign(measurements)
  static let model = try! ServingModel(design, parameters: .catalogue)

  /// A cell of NVIDIA's tables of TensorRT-LLM 1.0 that nobody measured.
  static func table(
    _ gpuClass: String, _ model: String, _ format: WeightFormat, _ input: Double, _ output: Double, gpus: Int = 1
  ) -> ServingSetup {
    ServingSetup(
      gpuClass: classes[gpuClass]!, gpus: gpus, model: models[model]!, format: format, inputTokens: input,
      outputTokens: output, suite: .tensorRTLLM, scenario: .max, software: .tensorRTLLM, softwareYear: 2025.7)
  }

  /// Llama 3.1 405B as MLPerf serves it, on eight MI300X.
  static var server: ServingSetup {
    var setup = ServingSetup(
      gpuClass: classes["mi300x"]!, gpus: 8, model: models["llama3.1-405b"]!, format: .fp8, inputTokens: 9428,
      outputTokens: 684.68, suite: .mlperf, scenario: .server, software: .rocm, softwareYear: 2025.69)
    setup.tokenTimeLimit = 0.175
    return setup
  }

  private static func number(_ row: [String: String], _ name: String) -> Double? { row[name].flatMap(Double.init) }

  private static func byID<T>(_ file: String, _ id: String, _ make: ([String: String]) -> T) throws -> [String: T] {
    Dictionary(uniqueKeysWithValues: try CatalogueTests.rows(file).map { ($0[id]!, make($0)) })
  }
}
