import Fleet

@testable import Verification

private let origin = Origin(file: "case.yaml", line: 1)

private func mode(
  _ id: String, of loop: CoolingLoop? = nil, _ peak: Double, _ mean: Double, water: Double, heat: Double? = nil
) -> CoolingMode {
  CoolingMode(
    id: id, site: Ref(0), loop: loop, puePeak: .init(peak), pueMean: .init(mean), wue: .init(water),
    heatLimit: heat.map { .init($0) }, origin: origin)
}

/// A tower that takes 150 kW at a litre a kWh, at 2 USD/m3, and for the rest a dry cooler that takes more power. Tenants
/// pay at the tower's PUE and at the water of the dry cooler, which is none.
func towerPlan() -> ReclaimPlan {
  var plan = contractPlan()
  plan.planningCase.coolingModes = [mode("tower", 1.2, 1.1, water: 1, heat: 150), mode("dry", 1.4, 1.3, water: 0)]
  plan.planningCase.sites[0].water.price = .init(2)
  plan.takes.mean = 1.1
  for (path, start, hours, tower, dry) in [
    ("base", "07-01", 744.0, 150.0, 60.0), ("base", "08-01", 744, 150, 60), ("notice-2026-08", "08-01", 264, 150, 60),
    ("notice-2026-08", "08-12", 480, 110, 0),
  ] {
    plan.cooling += [(path, start, "tower", "", tower), (path, start, "dry", "", dry)]
    plan.state("facility_kw", path, [start: 1.2 * tower + 1.4 * dry])
    plan.state("energy_mwh", path, [start: hours * (1.1 * tower + 1.3 * dry) / 1000])
    plan.state("water_m3", path, [start: hours * tower / 1000])
    plan.book(path, start, "energy", -50 * hours * (1.3 - 1.1) * dry / 1000)
    plan.book(path, start, "water", -2 * hours * tower / 1000)
  }
  return plan
}

/// GPUs that give 40 % of their heat to liquid: fans for the air, and a chiller for either, which the liquid needs.
func loopsPlan() -> ReclaimPlan {
  var plan = contractPlan()
  plan.planningCase.gpuClasses[0].liquidShare = 0.4
  plan.planningCase.coolingModes = [mode("fans", of: .air, 1.5, 1.4, water: 0), mode("chiller", 1.2, 1.1, water: 0)]
  plan.takes.mean = 1.1
  for (path, start, hours, drawn) in [
    ("base", "07-01", 744.0, 210.0), ("base", "08-01", 744, 210), ("notice-2026-08", "08-01", 264, 210),
    ("notice-2026-08", "08-12", 480, 110),
  ] {
    plan.cooling += [
      (path, start, "fans", "air", 50), (path, start, "chiller", "air", 0.6 * drawn - 50),
      (path, start, "chiller", "liquid", 0.4 * drawn),
    ]
    plan.state("air_kw", path, [start: 0.6 * drawn])
    plan.state("liquid_kw", path, [start: 0.4 * drawn])
    plan.state("facility_kw", path, [start: 1.5 * 50 + 1.2 * (drawn - 50)])
    plan.state("energy_mwh", path, [start: hours * (1.4 * 50 + 1.1 * (drawn - 50)) / 1000])
    plan.book(path, start, "energy", -50 * hours * (1.4 - 1.1) * 50 / 1000)
  }
  return plan
}
