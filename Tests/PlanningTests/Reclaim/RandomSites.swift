import Fleet

@testable import LinearProgramming
@testable import Planning

/// What a drawn case may have of buildings, work and tenants beyond GPUs and megawatts: everything that sums over time, or
/// that one slice hands on to the next.
extension RandomReclaimCase {
  /// The case of a seed with limits of its own on water, carbon, local air, tenants' budgets and modules, with peaks that
  /// cost, jobs that may be late and gangs whose pauses cost.
  static func withSites(_ seed: Int, _ shape: Shape) -> PlanningCase {
    var maker = RandomReclaimCase(shape: shape, random: SplitMix64(state: UInt64(1_000_000 + seed)))
    return maker.adding(to: drawn(seed, shape))
  }

  private mutating func adding(to drawn: PlanningCase) -> PlanningCase {
    var made = drawn
    let days = Double(made.periods.last!.end - made.periods[0].start)
    for index in made.sites.indices { addMeters(&made.sites[index], days) }
    if chance(0.5) { made.options.carbonCap = number(0.2...2) * days }
    made.options.carbonPrice = pick([0, number(1...50)])
    made.options.carbonWindow = pick([.year, .horizon])
    if chance(0.5) { made.tenants[0].budget = number(100...1500) * days }
    if chance(0.5) { made.expansions = [hall(made)] }
    for index in made.workloads.indices { addLateness(&made.workloads[index]) }
    return made
  }

  private mutating func addMeters(_ site: inout Site, _ days: Double) {
    site.wue = .init(number(0.5...3), overrides: [1: number(0.5...3)])
    site.carbonIntensity = .init(number(100...600))
    site.water.price = .init(pick([0, number(1...20)]))
    site.water.window = pick(LimitWindow.allCases)
    if chance(0.5) { site.water.limit = .init(number(0.05...0.5) * (site.water.window == .period ? 1 : days)) }
    if chance(0.5) { site.demandCharge = .init(number(5...60)) }
    if chance(0.5) {
      site.localAir.intensity = .init(number(0.5...2))
      site.localAir.cap = number(0.00005...0.0005) * days
    }
  }

  private mutating func hall(_ made: PlanningCase) -> Expansion {
    var module = Expansion.Module()
    (module.power, module.water) = (number(1...5), number(0...0.3))
    return Expansion(
      id: "hall", site: Ref(0), module: module, capital: number(0...2000), lifeMonths: 24,
      leadDays: isMonthly(made) ? pick([0, 20, 31]) : pick([0, 1, 2]), maxModules: whole(1...3),
      origin: TinyCase.origin)
  }

  private func isMonthly(_ made: PlanningCase) -> Bool { made.periods[0].end - made.periods[0].start > 1 }

  private mutating func addLateness(_ workload: inout Workload) {
    guard var job = workload.job else { return }
    if job.deadline != nil { job.lateness = Lateness(cost: number(0...0.5) / 3600) }
    job.gang?.pauseCost = number(0...500)
    workload.kind = .job(job)
  }
}
