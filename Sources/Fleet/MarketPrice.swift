/// What the market asks for a GPU-hour, to hold a lease's own price against; no plan counts on it.
public struct MarketPrice: Hashable, Sendable {
  public var gpuClass: Ref<GPUClass>
  public var provider, purchaseMode, term, observedOn: String
  /// USD per GPU-hour.
  public var low, high: Double

  public init(
    gpuClass: Ref<GPUClass>, provider: String, purchaseMode: String, term: String, observedOn: String, low: Double,
    high: Double
  ) {
    self.gpuClass = gpuClass
    self.provider = provider
    self.purchaseMode = purchaseMode
    self.term = term
    self.observedOn = observedOn
    self.low = low
    self.high = high
  }
}
