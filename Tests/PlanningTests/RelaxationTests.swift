import Fleet
import Testing
import Throughput

@testable import LinearProgramming
@testable import Planning

/// A limit that is relaxed never hurts: what was possible still is.
@Suite struct RelaxationTests {
  typealias Relaxation = (rule: String, name: String, relax: @Sendable (inout PlanningCase) -> Void)
  /// For each rule, every way in which a planner can relax what it holds.
  static let relaxations: [Relaxation] = [
    // More of what stands there anyway must find room.
    (
      TrancheStock.name, "own GPUs",
      {
        $0.tranches[3].size = .fixed(gpus: 1280)
        $0.sites[0].space.racks = nil
      }
    ),
    (
      LeaseTerm.name, "on-demand GPUs",
      {
        $0.tranches[0].size = .fixed(gpus: 160)
        $0.sites[1].space.floor = nil
      }
    ),
    (LeaseTerm.name, "units to sign", { $0.tranches[1].size = .optional(minUnits: 0, maxUnits: 9) }),
    (LeaseTerm.name, "lead time", { $0.tranches[1].leadDays = 0 }),
    (NoticeWindow.name, "days of notice", { $0.leases[0].exit!.noticeDays = 10 }),
    (FallbackTerm.name, "firm orders", { $0.fallbacks[0].capGPUs = 160 }),
    (FirstUnit.name, "building", { $0.tranches[2].capital!.once = 0 }),
    (
      LettingTerm.name, "most to let",
      { $0.workloads[2].kind = .letting(Letting(lease: Ref(3), minGPUs: 0, maxGPUs: 640)) }
    ),
    (TakeOrPay.name, "commitment", { $0.leases[2].takeOrPayShare = 0.2 }),
    (StandbyRight.name, "standby", { $0.fallbacks[1].capGPUs = 240 }),
    (SitePower.name, "power", { $0.sites[0].power = .init(2000) }),
    (SitePower.name, "redundancy", { $0.sites[2].redundancyShare = .init(0) }),
    (SitePower.name, "step", { $0.powerSteps[0].power = 200 }),
    (SiteCooling.name, "air", { $0.sites[1].airLimit = nil }),
    (SiteCooling.name, "liquid", { $0.sites[1].liquidLimit = .init(800) }),
    (SiteCooling.name, "mode", { $0.coolingModes[2].heatLimit = nil }),
    (SiteOutage.name, "outage", { $0.outages[0].power = 0.9 }),
    (SiteWater.name, "water", { $0.sites[2].water.limit = .init(400) }),
    (SiteWater.name, "permit", { $0.sites[2].water.from = nil }),
    (SiteSpace.name, "racks", { $0.sites[0].space.racks = nil }),
    (SiteSpace.name, "floor", { $0.sites[1].space.floor = .init(40) }),
    (SiteExpansion.name, "modules", { $0.expansions[0].maxModules = 6 }),
    (SiteExpansion.name, "lead time", { $0.expansions[0].leadDays = 0 }),
    (CarbonCap.name, "CO2", { $0.options.carbonCap = nil }),
    (CarbonCap.name, "local air", { $0.sites[2].localAir.cap = 1 }),
    (DemandCover.name, "rate", { $0.measurements[0].unitsPerSecond *= 1.5 }),
    (ServiceFloor.name, "least share", { $0.changeService { $0.minShare = nil } }),
    (ReclaimCover.name, "cover share", { $0.changeService { $0.coverShare = nil } }),
    (JobWork.name, "deadline", { $0.changeJob(1) { $0.deadline = Day("2026-08-25") } }),
    (GangUniformity.name, "greatest gang", { $0.changeJob(3) { $0.gang!.maxGPUs = 432 } }),
    (GangUniformity.name, "mixing", { $0.changeJob(3) { $0.gang!.mixedPenalty = 0 } }),
    (TenantFloor.name, "floor", { $0.tenants[1].floorGPUs = .init(20) }),
    (TenantCap.name, "cap", { $0.tenants[0].capGPUs = nil }),
    (TenantBudget.name, "tenant's budget", { $0.tenants[1].budget = 9_000_000 }),
    (SiteShare.name, "site share", { $0.tenants[0].siteShare = nil }),
    (JobWork.name, "lateness", { $0.changeJob(1) { $0.lateness = Lateness(cost: 1e-9) } }),
    (BudgetCap.name, "budget", { $0.options.yearlyBudget = 9_000_000 }),
    (SupplierShare.name, "share", { $0.tenants[0].supplierShare = .init(0.9) }),
    (ChangeLimit.name, "moves", { $0.options.changeLimit = 1000 }),
    (ReclaimRisk.name, "level", { $0.options.riskLevel = 0.2 }),
  ]

  /// What only integers feel, in a case so small that its optimum is known.
  static let ofIntegers: [Relaxation] = [
    (WholeUnits.name, "parts of units", { $0.workloads[0].wholeUnits = false }),
    (GangUniformity.name, "least gang", { $0.changeJob(0) { $0.gang!.minGPUs = 4 } }),
  ]

  @Test func everyRuleIsRelaxed() {
    #expect(Set((Self.relaxations + Self.ofIntegers).map(\.rule)) == Set(ruleCatalogue.map(\.name)))
  }

  /// Power for ten GPUs of 1 kW, in units of four, lets a gang of eight run, in parts ten; one of twelve finds no place.
  @Test(arguments: [(0, 8, 8.0, 10.0), (1, 12, 0, 8)])
  func integersRelaxed(index: Int, least: Int, before: Double, after: Double) throws {
    var planningCase = TinyCase.days()
    planningCase.gpuClasses[0].unitGPUs = 4
    planningCase.tranches[0].size = .fixed(gpus: 12)
    planningCase.sites[0].power = .init(10)
    planningCase.workloads = [
      TinyCase.job(
        "training", hours: 1000, usdPerHour: 10,
        gang: Gang(minGPUs: least, maxGPUs: 12, classRule: .single, scalingExponent: 1))
    ]
    planningCase.workloads[0].wholeUnits = true
    #expect(try planned(planningCase).gpus("training") == before)
    Self.ofIntegers[index].relax(&planningCase)
    let found = try planned(planningCase).gpus("training")
    #expect(isClose(found, after), "\(found)")
  }

  @Test(arguments: 0..<16) func relaxingNeverHurts(seed: Int) throws {
    guard let base = try Self.bases[seed].get() else { return }
    for relaxation in Self.relaxations {
      let relaxed = try #require(try value(seed, relaxation), "\(relaxation.name): no plan once relaxed")
      #expect(
        relaxed >= base - 1e-7 * max(1, abs(base)), "\(relaxation.rule), \(relaxation.name): \(base) became \(relaxed)")
    }
  }

  /// Relaxing something that binds must help in some draw, or the test above could not fail.
  @Test(arguments: relaxations.indices) func relaxingHelpsSomewhere(index: Int) throws {
    let relaxation = Self.relaxations[index]
    let helps = try (0..<16).contains { seed in
      let before = try Self.bases[seed].get(), after = try value(seed, relaxation)
      guard let before, let after else { return after != nil }
      return after > before + 1e-6 * abs(before)
    }
    #expect(helps, "\(relaxation.rule), \(relaxation.name) changes nothing in any draw")
  }

  @Test func mostDrawsCanBeKept() throws {
    #expect(try (0..<16).count { try Self.bases[$0].get() != nil } >= 12)
  }

  /// What every draw is worth as it is, found once for all tests.
  private static let bases = (0..<16).map { seed in Result { try value(drawn(seed, nil)) } }

  private func value(_ seed: Int, _ relaxation: Relaxation) throws -> Double? {
    var relaxed = Self.drawn(seed, nil)
    relaxation.relax(&relaxed)
    return try Self.value(relaxed)
  }

  /// The specimen with other limits; the gang's pace is linear, since chords through other points would be other curves.
  static func drawn(_ seed: Int, _ goals: [Goal]?) -> PlanningCase {
    var random = SplitMix64(state: UInt64(seed))
    var planningCase = Specimen.case
    planningCase.options.goals = goals
    func scaled(_ value: PeriodValue?) -> PeriodValue { .init((value!.base * random.factor()).rounded()) }
    for index in planningCase.sites.indices {
      planningCase.sites[index].power = scaled(planningCase.sites[index].power)
      planningCase.sites[index].airLimit = scaled(.init(350))
    }
    planningCase.sites[1].liquidLimit = scaled(planningCase.sites[1].liquidLimit)
    planningCase.tranches[1].leadDays = 45
    planningCase.leases[0].exit!.noticeDays = 40
    planningCase.leases[3].price = .init(12)
    planningCase.tranches[3].size = .fixed(gpus: 8 * Int.random(in: 10...80, using: &random))
    planningCase.tenants[0].capGPUs = scaled(.init(450))
    planningCase.tenants[1].floorGPUs = scaled(.init(60))
    planningCase.changeService {
      $0.demand = $0.demand.map { $0 * 2 * random.factor() }
      $0.minShare = .init(0.1)
      $0.coverShare = .init(0.1)
    }
    planningCase.workloads[0].value = .init(Double.random(in: 0...5e-6, using: &random))
    planningCase.workloads[1].value = .init(Double.random(in: 1e-7...1e-5, using: &random))
    planningCase.changeJob(1) { $0.work *= 10 }
    planningCase.workloads[3].value = .init(Double.random(in: 1e-6...1e-5, using: &random))
    planningCase.changeJob(3) {
      $0.gang!.scalingExponent = 1
      $0.work *= 10
    }
    planningCase.options.yearlyBudget = 3_000_000 * random.factor()
    drawLimits(of: &planningCase, &random)
    return planningCase
  }

  /// What may be bought is cheap, and there is room for half a unit of it: integers are aside.
  private static func drawLimits(of planningCase: inout PlanningCase, _ random: inout SplitMix64) {
    guard case .fixed(let gpus) = planningCase.tranches[3].size else { return }
    planningCase.sites[0].space.racks = .init(Double(gpus / 8) + 0.5 * random.factor())
    planningCase.tranches[2].capital!.perGPU = 2000
    planningCase.sites[2].water.limit = .init(60 * random.factor())
    planningCase.sites[2].localAir.cap! *= random.factor()
    planningCase.options.carbonCap = 1300 * random.factor()
    planningCase.tenants[1].budget = 3_000_000 * random.factor()
  }

  /// USD of the best plan, integers aside, so that it is exact; nil where the limits cannot all be kept.
  private static func value(_ planningCase: PlanningCase) throws -> Double? {
    let solution = try solve(try formulated(planningCase).programme.relaxed)
    #expect([.optimal, .infeasible].contains(solution.termination), "\(solution.detail)")
    return solution.objective.map { -$0 }
  }
}

extension SplitMix64 {
  /// A factor on a limit: from tight to loose.
  fileprivate mutating func factor() -> Double { Double.random(in: 0.3...1.3, using: &self) }
}
