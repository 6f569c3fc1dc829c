import CaseFiles
import Fleet
import Foundation
import Testing

@Suite("Fallbacks")
struct FallbackTests {
  private func fallback(_ place: Int, _ settings: [String] = []) throws -> Fallback {
    try Fixture().read(settings).planningCase.fallbacks[place]
  }

  @Test func everyColumnIsRead() throws {
    let market = try fallback(0), reserve = try fallback(1)
    #expect(market.id == "market")
    #expect(market.supplier == "Cloud")
    #expect(market.site == Ref(0))
    #expect(market.gpuClass == Ref(0))
    #expect(market.kind == .firm)
    #expect(market.leadDays == 30)
    #expect(market.minMonths == 6)
    #expect(market.price == PeriodValue(4.5))
    #expect(market.premium == PeriodValue(0))
    #expect(market.capGPUs == 720)
    #expect(market.origin == Origin(file: "fallback.csv", line: 3))
    #expect(reserve.kind == .standby)
    #expect(reserve.minMonths == nil)
    #expect(reserve.premium == PeriodValue(0.25))
  }

  @Test func aStandbyMayCostNothingToHold() throws {
    let read = try Fixture.with("fallback.csv", "standby,14,,5,0.25", "standby,0,,5,").read()
    #expect(read.planningCase.fallbacks[1].premium == PeriodValue(0))
    #expect(read.planningCase.fallbacks[1].leadDays == 0)
  }

  @Test func pricesAndPremiumsDifferByPeriod() throws {
    let rows = "fallback.reserve.premium,2026-08,0.5\nfallback.market.price,2026-09,6\n"
    let fixture = Fixture.with("prices.csv", text: Fixture.sound["prices.csv"]! + rows)
    let fallbacks = try fixture.read().planningCase.fallbacks
    #expect(fallbacks[1].premium == PeriodValue(0.25, overrides: [1: 0.5]))
    #expect(fallbacks[0].price == PeriodValue(4.5, overrides: [2: 6]))
  }

  @Test func settingsReachItsParameters() throws {
    let market = try fallback(
      0,
      [
        "fallback.market.price=3 USD/GPUh", "fallback.market.cap=72", "fallback.market.lead=2 weeks",
        "fallback.market.min_months=1 month",
      ])
    #expect(market.price == PeriodValue(3))
    #expect(market.capGPUs == 72)
    #expect(market.leadDays == 14)
    #expect(market.minMonths == 1)
    #expect(try fallback(0, ["fallback.market.min_months=none"]).minMonths == nil)
    let premium = ["fallback.reserve.premium=0.1 USD/GPUh", "fallback.reserve.premium.2026-09=0.2 USD/GPUh"]
    #expect(try fallback(1, premium).premium == PeriodValue(0.1, overrides: [2: 0.2]))
  }

  @Test func aVariantKeepsReplacesOrRemovesThem() throws {
    let yaml = "extends: ../base\nremove: [fallback.market]\n"
    let table = Fixture.sound["fallback.csv"]!.replacingOccurrences(of: "reserve,R", with: "other,R")
    for (files, ids) in [
      (["case.yaml": "extends: ../base\n"], ["market", "reserve"]), (["case.yaml": yaml], ["reserve"]),
      (["case.yaml": yaml, "fallback.csv": table], ["other"]),
    ] {
      var base = Fixture()
      base.files["prices.csv"]! += files["fallback.csv"] == nil ? "fallback.market.price,2026-09,6\n" : ""
      try base.use("base") { folder in
        let variant = folder.deletingLastPathComponent().appending(path: "variant")
        try Fixture(files: files).write(to: variant)
        #expect(try readCase(at: variant).planningCase.fallbacks.map(\.id) == ids)
      }
    }
  }

  @Test func onlyAStandbyHasAPremium() throws {
    let premium = "only a fallback on standby has a premium, here or in prices.csv"
    let found = try Fixture.with("fallback.csv", "4.5,,720", "4.5,0.1,720").findings()
    #expect(found.map(\.message) == [premium])
    #expect(found.map(\.place) == ["fallback.csv:3:40"])
    #expect(try Fixture().findings(["fallback.market.premium.2026-08=1 USD/GPUh"]).map(\.message) == [premium])
  }

  @Test func itsIDIsNoTranches() throws {
    let found = try Fixture.with("fallback.csv", "market,C", "north-own,C").findings()
    #expect(found.map(\.place) == ["fallback.csv:3:1"])
    #expect(found.map(\.message) == ["the tranche in line 3 of tranches.csv has this id"])
  }

  @Test func aStandbyWithoutAPoolIsDoubtful() throws {
    var fixture = Fixture()
    for reclaim in [nil, "pool,lease,hazard_per_month\n"] {
      fixture.files["reclaim.csv"] = reclaim
      let found = try fixture.findings()
      #expect(found.map(\.place) == ["fallback.csv:2:28"])
      #expect(found.map(\.severity) == [.warning])
    }
    fixture.files["fallback.csv"] = fixture.files["fallback.csv"]!.replacingOccurrences(
      of: "standby,14,,5,0.25", with: "firm,14,,5,")
    #expect(try fixture.findings() == [])
  }
}
