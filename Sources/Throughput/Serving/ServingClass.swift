/// What the serving rate of a kind of GPU follows from: a row of serving-classes.csv.
public struct ServingClass: Hashable, Sendable {
  public enum Vendor: String, Hashable, Sendable, CaseIterable { case nvidia, amd, other }

  public let id: String
  public let vendor: Vendor
  /// Dense 10^12 FLOP/s at bf16, and at the others where the hardware has them.
  public let bf16: Double
  public let fp8: Double?
  public let fp4: Double?
  /// 10^9 bytes.
  public let memory: Double
  /// 10^12 bytes per second.
  public let bandwidth: Double
  /// 10^9 bytes per second one way between the GPUs of a server or rack.
  public let link: Double
  /// Watts of thermal design power of one GPU.
  public let watts: Double

  public init(
    id: String, vendor: Vendor, bf16: Double, fp8: Double?, fp4: Double?, memory: Double, bandwidth: Double,
    link: Double, watts: Double
  ) {
    self.id = id
    self.vendor = vendor
    self.bf16 = bf16
    self.fp8 = fp8
    self.fp4 = fp4
    self.memory = memory
    self.bandwidth = bandwidth
    self.link = link
    self.watts = watts
  }

  /// Dense 10^12 FLOP/s in a format; nil where the hardware lacks it.
  public func peak(_ format: WeightFormat) -> Double? {
    switch format {
    case .bf16: bf16
    case .fp8: fp8
    case .fp4: fp4
    }
  }

  /// Figures that every format needs, for a check that they are more than 0.
  var figures: [(name: String, value: Double)] {
    [
      ("bf16 peak", bf16), ("memory", memory), ("memory bandwidth", bandwidth), ("link", link), ("watts", watts),
    ]
  }
}
