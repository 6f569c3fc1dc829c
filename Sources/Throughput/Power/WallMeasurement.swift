/// What a server drew at the wall under full load, as a row of wall-power.csv.
public struct WallMeasurement: Hashable, Sendable {
  public var gpuClass, model: String
  public var gpus: Int
  /// Of each GPU; nil where none was set below its TDP.
  public var capWatts: Double?
  /// Of the whole server.
  public var wallWatts: Double

  public init(gpuClass: String, model: String, gpus: Int, capWatts: Double? = nil, wallWatts: Double) {
    self.gpuClass = gpuClass
    self.model = model
    self.gpus = gpus
    self.capWatts = capWatts
    self.wallWatts = wallWatts
  }

  var wattsPerGPU: Double { wallWatts / Double(gpus) }
  var isUsable: Bool { gpus > 0 && [wallWatts, capWatts ?? 1].allSatisfy(\.isFiniteAndPositive) }
}

/// The parts of a class's server, as a row of node-power.csv; all in watts.
public struct NodeParts: Hashable, Sendable {
  public var gpuClass: String
  public var gpus: Int
  /// Of one GPU.
  public var tdp: Double
  /// Of the server but for GPUs and fans, at the supplies' output.
  public var fixed: Double
  /// Of all fans at full speed.
  public var fans: Double

  public init(gpuClass: String, gpus: Int, tdp: Double, fixed: Double, fans: Double) {
    self.gpuClass = gpuClass
    self.gpus = gpus
    self.tdp = tdp
    self.fixed = fixed
    self.fans = fans
  }

  var isUsable: Bool {
    gpus > 0 && tdp.isFiniteAndPositive && [fixed, fans].allSatisfy { $0 >= 0 && $0.isFinite }
  }
}
