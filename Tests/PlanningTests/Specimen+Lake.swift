import Fleet

/// The specimen's third site, a building of its own: cooled in several ways, without water at first, half of it out of power
/// for a while, with a hall that may be built.
extension Specimen {
  static var lake: Site {
    var site = Site(
      id: "lake", power: .init(300), powerBasis: .utility, puePeak: .init(1), pueMean: .init(1), energyPrice: .init(40),
      carbonIntensity: .init(300), origin: TinyCase.origin)
    site.redundancyShare = .init(0.1)
    site.demandCharge = .init(12)
    site.water.limit = .init(60)
    site.water.from = Day("2026-08-01")
    site.water.window = .year
    site.water.price = .init(2)
    site.localAir.intensity = .init(0.4)
    site.localAir.cap = 0.08
    return site
  }

  static var lakeRacks: Tranche {
    Tranche(
      id: "lake-rack", site: Ref(2), gpuClass: Ref(1), lease: nil, size: .fixed(gpus: 144), origin: TinyCase.origin)
  }

  static func addLimits(to made: inout PlanningCase) {
    made.sites[0].space.racks = .init(82)
    made.sites[0].carbonIntensity = .init(400)
    made.sites[1].space.floor = .init(32.8)
    made.sites[1].carbonIntensity = .init(350)
    made.gpuClasses[0].rackArea = 2
    made.gpuClasses[1].rackArea = 3
    made.tenants[0].siteShare = .init(0.9)
    made.tenants[1].sites = [Ref(0), Ref(1)]
    made.tenants[1].budget = 5_000_000
    made.options.carbonCap = 5000
    made.options.carbonPrice = 20
    made.coolingModes = coolingModes
    made.powerSteps = [step]
    made.outages = [outage]
    made.expansions = [hall]
  }

  private static var coolingModes: [CoolingMode] {
    var modes = [
      TinyCase.mode("fans", .air, puePeak: 1.5, pueMean: 1.35),
      TinyCase.mode("plates", .liquid, puePeak: 1.25, pueMean: 1.2),
      TinyCase.mode("tower", puePeak: 1.15, pueMean: 1.1, wue: 1.8, heat: 150),
    ]
    for index in modes.indices { modes[index].site = Ref(2) }
    return modes
  }

  private static var step: PowerStep {
    PowerStep(id: "ramp", site: Ref(2), from: Day("2026-08-01")!, power: 60, origin: TinyCase.origin)
  }

  private static var outage: Outage {
    Outage(
      id: "works", site: Ref(2), start: Day("2026-08-16")!, end: Day("2026-09-01")!, power: 0.5, origin: TinyCase.origin
    )
  }

  private static var hall: Expansion {
    var module = Expansion.Module()
    (module.power, module.water, module.racks) = (120, 40, 2)
    return Expansion(
      id: "hall", site: Ref(2), module: module, capital: 30_000, lifeMonths: 60, leadDays: 31, maxModules: 2,
      origin: TinyCase.origin)
  }
}
