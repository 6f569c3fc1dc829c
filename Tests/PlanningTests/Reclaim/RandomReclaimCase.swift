import Fleet

@testable import LinearProgramming
@testable import Planning

/// Small cases in which lessors may call GPUs back: one seed, one case.
///
/// Days or months; a lot of GPUs of one's own and some of lessors, who may call alone or for a common cause; services
/// and a job that want more than there is. Without integers, unless a test asks for them.
struct RandomReclaimCase {
  /// What a test wants of its cases; all else is drawn.
  struct Shape: Sendable {
    var pools = 1...3
    var mostNotices = 1...2
    var fallbacks = Fallback.Kind.allCases
    var hasFloors = true
    var hasBudgets = true
    /// Every lease at a site of its own, so that no two of them can stand for each other.
    var isApart = false
    /// With leases that may be left, and leases that may be renewed.
    var hasChoices = false
    /// With a gang, and work in whole units.
    var isWhole = false
  }

  let shape: Shape
  var random: SplitMix64
  var isMonthly = false
  var periods: [Period] = []
  var sites: [Site] = []
  var classes: [GPUClass] = []
  var leases: [Lease] = []
  var tranches: [Tranche] = []

  static func drawn(_ seed: Int, _ shape: Shape = .init()) -> PlanningCase {
    var maker = RandomReclaimCase(shape: shape, random: SplitMix64(state: UInt64(seed)))
    return maker.planningCase()
  }

  private mutating func planningCase() -> PlanningCase {
    let pools = whole(shape.pools), notices = min(pools, whole(shape.mostNotices))
    addPeriods(chance(0.1) ? 4...4 : pools > 1 ? 3...3 : 3...6)
    addPlaces()
    addLots(max(pools, whole(1...3)))
    var made = PlanningCase(
      name: "drawn", periods: periods, fiscalYearStart: pick([1, 8]), discountRate: pick([0, 0.3]), sites: sites,
      gpuClasses: classes, leases: leases, tranches: tranches, tenants: [tenant()], workloads: workloads(),
      reclaimPools: (0..<pools).map { pool($0) }, fallbacks: fallbacks(),
      measurements: classes.indices.map { TinyCase.rate(Double($0 + 1), gpuClass: $0) })
    made.options.endValueHaircut = 0
    made.options.mostNotices = notices
    made.options.riskWeight = pick([0, 0, 0.3, 0.9])
    made.options.riskLevel = pick([0, 0.5, 0.9, 1])
    if shape.hasBudgets, chance(0.3) { made.options.yearlyBudget = budget(made) }
    if shape.hasChoices { for index in made.leases.indices { addChoices(&made.leases[index]) } }
    return made
  }

  // MARK: - Draws

  mutating func whole(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
  mutating func number(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &random) }
  mutating func chance(_ probability: Double) -> Bool { number(0...1) < probability }
  mutating func pick<Element>(_ elements: [Element]) -> Element { elements.randomElement(using: &random)! }

  // MARK: - When and where

  private mutating func addPeriods(_ count: ClosedRange<Int>) {
    isMonthly = chance(0.5)
    periods = (0..<whole(count)).map { index in
      let start = isMonthly ? TinyCase.first.firstOfMonth(adding: index) : TinyCase.first + index
      return Period(id: "p\(index + 1)", start: start, end: isMonthly ? start.firstOfMonth(adding: 1) : start + 1)
    }
  }

  private mutating func addPlaces() {
    sites = (0..<(shape.isApart ? 6 : whole(1...3))).map { index in
      var site = TinyCase.site("site-\(index)")
      site.energyPrice = .init(number(10...300), overrides: [1: number(10...300)])
      site.pueMean = .init(number(1...1.3))
      if chance(0.3) { site.power = .init(number(5...15)) }
      return site
    }
    classes = (0..<whole(1...2)).map { TinyCase.gpuClass("class-\($0)", unitGPUs: shape.isWhole ? 2 : 1) }
  }

  // MARK: - GPUs

  private mutating func addLots(_ count: Int) {
    addTranche("owned", lease: nil)
    for index in 0..<count {
      leases.append(lease(index))
      addTranche("lot-\(index)", lease: index)
      if chance(0.1), !shape.isApart { addTranche("more-\(index)", lease: index) }
    }
    if chance(0.2), !shape.isApart {
      addTranche("to-sign", lease: whole(0...count - 1))
      tranches[tranches.count - 1].size = .optional(minUnits: 0, maxUnits: 4)
      tranches[tranches.count - 1].leadDays = pick([0, 1, 20])
    }
  }

  private mutating func addTranche(_ id: String, lease: Int?) {
    let site = shape.isApart ? (lease ?? -1) + 1 : whole(0...sites.count - 1)
    let gpus = (shape.isWhole ? 2 : 1) * whole(1...6)
    tranches.append(TinyCase.tranche(id, site: site, gpuClass: whole(0...classes.count - 1), lease: lease, gpus: gpus))
    if chance(0.2) { tranches[tranches.count - 1].availableFrom = someDay() }
  }

  private mutating func lease(_ index: Int) -> Lease {
    var lease = TinyCase.lease(
      pick(["north", "south", "west"]), usdPerHour: number(0.2...4), takeOrPay: pick([0, 0.5, 0.5, 1]),
      reclaim: index == 0 ? .owner : pick([.owner, .owner, .owner, .both, .none, .lessee]),
      noticeDays: isMonthly ? pick([0, 14, 29, 45, 61]) : pick([0, 0, 1, 2]))
    lease.id = "lease-\(index)"
    (lease.start, lease.end) = (TinyCase.first + -30, chance(0.2) ? someDay() : periods.last!.end + 60)
    if chance(0.2) { lease.noticeFrom = someDay() }
    if chance(0.2) { lease.price.overrides = [1: number(0.2...4)] }
    return lease
  }

  /// A day inside the horizon, in months mostly inside a period.
  mutating func someDay() -> Day { TinyCase.first + whole(1...periods.last!.end - TinyCase.first - 1) }

  // MARK: - Notice

  /// Each pool has a lease of its own, and perhaps one that others may have too.
  private mutating func pool(_ index: Int) -> ReclaimPool {
    let taken = Set([index] + (chance(0.4) ? [whole(0...leases.count - 1)] : [])).sorted()
    let monthly = chance(0.05) ? 1 : isMonthly ? number(0.02...0.6) : number(0.5...0.9999)
    var listed: [Int: Double] = [:]
    for period in periods.indices where chance(0.6) { listed[period] = number(0.01...0.15) }
    return ReclaimPool(
      id: "pool-\(index)", leases: taken.map { Ref($0) },
      likelihood: chance(0.3) ? .listed(listed) : .hazardPerMonth(monthly),
      hazardAfter: chance(0.3) ? number(0.1...0.9) : nil, origin: TinyCase.origin)
  }

  // MARK: - Choices

  private mutating func addChoices(_ lease: inout Lease) {
    if chance(0.6) {
      lease.exit = ExitRight(
        noticeDays: isMonthly ? pick([0, 14, 29, 45]) : pick([0, 0, 1]), from: chance(0.3) ? someDay() : nil,
        fee: pick([0, number(0...500)]))
    }
    guard chance(0.6) else { return }
    lease.end = someDay()
    lease.renewal = Renewal(
      months: whole(1...2), price: .init(number(0.2...6)),
      decideBy: TinyCase.first + whole(0...lease.end - TinyCase.first - 1))
  }
}
