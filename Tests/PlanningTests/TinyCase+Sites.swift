import Fleet

@testable import Planning

/// What limits of sites come from, in the tiny case: days count from 0.
extension TinyCase {
  static func step(from day: Int, power: Double = 0, air: Double = 0, liquid: Double = 0) -> PowerStep {
    PowerStep(
      id: "step-\(day)", site: Ref(0), from: first + day, power: power, air: air, liquid: liquid, origin: origin)
  }

  static func outage(_ days: Range<Int>, power: Double = 1, air: Double = 1, liquid: Double = 1) -> Outage {
    Outage(
      id: "outage-\(days.lowerBound)", site: Ref(0), start: first + days.lowerBound, end: first + days.upperBound,
      power: power, air: air, liquid: liquid, origin: origin)
  }

  static func mode(
    _ id: String, _ loop: CoolingLoop? = nil, puePeak: Double = 1, pueMean: Double = 1, wue: Double = 0,
    heat: Double? = nil
  ) -> CoolingMode {
    CoolingMode(
      id: id, site: Ref(0), loop: loop, puePeak: .init(puePeak), pueMean: .init(pueMean), wue: .init(wue),
      heatLimit: heat.map { .init($0) }, origin: origin)
  }

  /// Modules of a hall, in service on the day of the order and free, unless a test asks otherwise.
  static func hall(
    _ most: Int = 2, capital: Double = 0, leadDays: Int = 0, module: (inout Expansion.Module) -> Void
  ) -> Expansion {
    var size = Expansion.Module()
    module(&size)
    return Expansion(
      id: "hall", site: Ref(0), module: size, capital: capital, lifeMonths: capital > 0 ? 1 : nil, leadDays: leadDays,
      maxModules: most, origin: origin)
  }

  /// A power cap on a class.
  static func point(_ id: String, draw: Double, throughput: Double, gpuClass: Int = 0) -> OperatingPoint {
    OperatingPoint(
      id: id, gpuClass: Ref(gpuClass), drawFactor: draw, throughputFactor: throughput, origin: origin)
  }
}

extension PlanningCase {
  /// Changes the job at a place in the table.
  mutating func changeJob(_ index: Int = 0, _ change: (inout Job) -> Void) {
    var job = workloads[index].job!
    change(&job)
    workloads[index].kind = .job(job)
  }
}
