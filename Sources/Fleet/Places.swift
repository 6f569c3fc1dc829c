import Foundation

/// Whether a site's power limit counts what the machines draw, or what the building takes from the grid.
public enum PowerBasis: String, Sendable, CaseIterable {
  /// IT kW.
  case it
  /// Utility kW: IT kW times ``Site/puePeak``.
  case utility
}

/// A building with GPUs in it, and the limits of that building.
public struct Site: Sendable {
  public var id: String
  public var owner: String
  public var timeZone: TimeZone
  /// kW, per period, on ``powerBasis``.
  public var power: PeriodValue
  public var powerBasis: PowerBasis
  /// Facility kW per IT kW on the design day: limits megawatts.
  public var puePeak: PeriodValue
  /// Facility kWh per IT kWh over a period: prices energy.
  public var pueMean: PeriodValue
  /// Litres of water per IT kWh.
  public var wue: PeriodValue
  /// Heat that the air loop carries away, kW; nil for no limit.
  public var airLimit: PeriodValue?
  /// Heat that the liquid loop carries away, kW; nil for no limit.
  public var liquidLimit: PeriodValue?
  /// USD per MWh at the meter.
  public var energyPrice: PeriodValue
  /// kg of CO2 per MWh at the meter.
  public var carbonIntensity: PeriodValue
  /// Share of the power limit that is held back for redundancy.
  public var redundancyShare = PeriodValue(0)
  /// USD per kW of a period's peak and month.
  public var demandCharge = PeriodValue(0)
  public var water = WaterPermit()
  public var localAir = LocalAir()
  public var space = Space()
  public var origin: Origin

  public init(
    id: String, owner: String = "", timeZone: TimeZone = .gmt, power: PeriodValue, powerBasis: PowerBasis,
    puePeak: PeriodValue, pueMean: PeriodValue, wue: PeriodValue = .init(0), airLimit: PeriodValue? = nil,
    liquidLimit: PeriodValue? = nil, energyPrice: PeriodValue, carbonIntensity: PeriodValue = .init(0), origin: Origin
  ) {
    self.id = id
    self.owner = owner
    self.timeZone = timeZone
    self.power = power
    self.powerBasis = powerBasis
    self.puePeak = puePeak
    self.pueMean = pueMean
    self.wue = wue
    self.airLimit = airLimit
    self.liquidLimit = liquidLimit
    self.energyPrice = energyPrice
    self.carbonIntensity = carbonIntensity
    self.origin = origin
  }
}

/// A kind of accelerator as it is bought: so many GPUs to a unit, so many kW to a GPU.
public struct GPUClass: Sendable {
  public var id: String
  /// GPUs in the smallest unit that can be had: 8 in a node, 72 in a rack.
  public var unitGPUs: Int
  /// Peak IT kW of one GPU with its share of the node or rack.
  public var power: Double
  /// IT kW of one GPU that is on and idle.
  public var idlePower: Double
  /// Share of the heat that goes into the liquid loop, 0 to 1.
  public var liquidShare: Double
  /// Dense peak in TFLOP/s by precision (`bf16`, `fp8`, `fp4`); a precision the class lacks is absent.
  public var peakTFLOPS: [String: Double]
  /// GB of memory of one GPU; nil if unknown.
  public var memory: Double?
  /// TB/s of memory bandwidth of one GPU; nil if unknown.
  public var memoryBandwidth: Double?
  /// GPUs in a rack.
  public var gpusPerRack: Int
  /// m2 of floor that a rack takes, its share of the aisle included.
  public var rackArea = 0.0
  /// Provisioned utility kW of one GPU by an outside estimate: printed beside the plan, never a limit.
  public var allInPower: Double?
  public var origin: Origin

  public init(
    id: String, unitGPUs: Int, power: Double, idlePower: Double, liquidShare: Double,
    peakTFLOPS: [String: Double] = [:], memory: Double? = nil, memoryBandwidth: Double? = nil,
    allInPower: Double? = nil, origin: Origin
  ) {
    self.id = id
    self.unitGPUs = unitGPUs
    self.gpusPerRack = unitGPUs
    self.power = power
    self.idlePower = idlePower
    self.liquidShare = liquidShare
    self.peakTFLOPS = peakTFLOPS
    self.memory = memory
    self.memoryBandwidth = memoryBandwidth
    self.allInPower = allInPower
    self.origin = origin
  }
}
