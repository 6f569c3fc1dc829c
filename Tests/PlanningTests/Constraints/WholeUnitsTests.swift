import Fleet
import Testing

@testable import Planning

@Suite struct WholeUnitsTests {
  /// Four racks of 72 at a site with power for 200 GPUs.
  func tiny(whole: Bool) -> PlanningCase {
    var tiny = TinyCase.days()
    tiny.gpuClasses = [TinyCase.gpuClass("rack", unitGPUs: 72)]
    tiny.tranches = [TinyCase.tranche("racks", gpus: 288)]
    tiny.workloads = [TinyCase.service("chat", demand: 1000, usdPerHour: 10)]
    tiny.workloads[0].wholeUnits = whole
    tiny.sites[0].power = .init(200)
    return tiny
  }

  /// 200 GPUs are 2.78 racks: 2 run, 144 * 240 = 34,560 USD; work that needs no whole racks has 200 * 240 = 48,000.
  /// Of the power 56 kW are left, which no GPU of a rack can use: it has no price.
  @Test func workInWholeRacksTakesNoPartOfOne() throws {
    let whole = try planned(tiny(whole: true)), free = try planned(tiny(whole: false))
    expectUSD(whole.objective, 34_560)
    #expect(isClose(whole.gpus("chat"), 144))
    expectUSD(free.objective, 48_000)
    let power = try whole.rule("site-power", "home,day-1")
    #expect(power.kind == "slack" && isClose(power.slack, 0.056))
    #expect(!whole.rules.contains { $0.rule == "whole-units" })
  }

  /// Racks at 1 USD per GPU-hour, used or not: the third, of which 56 GPUs have power, earns 56 * 240 - 72 * 24 =
  /// 11,712 USD, and a fourth none. 200 * 240 - 216 * 24 = 42,816; 2.78 racks would make 43,200.
  @Test func leasesAreSignedInWholeUnits() throws {
    var tiny = tiny(whole: false)
    tiny.leases = [TinyCase.lease("cloud", usdPerHour: 1)]
    tiny.tranches = [TinyCase.tranche("racks", lease: 0, size: .optional(minUnits: 0, maxUnits: 4))]
    let plan = try planned(tiny)
    expectUSD(plan.objective, 42_816)
    #expect(plan.decisions.map(\.amount) == [3])
    #expect(plan.decisions.map(\.unit) == ["unit of 72 GPUs"])
    // Prices hold with the racks as they are: one more kW runs one of the 16 GPUs that stand dark.
    let power = try plan.rule("site-power", "home,day-1")
    #expect(power.kind == "fixed_integers" && isClose(power.upUntil, 0.216))
    expectPrice(power, 240_000)
  }

  /// The tenant must have 150 GPUs: 2 racks are too few, 3 too many for 200 kW. 2.78 would do, so that no rule of the
  /// continuous programme is to blame.
  @Test func whereNoWholeNumberFitsThereIsNoPlan() throws {
    var tiny = tiny(whole: true)
    tiny.tenants[0].floorGPUs = .init(150)
    #expect(try refused(tiny).conflict.isEmpty)
    tiny.workloads[0].wholeUnits = false
    expectUSD(try planned(tiny).objective, 48_000)
  }

  @Test func itSaysWhatItIs() throws {
    let formulation = try formulated(tiny(whole: true))
    let key = Key(at: formulation.model.timeline.nodes[0])
    #expect(WholeUnits.unmet(key, formulation.names) == "no whole number of units fits in day-1")
    #expect(WholeUnits.priced(key, formulation.names) == "one more whole unit")
    #expect(formulation.rows(of: "whole-units").isEmpty)
  }
}
