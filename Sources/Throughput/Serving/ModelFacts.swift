/// What the serving rate of a language model follows from: a row of model-facts.csv.
public struct ModelFacts: Hashable, Sendable {
  public let id: String
  /// 10^9 parameters, all of them in memory.
  public let parameters: Double
  /// 10^9 parameters that one token passes; all of them but for a mixture of experts.
  public let activeParameters: Double
  public let layers: Double
  /// Numbers of a token between two layers.
  public let hiddenSize: Double
  /// Heads times head size in a step of decoding; half of the numbers read per cached token where the cache is latent.
  public let decodeQueryWidth: Double
  /// Heads times head size while the prompt is read.
  public let prefillQueryWidth: Double
  /// Bytes of keys and values of one token at 2 bytes a number.
  public let cacheBytesPerToken: Double

  public init(
    id: String, parameters: Double, activeParameters: Double, layers: Double, hiddenSize: Double,
    decodeQueryWidth: Double, prefillQueryWidth: Double, cacheBytesPerToken: Double
  ) {
    self.id = id
    self.parameters = parameters
    self.activeParameters = activeParameters
    self.layers = layers
    self.hiddenSize = hiddenSize
    self.decodeQueryWidth = decodeQueryWidth
    self.prefillQueryWidth = prefillQueryWidth
    self.cacheBytesPerToken = cacheBytesPerToken
  }

  /// All figures, for a check that they are more than 0.
  var figures: [(name: String, value: Double)] {
    [
      ("parameters", parameters), ("active parameters", activeParameters), ("layers", layers),
      ("hidden size", hiddenSize), ("decode query width", decodeQueryWidth),
      ("prefill query width", prefillQueryWidth), ("cache bytes per token", cacheBytesPerToken),
    ]
  }
}
