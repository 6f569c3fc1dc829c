import Foundation
import Testing

@testable import Fleet

@Suite struct TimelineTests {
  /// One leased tranche with 90 days' notice beside an owned one, July to December.
  static func leased(
    hazard: Double = 0.04, noticeFrom: String? = nil, end: String = "2027-01-01", ramp: Int = 0
  ) -> PlanningCase {
    let origin = Origin(file: "test", line: 1)
    let starts = (0...6).map { Day("2026-07-01")!.firstOfMonth(adding: $0) }
    return PlanningCase(
      name: "leased",
      periods: (0..<6).map {
        Period(id: "2026-\(["07", "08", "09", "10", "11", "12"][$0])", start: starts[$0], end: starts[$0 + 1])
      },
      sites: [
        Site(
          id: "s", power: .init(1000), powerBasis: .it, puePeak: .init(1.3), pueMean: .init(1.2),
          energyPrice: .init(50),
          origin: origin)
      ],
      gpuClasses: [GPUClass(id: "g", unitGPUs: 8, power: 1, idlePower: 0.2, liquidShare: 0, origin: origin)],
      leases: [
        Lease(
          id: "l", lessor: "x", start: Day("2026-07-01")!, end: Day(end)!, price: .init(2), takeOrPayShare: 1,
          reclaimHolder: .owner, noticeDays: 90, noticeFrom: noticeFrom.flatMap { Day($0) }, origin: origin)
      ],
      tranches: [
        Tranche(id: "own", site: Ref(0), gpuClass: Ref(0), lease: nil, size: .fixed(gpus: 80), origin: origin),
        Tranche(
          id: "let", site: Ref(0), gpuClass: Ref(0), lease: Ref(0), size: .fixed(gpus: 160), rampDays: ramp,
          origin: origin),
      ],
      tenants: [], workloads: [],
      reclaimPools: [ReclaimPool(id: "p", leases: [Ref(0)], likelihood: .hazardPerMonth(hazard), origin: origin)])
  }

  @Test func ninetyDaysRunFromTheDayAfterNotice() {
    let timeline = Timeline(TimelineTests.leased())
    let july = timeline.paths[1]
    #expect(july.id == "notice-2026-07")
    #expect(july.reclaimDays[Ref(0)] == Day("2026-09-30"))
    #expect(timeline.nodes(of: july).contains { $0.start == Instant(Day("2026-09-30")!) })
  }

  @Test func aNoticeTooLateToMatterIsNoPath() {
    // 1 October + 91 days is 31 December; 1 November would be 31 January, after the term.
    #expect(Timeline(TimelineTests.leased()).paths.map(\.id).dropFirst().last == "notice-2026-10")
  }

  @Test func lockInKeepsNoticeAway() {
    let timeline = Timeline(TimelineTests.leased(noticeFrom: "2026-09-01"))
    #expect(timeline.paths.map(\.id) == ["base", "notice-2026-09", "notice-2026-10"])
  }

  @Test func probabilitiesSumToOneAndFollowTheHazard() {
    let timeline = Timeline(TimelineTests.leased())
    #expect(abs(timeline.paths.reduce(0) { $0 + $1.probability } - 1) < 1e-12)
    let july = 1 - pow(0.96, 31 / (365.0 / 12))
    #expect(abs(timeline.paths[1].probability - july) < 1e-12)
    let august = (1 - july) * (1 - pow(0.96, 31 / (365.0 / 12)))
    #expect(abs(timeline.paths[2].probability - august) < 1e-12)
    #expect(abs(timeline.nodes[1].probability - (1 - july - august)) < 1e-12)
  }

  @Test func pathsShareTheBaseUntilTheirNotice() {
    let timeline = Timeline(TimelineTests.leased())
    let september = timeline.paths.first { $0.id == "notice-2026-09" }!
    let shared = september.nodes.filter { !september.ownNodes.contains($0) }
    #expect(shared.allSatisfy { timeline.nodes[$0].path == 0 && timeline.nodes[$0].end <= Instant(Day("2026-09-01")!) })
    #expect(timeline.nodes[september.ownNodes.lowerBound].previous == shared.last)
  }

  @Test(arguments: [false, true]) func slicesTileEveryPathWithoutHoleOrOverlap(halved: Bool) {
    let planningCase = TimelineTests.leased(ramp: 14)
    let timeline = Timeline(planningCase, halved: halved)
    for path in timeline.paths {
      let nodes = path.nodes.map { timeline.nodes[$0] }
      #expect(nodes.first?.start == planningCase.start)
      #expect(nodes.last?.end == planningCase.end)
      #expect(zip(nodes, nodes.dropFirst()).allSatisfy { $0.end == $1.start && $1.previous == $0.index })
    }
  }

  @Test func aRampIsAStairOfWholeUnits() {
    let planningCase = TimelineTests.leased(ramp: 14)
    #expect(planningCase.deliveries(planningCase.tranches[1]).map(\.units) == [6, 13, 20])
    let timeline = Timeline(planningCase)
    let units = timeline.nodes(of: timeline.paths[0]).prefix(3).map {
      planningCase.units(of: planningCase.tranches[1], at: $0, on: timeline.paths[0])
    }
    #expect(units == [6, 13, 20])
  }

  @Test func aLeaseThatEndsInsideAMonthServesUntilThatDayAndNotAfter() {
    let planningCase = TimelineTests.leased(end: "2026-11-16")
    let timeline = Timeline(planningCase)
    let november = timeline.nodes(of: timeline.paths[0]).filter { $0.period == 4 }
    #expect(november.map(\.end.description) == ["2026-11-16", "2026-12-01"])
    #expect(
      november.map { planningCase.units(of: planningCase.tranches[1], at: $0, on: timeline.paths[0]) } == [20, 0])
  }

  @Test func listedProbabilitiesAreTaken() {
    var planningCase = TimelineTests.leased()
    planningCase.reclaimPools[0].likelihood = .listed([1: 0.3])
    let timeline = Timeline(planningCase)
    #expect(timeline.paths.map(\.id) == ["base", "notice-2026-08"])
    #expect(abs(timeline.paths[0].probability - 0.7) < 1e-15)
    #expect(timeline.nodes[0].probability == 1)
  }

  @Test func whatIsCalledBeyondThePathsIsNotCountedTwice() {
    var planningCase = TimelineTests.leased(hazard: 0.5)
    var other = planningCase.leases[0]
    other.id = "m"
    planningCase.leases.append(other)
    planningCase.reclaimPools.append(
      ReclaimPool(id: "q", leases: [Ref(1)], likelihood: .hazardPerMonth(0.5), origin: other.origin))
    // One call is prepared for; notice can be given at the start of July to October, and of each pool once.
    let h = planningCase.periods[0..<4].map { 1 - pow(0.5, Double($0.end - $0.start) / (365.0 / 12)) }
    let never = h.reduce(1) { $0 * (1 - $1) }
    #expect(abs(Timeline(planningCase).uncovered - (1 - never) * (1 - never)) < 1e-12)
  }

  @Test func afterACertainNoticeThereIsNoLaterPath() {
    #expect(Timeline(TimelineTests.leased(hazard: 1)).paths.map(\.id) == ["base", "notice-2026-07"])
  }

  /// The last notice that ends the lease early is that of October.
  @Test func aNoticeAskedForIsCertainWhateverItsHazard() throws {
    let timeline = try #require(Timeline(TimelineTests.leased(hazard: 0), calling: [0], in: 3))
    #expect(timeline.paths.map(\.id) == ["base", "notice-2026-10"])
    #expect(timeline.paths[1].reclaimDays == [Ref(0): Day("2026-12-31")!])
    #expect(timeline.paths.map(\.probability) == [0, 1])
  }

  @Test func aNoticeThatEndsNothingIsNone() {
    #expect(Timeline(TimelineTests.leased(), calling: [0], in: 4) == nil)
    #expect(Timeline(TimelineTests.leased(noticeFrom: "2026-09-01"), calling: [0], in: 1) == nil)
    #expect(Timeline(TimelineTests.leased(), calling: [], in: 0) == nil)
    var planningCase = TimelineTests.leased()
    planningCase.leases[0].reclaimHolder = .lessee
    #expect(Timeline(planningCase, calling: [0], in: 0) == nil)
  }
}

@Suite struct SiteCutTests {
  /// July to December at a site in Chicago, where a day begins at 05:00Z in summer and 06:00Z in winter.
  private func sited() throws -> PlanningCase {
    var planningCase = TimelineTests.leased()
    planningCase.sites[0].timeZone = try #require(TimeZone(identifier: "America/Chicago"))
    return planningCase
  }

  private func starts(_ planningCase: PlanningCase, path: Int = 0) -> Set<String> {
    let timeline = Timeline(planningCase)
    return Set(timeline.nodes(of: timeline.paths[path]).map(\.start.description))
  }

  private let origin = Origin(file: "test", line: 1)

  @Test func slicesAreCutAtEveryDateOfASite() throws {
    var planningCase = try sited()
    let before = starts(planningCase)
    planningCase.powerSteps = [PowerStep(id: "p", site: Ref(0), from: Day("2026-08-10")!, power: 1, origin: origin)]
    planningCase.outages = [
      Outage(id: "o", site: Ref(0), start: Day("2026-09-05")!, end: Day("2026-12-08")!, power: 0, origin: origin)
    ]
    planningCase.sites[0].water.from = Day("2026-10-20")
    let cuts = ["2026-08-10T05:00Z", "2026-09-05T05:00Z", "2026-10-20T05:00Z", "2026-12-08T06:00Z"]
    #expect(starts(planningCase) == before.union(cuts))
    // After a notice of August too; what came before it is the base path's.
    #expect(starts(planningCase, path: 2).isSuperset(of: cuts))
    #expect(starts(planningCase, path: 3).intersection(cuts) == Set(cuts.dropFirst()))
  }

  /// Ordered at the start of any month, in service at the site's midnight 20 days later; in Tokyo, with no lead, not before
  /// the order.
  @Test func slicesAreCutWhereModulesGoIntoService() throws {
    var planningCase = try sited()
    let before = starts(planningCase)
    var hall = Expansion(id: "hall", site: Ref(0), module: .init(), leadDays: 20, maxModules: 1, origin: origin)
    planningCase.expansions = [hall]
    let cuts = (7...10).map { String(format: "2026-%02d-21T05:00Z", $0) } + ["2026-11-21T06:00Z", "2026-12-21T06:00Z"]
    #expect(starts(planningCase) == before.union(cuts))
    hall.leadDays = 0
    planningCase.expansions = [hall]
    planningCase.sites[0].timeZone = try #require(TimeZone(identifier: "Asia/Tokyo"))
    let service = planningCase.periods.indices.map { planningCase.service(of: hall, orderedIn: $0) }
    #expect(service == planningCase.periods.map { Instant($0.start) })
  }

  /// A job's last day is one in UTC.
  @Test func slicesAreCutAtDeadlinesAndLastDays() throws {
    var planningCase = try sited()
    let before = starts(planningCase)
    planningCase.tenants = [Tenant(id: "t", origin: origin)]
    var job = Job(work: 1, deadline: Day("2026-08-10"))
    job.lateness = Lateness(cost: 1, latest: Day("2026-10-20"))
    planningCase.workloads = [
      Workload(id: "j", tenant: Ref(0), kind: .job(job), model: "", value: .init(0), origin: origin)
    ]
    #expect(starts(planningCase) == before.union(["2026-08-10", "2026-10-20"]))
  }

  /// What several outages take adds up, and steps of either sign; a sum below 0 is 0.
  @Test func whatStepsAndOutagesLeave() throws {
    var planningCase = TimelineTests.leased()
    planningCase.sites[0].airLimit = .init(100)
    func step(_ id: String, _ day: String, _ kW: Double) -> PowerStep {
      PowerStep(id: id, site: Ref(0), from: Day(day)!, power: kW, air: kW / 10, origin: origin)
    }
    func outage(_ start: String, _ end: String, _ share: Double) -> Outage {
      Outage(id: start, site: Ref(0), start: Day(start)!, end: Day(end)!, power: share, origin: origin)
    }
    planningCase.powerSteps = [
      step("a", "2026-08-01", 500), step("b", "2026-09-01", -700), step("c", "2026-10-01", -900),
    ]
    planningCase.outages = [outage("2026-08-01", "2026-10-01", 0.75), outage("2026-09-01", "2026-11-01", 0.5)]
    let timeline = Timeline(planningCase), months = timeline.nodes(of: timeline.paths[0])
    func values(_ read: (Node) -> Double?) -> [Double?] {
      (0..<5).map { month in read(months.first { $0.period == month }!) }
    }
    #expect(values { planningCase.limit(.power, of: Ref(0), at: $0) } == [1000, 1500, 800, 0, 0])
    #expect(values { planningCase.limit(.air, of: Ref(0), at: $0) } == [100, 150, 80, 0, 0])
    #expect(values { planningCase.limit(.liquid, of: Ref(0), at: $0) } == [nil, nil, nil, nil, nil])
    #expect(values { planningCase.outageShare(.power, of: Ref(0), at: $0) } == [nil, 0.75, 0.25, 0.5, nil])
    #expect(values { planningCase.outageShare(.air, of: Ref(0), at: $0) } == [nil, nil, nil, nil, nil])
  }
}
