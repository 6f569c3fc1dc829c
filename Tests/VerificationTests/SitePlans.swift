import Fleet

@testable import Verification

private let origin = Origin(file: "case.yaml", line: 1)

extension ReclaimPlan {
  /// What stands in a column of the site's row in slices of a path.
  mutating func state(_ column: String, _ path: String, _ figures: [String: Double]) {
    for (start, figure) in figures { stated[SiteKey(path: path, start: start, column: column)] = figure }
  }

  /// The starts of the slices of both paths.
  mutating func cut(_ base: [String], _ notice: [String]) {
    edit("base") { $0.starts = base }
    edit("notice-2026-08") { $0.starts = notice }
  }
}

/// A site of 1000 kW of which a tenth is held back, 300 kW less from 5 August on, and less still in two outages that meet.
/// Its air takes 600 kW, then 500, and half of it in the first outage.
func limitsPlan() -> ReclaimPlan {
  var plan = contractPlan()
  plan.planningCase.sites[0].redundancyShare = .init(0.1)
  plan.planningCase.sites[0].airLimit = .init(600)
  plan.planningCase.powerSteps = [
    PowerStep(id: "less", site: Ref(0), from: Day("2026-08-05")!, power: -300, air: -100, origin: origin)
  ]
  func outage(_ id: String, _ start: String, power: Double, air: Double = 1) -> Outage {
    Outage(
      id: id, site: Ref(0), start: Day("2026-" + start)!, end: Day("2026-08-25")!, power: power, air: air,
      origin: origin)
  }
  plan.planningCase.outages = [
    outage("feed", "08-15", power: 0.8, air: 0.5), outage("transformer", "08-20", power: 0.9),
  ]
  plan.cut(
    ["07-01", "08-01", "08-05", "08-15", "08-20", "08-25"],
    ["08-01", "08-05", "08-12", "08-15", "08-20", "08-25"])
  for path in ["base", "notice-2026-08"] {
    plan.state(
      "limit_kw", path,
      [
        "07-01": 900, "08-01": 900, "08-05": 630, "08-12": 630, "08-15": 0.8 * 630, "08-20": 0.7 * 630, "08-25": 630,
      ])
  }
  return plan
}

/// Modules of 100 kW for 100,000 USD, ten days from order to service: two are ordered in July, and one after the notice.
func modulesPlan() -> ReclaimPlan {
  var plan = contractPlan()
  var module = Expansion.Module()
  module.power = 100
  plan.planningCase.expansions = [
    Expansion(
      id: "hall", site: Ref(0), module: module, capital: 1e5, lifeMonths: 12, leadDays: 10, maxModules: 3,
      origin: origin)
  ]
  plan.cut(["07-01", "07-11", "08-01"], ["08-01", "08-11", "08-12"])
  plan.told = [
    ("base", ["build", "hall", "2026-07", "2.0", "module", "2026-07-01", "2026-07-11"]),
    ("notice-2026-08", ["build", "hall", "2026-08", "1.0", "module", "2026-08-01", "2026-08-11"]),
  ]
  plan.state("limit_kw", "base", ["07-11": 1200, "08-01": 1200])
  plan.state("limit_kw", "notice-2026-08", ["08-01": 1200, "08-11": 1300, "08-12": 1300])
  plan.book("base", "07-11", "capital", -2e5)
  plan.book("notice-2026-08", "08-11", "capital", -1e5)
  // Of 365 days of life 52 are over at the end of the horizon, of the later module 21.
  plan.book("base", "08-01", "end-value", 0.75 * 2e5 * 313 / 365)
  plan.book("notice-2026-08", "08-12", "end-value", 0.75 * (2e5 * 313 + 1e5 * 344) / 365)
  return plan
}

/// Half a litre a kWh at 2 USD/m3, 300 kg of CO2 a MWh at 50 USD/t, half a kg of something else, 10 USD per kW and month;
/// eight GPUs to a rack of three square metres. At 210 kW and 1.2 kWh at the meter for one at the machines.
func metersPlan() -> ReclaimPlan {
  var plan = contractPlan()
  (plan.takes.water, plan.takes.carbon, plan.takes.air) = (0.5, 300, 0.5)
  plan.planningCase.sites[0].wue = .init(0.5)
  plan.planningCase.sites[0].carbonIntensity = .init(300)
  plan.planningCase.sites[0].localAir.intensity = .init(0.5)
  plan.planningCase.sites[0].localAir.cap = 0.2
  plan.planningCase.sites[0].water.price = .init(2)
  plan.planningCase.sites[0].water.limit = .init(79)
  plan.planningCase.sites[0].demandCharge = .init(10)
  plan.planningCase.sites[0].space = Space()
  plan.planningCase.sites[0].space.racks = .init(26.5)
  plan.planningCase.sites[0].space.floor = .init(79)
  (plan.planningCase.gpuClasses[0].gpusPerRack, plan.planningCase.gpuClasses[0].rackArea) = (8, 3)
  plan.planningCase.options.carbonPrice = 50
  plan.planningCase.options.carbonCap = 113
  for (path, start, hours, gpus) in [
    ("base", "07-01", 744.0, 210.0), ("base", "08-01", 744, 210), ("notice-2026-08", "08-01", 264, 210),
    ("notice-2026-08", "08-12", 480, 110),
  ] {
    plan.state("racks", path, [start: gpus / 8])
    plan.state("floor_m2", path, [start: gpus / 8 * 3])
    plan.book(path, start, "water", -2 * 0.5 * hours * gpus / 1000, tenant: "alpha")
    plan.book(path, start, "carbon", -50 * 0.3 * 1.2 * hours * gpus / 1000, tenant: "alpha")
  }
  // 1.3 * 210 kW, which the notice of August does not lower any more.
  for (path, start) in [("base", "07-01"), ("base", "08-01"), ("notice-2026-08", "08-12")] {
    plan.book(path, start, "demand-charge", -10 * 273)
  }
  return plan
}
