import Foundation

/// How a model lies on its GPUs, and how many sequences a copy of it has in flight.
struct ServingLoad: Hashable, Sendable {
  /// Share of the memory that MLPerf submitters let weights fill before they take twice the GPUs to a copy.
  static let weightShare = 0.65
  /// Share of the memory that weights, cache and reserve may fill together.
  static let usableShare = 0.9
  /// Bytes of each GPU for activations and the runtime.
  static let reserve = 8e9
  /// Share of the memory that holds cache even where weights leave none.
  static let leastCacheShare = 0.05
  static let greatestBatch = 4096.0
  /// Sequences that a server with a time limit has in flight at least.
  static let leastLimitedBatch = 4.0
  /// Share of the time limit of a token that a step may take in the mean; the rest is for the slowest.
  static let limitShare = 0.7

  /// R: GPUs that share one copy of the weights.
  let replica: Double
  /// Bytes of all weights.
  let weightBytes: Double
  /// Bytes that a sequence holds in the cache halfway through its output; beams share the prompt's.
  let sequenceBytes: Double
  /// B: sequences in flight per copy.
  let batch: Double
  /// Seconds to read all weights once, w P / (bandwidth R).
  let weightSeconds: Double

  /// - Parameter peak: 10^12 FLOP/s of the setup's format.
  init(_ setup: ServingSetup, peak: Double) {
    weightBytes = setup.model.parameters * 1e9 * setup.format.bytesPerWeight
    replica = Self.replica(setup, weightBytes: weightBytes)
    let live = setup.inputTokens + setup.beams * setup.outputTokens / 2
    sequenceBytes = setup.model.cacheBytesPerToken * setup.format.cacheShare * live
    weightSeconds = weightBytes / (setup.gpuClass.bandwidth * 1e12 * replica)
    let memory = setup.gpuClass.memory * 1e9
    let room = (Self.usableShare * memory - Self.reserve) * replica - weightBytes
    var batch = max(room, Self.leastCacheShare * memory * replica) / sequenceBytes
    batch = min(max(batch, 1), Self.greatestBatch, setup.batchCap ?? .infinity)
    if let limit = setup.tokenTimeLimit {
      let step =
        2 * setup.model.activeParameters * 1e9 / (peak * 1e12) + sequenceBytes / (setup.gpuClass.bandwidth * 1e12)
      batch = max(Self.leastLimitedBatch, min(batch, (Self.limitShare * limit - weightSeconds) * replica / step))
    }
    self.batch = batch
  }

  /// Tables print the GPUs of a copy; of an MLPerf system it is the smallest power of two whose memory the weights fill
  /// to at most 65 %, or the first one not less than the system.
  private static func replica(_ setup: ServingSetup, weightBytes: Double) -> Double {
    let gpus = Double(setup.gpus)
    guard setup.suite == .mlperf else { return gpus }
    var replica = 1.0
    while weightBytes > weightShare * setup.gpuClass.memory * 1e9 * replica, replica < gpus { replica *= 2 }
    return replica
  }
}
