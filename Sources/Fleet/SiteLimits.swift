/// Over what time a limit counts: each period by itself, a fiscal year, or all of the horizon.
public enum LimitWindow: String, Sendable, CaseIterable {
  case period, year, horizon
}

/// What a site may draw of water, and what it pays for it.
public struct WaterPermit: Hashable, Sendable {
  /// m3 in a window; nil for no limit. Of a window of several periods the value of the first one counts.
  public var limit: PeriodValue?
  /// The first day on which any water may be drawn; nil for always.
  public var from: Day?
  public var window = LimitWindow.period
  /// USD per m3.
  public var price = PeriodValue(0)

  public init() {}
}

/// What is let out beside a site itself, by its own turbines.
public struct LocalAir: Hashable, Sendable {
  /// kg per MWh at the meter.
  public var intensity = PeriodValue(0)
  /// Most t in a fiscal year; nil for no limit.
  public var cap: Double?

  public init() {}
}

/// The room in a building; nil for no limit.
public struct Space: Hashable, Sendable {
  public var racks: PeriodValue?
  /// m2.
  public var floor: PeriodValue?

  public init() {}
}

/// The loop that carries heat away.
public enum CoolingLoop: String, Sendable, CaseIterable { case air, liquid }

/// A way in which a site can cool, of several: less power for more water, or the other way round.
public struct CoolingMode: Sendable {
  public var id: String
  public var site: Ref<Site>
  /// The loop that it serves; nil for either.
  public var loop: CoolingLoop?
  /// Facility kW per IT kW on the design day: limits megawatts.
  public var puePeak: PeriodValue
  /// Facility kWh per IT kWh over a period: prices energy.
  public var pueMean: PeriodValue
  /// Litres of water per IT kWh.
  public var wue: PeriodValue
  /// Heat that it takes, kW; nil for no limit.
  public var heatLimit: PeriodValue?
  public var origin: Origin

  public init(
    id: String, site: Ref<Site>, loop: CoolingLoop? = nil, puePeak: PeriodValue, pueMean: PeriodValue,
    wue: PeriodValue = .init(0), heatLimit: PeriodValue? = nil, origin: Origin
  ) {
    self.id = id
    self.site = site
    self.loop = loop
    self.puePeak = puePeak
    self.pueMean = pueMean
    self.wue = wue
    self.heatLimit = heatLimit
    self.origin = origin
  }
}

/// What comes to a site's limits on a day, or goes: a step of a ramp.
public struct PowerStep: Sendable {
  public var id: String
  public var site: Ref<Site>
  public var from: Day
  /// kW.
  public var power, air, liquid: Double
  public var origin: Origin

  public init(
    id: String, site: Ref<Site>, from: Day, power: Double, air: Double = 0, liquid: Double = 0, origin: Origin
  ) {
    self.id = id
    self.site = site
    self.from = from
    self.power = power
    self.air = air
    self.liquid = liquid
    self.origin = origin
  }
}

/// A time in which a site has but a share of its power or cooling.
public struct Outage: Sendable {
  public var id: String
  public var site: Ref<Site>
  /// First day, and first day after.
  public var start, end: Day
  /// Shares that are left, 0 to 1.
  public var power, air, liquid: Double
  public var origin: Origin

  public init(
    id: String, site: Ref<Site>, start: Day, end: Day, power: Double = 1, air: Double = 1, liquid: Double = 1,
    origin: Origin
  ) {
    self.id = id
    self.site = site
    self.start = start
    self.end = end
    self.power = power
    self.air = air
    self.liquid = liquid
    self.origin = origin
  }
}

/// Modules by which a site can grow.
public struct Expansion: Sendable {
  /// What one module adds to a site's limits.
  public struct Module: Hashable, Sendable {
    /// kW.
    public var power = 0.0, air = 0.0, liquid = 0.0
    /// m3 in a window.
    public var water = 0.0
    public var racks = 0.0
    /// m2.
    public var floor = 0.0

    public init() {}
  }

  public var id: String
  public var site: Ref<Site>
  public var module: Module
  /// USD for a module.
  public var capital: Double
  /// Life of a module in months; nil where it costs nothing.
  public var lifeMonths: Int?
  public var leadDays: Int
  public var maxModules: Int
  public var origin: Origin

  public init(
    id: String, site: Ref<Site>, module: Module, capital: Double = 0, lifeMonths: Int? = nil, leadDays: Int = 0,
    maxModules: Int, origin: Origin
  ) {
    self.id = id
    self.site = site
    self.module = module
    self.capital = capital
    self.lifeMonths = lifeMonths
    self.leadDays = leadDays
    self.maxModules = maxModules
    self.origin = origin
  }
}

/// A limit of a site that steps, modules and outages change.
public enum SiteLimit: String, Sendable, CaseIterable { case power, air, liquid }

extension PlanningCase {
  /// A limit of a site at a node in kW, its steps counted, no module and no outage; nil for no limit.
  public func limit(_ limit: SiteLimit, of ref: Ref<Site>, at node: Node) -> Double? {
    let site = self[ref], steps = powerSteps.filter { $0.site == ref && isReached($0.from, of: ref, at: node) }
    func with(_ value: PeriodValue?, _ step: KeyPath<PowerStep, Double>) -> Double? {
      value.map { max(0, $0[node.period] + steps.reduce(0) { $0 + $1[keyPath: step] }) }
    }
    return switch limit {
    case .power: with(site.power, \.power)
    case .air: with(site.airLimit, \.air)
    case .liquid: with(site.liquidLimit, \.liquid)
    }
  }

  /// The share of a limit that outages leave at a node; nil where there is none. What several take adds up.
  public func outageShare(_ limit: SiteLimit, of ref: Ref<Site>, at node: Node) -> Double? {
    let lost = outages.filter {
      $0.site == ref && isReached($0.start, of: ref, at: node) && !isReached($0.end, of: ref, at: node)
    }.map { 1 - $0.share(limit) }.filter { $0 > 0 }
    return lost.isEmpty ? nil : max(0, 1 - lost.reduce(0, +))
  }

  /// Whether a day has begun at a site when a node starts.
  public func isReached(_ day: Day, of site: Ref<Site>, at node: Node) -> Bool {
    node.start >= Instant(day, in: self[site].timeZone)
  }

  /// The moment from which a module that is ordered at the start of a period is in service: the site's midnight, which
  /// east of Greenwich is not before the order.
  public func service(of expansion: Expansion, orderedIn period: Int) -> Instant {
    let start = periods[period].start
    return max(Instant(start), Instant(start + expansion.leadDays, in: self[expansion.site].timeZone))
  }

  /// The window of a limit that a period belongs to; a fiscal year by its number.
  public func place(of period: Int, in window: LimitWindow) -> Int {
    switch window {
    case .period: period
    case .year: fiscalYear(period)
    case .horizon: 0
    }
  }

  /// The dates on which limits of sites change.
  var siteCuts: Set<Instant> {
    var days: [(day: Day, site: Ref<Site>)] = powerSteps.map { ($0.from, $0.site) }
    days += outages.flatMap { [($0.start, $0.site), ($0.end, $0.site)] }
    days += sites.enumerated().compactMap { index, site in site.water.from.map { ($0, Ref(index)) } }
    let services = expansions.flatMap { expansion in
      periods.indices.map { service(of: expansion, orderedIn: $0) }
    }
    return Set(days.map { Instant($0.day, in: self[$0.site].timeZone) } + services)
  }
}

extension Outage {
  /// What is left of a limit.
  public func share(_ limit: SiteLimit) -> Double {
    switch limit {
    case .power: power
    case .air: air
    case .liquid: liquid
    }
  }
}

extension Expansion.Module {
  /// kW that it adds to a limit.
  public func adds(to limit: SiteLimit) -> Double {
    switch limit {
    case .power: power
    case .air: air
    case .liquid: liquid
    }
  }
}
