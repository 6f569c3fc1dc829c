/// Under whose rules a rate was measured, with the names of serving-measurements.csv.
public enum ServingSuite: String, Hashable, Sendable, CaseIterable {
  /// MLPerf Inference: requests of varied lengths, the whole server.
  case mlperf
  /// NVIDIA's tables of TensorRT-LLM 1.0: requests of one length, as many in flight as fit.
  case tensorRTLLM = "trt-llm"
  /// The tables of TensorRT-LLM 0.x: batches that begin and end together.
  case tensorRTLLMStatic = "trt-llm-static"
  /// SemiAnalysis InferenceX: requests of one length at a set concurrency.
  case inferenceX = "inferencex"
}

/// What the rate must respect.
public enum ServingScenario: String, Hashable, Sendable, CaseIterable {
  /// All requests are there at once, and none is waited for.
  case offline
  /// Requests arrive at random, and a token may take so long.
  case server
  /// As `server`, with limits a person at a screen would set.
  case interactive
  /// As much as the table's author could get.
  case max
  /// So many requests in flight, no limit.
  case concurrency
}

/// What served the model.
public enum ServingSoftware: String, Hashable, Sendable, CaseIterable {
  case tensorRTLLM = "trt-llm"
  case vLLM = "vllm"
  /// vLLM as it is installed, not tuned for the task.
  case vLLMDefault = "vllm-default"
  case rocm
  case sglang
}
