import Fleet
import Testing

@testable import Planning

@Suite struct SiteSpaceTests {
  /// 4 GPUs of one's own, 4 to a rack, and 10 on order at once, a rack on 3 m2.
  func tiny(racks: Double? = nil, floor: Double? = nil) -> PlanningCase {
    var tiny = TinyCase.days()
    tiny.tranches[0].size = .fixed(gpus: 4)
    tiny = tiny.adding(
      Fallback(
        id: "more", supplier: "cloud", site: Ref(0), gpuClass: Ref(0), kind: .firm, leadDays: 0, price: .init(0),
        capGPUs: 10, origin: TinyCase.origin), demand: [100, 100, 100])
    tiny.gpuClasses[0].gpusPerRack = 4
    tiny.gpuClasses[0].rackArea = 3
    tiny.sites[0].space.racks = racks.map { .init($0) }
    tiny.sites[0].space.floor = floor.map { .init($0) }
    return tiny
  }

  /// 2 racks are the 4 GPUs that are there and 4 more: 1920 USD. One more rack is 4 GPUs: 960 USD, up to all 14.
  @Test func aSiteHoldsWhatItsRacksHold() throws {
    let plan = try planned(tiny(racks: 2))
    expectUSD(plan.objective, 1920)
    let row = try plan.rule("site-space", "home,racks,day-1")
    #expect(row.unit == "rack" && isClose(row.limit, 2) && isClose(row.use, 2))
    expectPrice(row, 960)
    #expect(isClose(row.upUntil, 3.5) && isClose(row.downUntil, 1))
    #expect(row.meaning == "one more rack at home in day-1")
    #expect(isClose(plan.paths[0].sites[0].racks, 2) && isClose(plan.paths[0].sites[0].floorM2, 6))
  }

  /// 4.5 m2 are a rack and a half, 6 GPUs: 1440 USD; one more m2 is 4 / 3 GPUs, 320 USD.
  @Test func aSiteHoldsWhatItsFloorHolds() throws {
    let plan = try planned(tiny(racks: 9, floor: 4.5))
    expectUSD(plan.objective, 1440)
    let row = try plan.rule("site-space", "home,floor,day-1")
    #expect(row.unit == "m2" && isClose(row.limit, 4.5))
    expectPrice(row, 320)
    #expect(row.meaning == "one more m2 of floor at home in day-1")
    #expect(try plan.rule("site-space", "home,racks,day-1").kind == "slack")
  }

  /// Two racks hold one unit of 4 GPUs beside the 4 that are there, of three that could be signed. Units that must be
  /// signed take room though no power runs them.
  @Test func whatIsSignedTakesRoom() throws {
    var tiny = TinyCase.days()
    tiny.gpuClasses[0].unitGPUs = 4
    tiny.gpuClasses[0].gpusPerRack = 4
    tiny.leases = [TinyCase.lease("cloud")]
    tiny.tranches = [
      TinyCase.tranche("owned", gpus: 4), TinyCase.tranche("new", lease: 0, size: .optional(minUnits: 0, maxUnits: 3)),
    ]
    tiny.sites[0].space.racks = .init(2)
    let plan = try planned(tiny)
    expectUSD(plan.objective, 1920)
    #expect(plan.decisions.map(\.amount) == [1])
    tiny.sites[0].power = .init(0)
    tiny.tranches[1].size = .optional(minUnits: 2, maxUnits: 3)
    #expect(try refused(tiny).sentence("site-space") == "home has too few racks in day-1")
  }

  /// One rack on day 2, and 6 GPUs of a lease beside the 4 that are there: the lease must be left, 10 + 4 GPU-days.
  @Test func whatIsLeftTakesNone() throws {
    var tiny = TinyCase.days(2)
    tiny.gpuClasses[0].gpusPerRack = 4
    tiny.leases = [TinyCase.lease("cloud")]
    tiny.leases[0].exit = ExitRight(noticeDays: 0)
    tiny.tranches = [TinyCase.tranche("owned", gpus: 4), TinyCase.tranche("rented", lease: 0, gpus: 6)]
    tiny.sites[0].space.racks = .init(2.5, overrides: [1: 1])
    let plan = try planned(tiny)
    expectUSD(plan.objective, 14 * 240)
    #expect(plan.decisions.map(\.decision) == ["exit"])
    #expect(isClose(plan.paths[0].sites[1].racks, 1))
  }

  /// A module of one rack in service on day 2: 4 and 8 GPUs.
  @Test func modulesAddRoom() throws {
    var tiny = tiny(racks: 1, floor: 100)
    tiny.periods = TinyCase.days(2).periods
    tiny.expansions = [TinyCase.hall(1, leadDays: 1) { $0.racks = 1 }]
    expectUSD(try planned(tiny).objective, 12 * 240)
    tiny.sites[0].space.floor = .init(3)
    tiny.expansions = [
      TinyCase.hall(1, leadDays: 1) {
        $0.racks = 1
        $0.floor = 1.5
      }
    ]
    expectUSD(try planned(tiny).objective, 10 * 240)
  }

  /// 4 GPUs on standby for 4 of a rival's that are called back on day 3: they take a rack only once they have come.
  @Test func whatStandsByTakesNoRoom() throws {
    var tiny = TinyCase.days(3)
    tiny.tranches[0].size = .fixed(gpus: 4)
    tiny.addRival(gpus: 4, notice: [1: 0.5])
    tiny = tiny.adding(
      Fallback(
        id: "spare", supplier: "cloud", site: Ref(0), gpuClass: Ref(0), kind: .standby, leadDays: 0, price: .init(1),
        premium: .init(0.01), capGPUs: 4, origin: TinyCase.origin), demand: [8, 8, 8])
    tiny.gpuClasses[0].gpusPerRack = 4
    tiny.sites[0].space.racks = .init(1, overrides: [2: 1.5])
    let plan = try planned(tiny)
    // Room for 2 of the 4: the base path's 8 GPUs stay as they are, its rack full all along.
    #expect(isClose(plan.gpus("chat", in: "day-3", path: 1), 6) && isClose(plan.gpus("chat", in: "day-3"), 8))
    let rows = plan.rules.filter { $0.rule == "site-space" }
    try #require(rows.map(\.key) == ["home,racks,day-2@notice-day-2", "home,racks,day-3@notice-day-2"])
    #expect(isClose(rows[0].use, 1) && isClose(rows[1].use, 1.5))
    let held = plan.decisions.filter { $0.decision == "hold" }
    #expect(held.map(\.period) == ["day-1"] && isClose(held.first?.amount, 2))
  }

  /// What nobody decides has no row where it fits; where it does not, no plan does.
  @Test func whatStandsThereAnywayMustFit() throws {
    var tiny = TinyCase.days()
    tiny.sites[0].space.racks = .init(10)
    #expect(try planned(tiny).rules.allSatisfy { $0.rule != "site-space" })
    tiny.sites[0].space.racks = .init(9)
    #expect(try refused(tiny).sentence("site-space") == "home has too few racks in day-1")
    #expect(isClose(try refused(tiny).conflict.first { $0.rule == "site-space" }?.amount, 1))
    tiny.sites[0].space = Space()
    tiny.sites[0].space.floor = .init(9)
    tiny.gpuClasses[0].rackArea = 1
    #expect(try refused(tiny).sentence("site-space") == "home has too little floor in day-1")
  }
}
