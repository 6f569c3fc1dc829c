import Fleet
import Foundation
import Testing

@testable import Planning

@Suite struct SiteExpansionTests {
  /// 4.5 kW for 3 GPUs of 1.5 kW, and modules of 3 kW for 2 more each.
  func tiny(_ days: Int = 1, most: Int = 2, capital: Double = 0, leadDays: Int = 0) -> PlanningCase {
    var tiny = SitePowerTests().tiny(days)
    tiny.options.endValueHaircut = 1
    tiny.expansions = [TinyCase.hall(most, capital: capital, leadDays: leadDays) { $0.power = 3 }]
    return tiny
  }

  /// Two modules: 7 GPUs, 1680 USD. Modules are whole, so that one more has no price.
  @Test func aSiteGrowsByItsModules() throws {
    let plan = try planned(tiny())
    expectUSD(plan.objective, 1680)
    let row = try plan.rule("site-expansion", "hall,base")
    #expect(row.unit == "module" && row.limit == 2 && row.use == 2 && row.priceUp == nil)
    let decision = try #require(plan.decisions.first)
    #expect(decision.decision == "build" && decision.subject == "hall" && decision.period == "day-1")
    #expect(decision.amount == 2 && decision.unit == "module" && decision.lastDate == TinyCase.first)
    #expect(decision.takesEffect == Instant(TinyCase.first))
  }

  /// All ten GPUs want 10.5 kW more, three modules and a half: 9 run with three, and 10 with four.
  @Test(arguments: [(3, 9.0), (4, 10), (5, 10)]) func modulesAreWhole(most: Int, gpus: Double) throws {
    let plan = try planned(tiny(most: most))
    expectUSD(plan.objective, 240 * gpus)
    #expect(plan.decisions.allSatisfy { $0.amount == $0.amount.rounded() })
  }

  /// A module earns 2 * 240 USD in the one day that it counts for.
  @Test(arguments: [(479.0, 2.0), (481, 0)]) func aModuleMustEarnItsCapital(capital: Double, modules: Double) throws {
    #expect(try planned(tiny(capital: capital)).decisions.reduce(0) { $0 + $1.amount } == modules)
  }

  /// Ordered on day 1, in service on day 2: 3, 7 and 7 GPUs.
  @Test func aModuleServesFromItsLeadTimeOn() throws {
    let plan = try planned(tiny(3, leadDays: 1))
    expectUSD(plan.objective, 17 * 240)
    #expect(plan.decisions.map(\.period) == ["day-1"])
    #expect(plan.decisions.first?.takesEffect == Instant(TinyCase.first + 1))
  }

  @Test func whatComesTooLateCannotBeOrdered() throws {
    let formulation = try formulated(tiny(3, leadDays: 3))
    #expect(formulation.decisions.expansions.builds.isEmpty && formulation.rows(of: "site-expansion").isEmpty)
    #expect(try formulated(tiny(3, leadDays: 1)).decisions.expansions.builds.map(\.period) == [0, 1])
  }

  /// In Chicago a day begins at 05:00Z: 3 GPUs for 5 hours and 7 for 19. In Tokyo it begins at 15:00Z of the day before;
  /// the order is given at 00:00Z, and so 7 GPUs run for 24 hours.
  @Test(arguments: [("America/Chicago", 5.0), ("Asia/Tokyo", 0)])
  func serviceBeginsAtTheSitesMidnightAndNotBeforeTheOrder(zone: String, hours: Double) throws {
    var tiny = tiny(1)
    tiny.sites[0].timeZone = try #require(TimeZone(identifier: zone))
    let plan = try planned(tiny)
    expectUSD(plan.objective, 10 * (3 * hours + 7 * (24 - hours)))
    #expect(plan.decisions.first?.takesEffect == Instant(seconds: Instant(TinyCase.first).seconds + 3600 * Int(hours)))
  }

  /// A demand of 9 GPUs that 3 at home and 6 of a rival's meet, until the rival calls his on day 2 for day 3.
  private func called(leadDays: Int, zone: String = "GMT") throws -> PlanningCase {
    var tiny = tiny(3, capital: 100, leadDays: leadDays)
    tiny.sites[0].timeZone = try #require(TimeZone(identifier: zone))
    tiny.addRival(gpus: 6, notice: [1: 0.5])
    tiny.changeService { $0.demand = [9, 9, 9] }
    return tiny
  }

  /// In service a day after the order: whoever has been given notice orders two modules on day 2, 200 USD, and has 7 GPUs
  /// on day 3. Nobody else orders any: 27 and 25 GPU-days.
  @Test func aModuleMayBeOrderedAfterANotice() throws {
    let plan = try planned(try called(leadDays: 1))
    #expect(plan.decisions.isEmpty)
    let decisions = plan.paths[1].decisions
    #expect(decisions.map(\.decision) == ["build"] && decisions.map(\.period) == ["day-2"])
    #expect(decisions.map(\.amount) == [2])
    expectUSD(plan.paths[0].value, 27 * 240)
    expectUSD(plan.paths[1].value, 25 * 240 - 200)
    expectUSD(plan.objective, 26 * 240 - 100)
    #expect(plan.rules.filter { $0.rule == "site-expansion" }.map(\.key) == ["hall,base", "hall,notice-day-2"])
  }

  /// Two days after the order only what is ordered on day 1 serves: 0.5 * 4 * 240 USD for 200, on either path.
  @Test func aModuleMayHaveToBeOrderedBeforeANotice() throws {
    let plan = try planned(try called(leadDays: 2))
    #expect(plan.decisions.map(\.period) == ["day-1"] && plan.decisions.map(\.amount) == [2])
    #expect(plan.paths[1].decisions.isEmpty)
    expectUSD(plan.paths[0].value, 27 * 240 - 200)
    expectUSD(plan.paths[1].value, 25 * 240 - 200)
    for path in [0, 1] { expectUSD(plan.usd(.capital, path: path), -200) }
    #expect(plan.rules.filter { $0.rule == "site-expansion" }.map(\.key) == ["hall,base"])
  }

  /// Where the day begins before the order, what is ordered with a notice is paid for all the same: no lead, in Tokyo. The
  /// best is to wait for day 3, when its GPUs are gone.
  @Test func whatIsOrderedWithANoticeIsPaidFor() throws {
    let plan = try planned(try called(leadDays: 0, zone: "Asia/Tokyo"))
    #expect(plan.paths[1].decisions.map(\.amount).reduce(0, +) == 2)
    expectUSD(plan.usd(.capital, path: 1), -200)
    expectUSD(plan.paths[1].value, 25 * 240 - 200)
  }

  /// The most along a path counts what was ordered before its notice: one of two on day 1, so that one is left.
  @Test func theMostCountsAlongAPath() throws {
    var tiny = try called(leadDays: 1)
    // Power for one GPU on day 2: a module of day 1 serves two more there on either path.
    tiny.expansions[0].maxModules = 1
    tiny.sites[0].power = .init(4.5, overrides: [1: 1.5])
    let plan = try planned(tiny)
    #expect(plan.decisions.map(\.amount) == [1] && plan.paths[1].decisions.isEmpty)
    let row = try plan.rule("site-expansion", "hall,notice-day-2")
    #expect(row.limit == 1 && row.use == 1)
  }

  @Test func itSaysWhatIsMissing() throws {
    let formulation = try formulated(tiny())
    let key = try #require(formulation.rows(of: "site-expansion").first)
    #expect(SiteExpansion.unmet(key, formulation.names) == "hall has too few modules")
    #expect(SiteExpansion.priced(key, formulation.names) == "one more module of hall")
  }
}
