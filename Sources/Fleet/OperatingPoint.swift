/// A way to run a class below its full power: a power cap, and what it does to draw and rate.
public struct OperatingPoint: Sendable {
  public var id: String
  public var gpuClass: Ref<GPUClass>
  /// Peak draw as a share of the class's.
  public var drawFactor: Double
  /// Rate as a share of the full one.
  public var throughputFactor: Double
  public var origin: Origin

  public init(id: String, gpuClass: Ref<GPUClass>, drawFactor: Double, throughputFactor: Double, origin: Origin) {
    self.id = id
    self.gpuClass = gpuClass
    self.drawFactor = drawFactor
    self.throughputFactor = throughputFactor
    self.origin = origin
  }
}
