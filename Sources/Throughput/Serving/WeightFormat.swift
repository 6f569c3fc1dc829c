/// A number format of weights, and what it takes of the memory.
public enum WeightFormat: String, Hashable, Sendable, CaseIterable {
  case bf16, fp8, fp4

  /// Bytes of one weight; at four bits a byte of scale to every 16 weights counts too.
  var bytesPerWeight: Double {
    switch self {
    case .bf16: 2
    case .fp8: 1
    case .fp4: 0.5625
    }
  }

  /// Bytes of a cached number against the two of ``ModelFacts/cacheBytesPerToken``: quantised weights come with an
  /// 8-bit cache.
  var cacheShare: Double { self == .bf16 ? 1 : 0.5 }
}
