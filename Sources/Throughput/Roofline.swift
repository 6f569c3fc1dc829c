import Fleet

/// A number format of weights that the roofline knows, and the bytes of one weight in it.
enum Precision: String, CaseIterable {
  case bf16, fp8, fp4

  var bytesPerWeight: Double {
    switch self {
    case .bf16: 2
    case .fp8: 1
    case .fp4: 0.5
    }
  }

  /// Bytes of a cached number against the two of ``Fleet/ServedModel/cacheBytesPerToken``: quantised weights come with
  /// an 8-bit cache.
  var cacheShare: Double { self == .bf16 ? 1 : 0.5 }
}

/// One model, quantised, served to requests of one length on replicas of so many GPUs of one class.
struct ServingCell {
  let model: ServedModel
  let gpuClass: GPUClass
  let precision: Precision
  let inputTokens: Double
  let outputTokens: Double
  /// GPUs that share one copy of the weights.
  let replica: Int

  /// Share of the memory that weights may fill: the most that any measured replica of the catalogue fills is 0.63.
  static let weightShare = 0.65
  /// Share of the memory that weights and cache may fill together; the rest is activations and the runtime.
  static let usableShare = 0.9
  static let greatestReplica = 64

  /// Bytes of all weights.
  var weightBytes: Double { model.parameters * 1e9 * precision.bytesPerWeight }

  /// Bytes that a sequence holds in the cache, halfway through its output.
  var cacheBytes: Double {
    model.cacheBytesPerToken * precision.cacheShare * (inputTokens + outputTokens / 2)
  }

  /// The four terms of the seconds that one GPU spends on one output token, each at a coefficient of 1:
  ///
  /// | term | is |
  /// |---|---|
  /// | compute | 2 * active parameters * (in + out) / out / peak FLOP/s of the precision |
  /// | cache | cache bytes of a sequence halfway / memory bandwidth |
  /// | weights | weight bytes / memory bandwidth / sequences in flight |
  /// | fixed | active parameters / 10^15: what no peak of the class speeds up |
  ///
  /// Sequences in flight = (0.9 * memory of the replica - weights) / cache bytes, at least 1. nil where the class lacks
  /// a figure, or the weights leave no room. The fixed term grows with the active parameters, since a constant would
  /// weigh fifty times as much on a model fifty times smaller (median error 0.187 against 0.096 on the catalogue).
  var terms: [Double]? {
    guard let memory = gpuClass.memory, let bandwidth = gpuClass.memoryBandwidth,
      let peak = gpuClass.peakTFLOPS[precision.rawValue], min(memory, bandwidth, peak) > 0
    else { return nil }
    let room = Self.usableShare * memory * 1e9 * Double(replica) - weightBytes
    guard room > 0 else { return nil }
    let inFlight = max(1, room / cacheBytes)
    let active = model.activeParameters * 1e9
    return [
      2 * active * (inputTokens + outputTokens) / outputTokens / (peak * 1e12),
      cacheBytes / (bandwidth * 1e12),
      weightBytes / (bandwidth * 1e12) / inFlight,
      active / 1e15,
    ]
  }

  /// GPUs of the smallest replica, a power of two up to 64, whose weights fill at most 0.65 of its memory.
  ///
  /// nil where none is large enough, or the memory is unknown.
  static func smallestReplica(_ model: ServedModel, on gpuClass: GPUClass, _ precision: Precision) -> Int? {
    guard let memory = gpuClass.memory, memory > 0 else { return nil }
    let bytes = model.parameters * 1e9 * precision.bytesPerWeight
    return sequence(first: 1) { $0 < greatestReplica ? 2 * $0 : nil }.first {
      bytes <= weightShare * memory * 1e9 * Double($0)
    }
  }
}

/// Seconds of one GPU per output token as a sum of four terms; coefficients not negative.
struct Roofline: Hashable {
  /// Of compute, cache, weights and fixed, as in ``ServingCell/terms``; no unit.
  let coefficients: [Double]

  /// Output tokens per second and GPU; nil where a term is unknown or every coefficient in use is 0.
  func rate(_ cell: ServingCell) -> Double? {
    guard let terms = cell.terms else { return nil }
    let seconds = zip(terms, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
    return seconds > 0 ? 1 / seconds : nil
  }
}
