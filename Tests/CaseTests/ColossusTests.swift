import CaseFiles
import Fleet
import Planning
import Testing

@Suite struct ColossusTests {
  private func drawn(_ shipped: ShippedCase) -> Double {
    shipped.planningCase.tranches.filter { shipped.planningCase[$0.site].id == "colossus-1" }.reduce(0) {
      sum, tranche in
      guard case .fixed(let gpus) = tranche.size else { return sum }
      return sum + Double(gpus) * shipped.planningCase[tranche.gpuClass].power
    }
  }

  @Test func everyGPUOfTheSiteDrawsLessThanItsPowerOnTheITBasis() throws {
    let shipped = try ShippedCase.planned("colossus-1")
    #expect(abs(drawn(shipped) - 291_696) < 1)
    #expect(drawn(shipped) < 300_000)
  }

  @Test func onTheUtilityBasisPowerBinds() throws {
    let shipped = try ShippedCase("colossus-1", settings: ["site.colossus-1.power_basis=utility"])
    let rows = shipped.plan.rules.filter {
      $0.rule == "site-power" && $0.key.hasPrefix("colossus-1,") && $0.path == "base"
    }
    #expect(rows.contains { abs($0.slack) < 1e-6 && (($0.priceUp ?? 0) > 0 || ($0.priceDown ?? 0) > 0) })
    #expect(1.3 * drawn(shipped) > 300_000)
  }

  @Test func theOutsideEstimateStandsBesideThePlanAndLimitsNothing() throws {
    let shipped = try ShippedCase.planned("colossus-1")
    let provisioned = shipped.planningCase.tranches.filter { shipped.planningCase[$0.site].id == "colossus-1" }
      .reduce(0.0) { sum, tranche in
        guard case .fixed(let gpus) = tranche.size else { return sum }
        return sum + Double(gpus) * (shipped.planningCase[tranche.gpuClass].allInPower ?? 0)
      }
    #expect(abs(provisioned - 388_034) < 10)
  }

  @Test func noticeIsNinetyDays() throws {
    let plan = try ShippedCase.planned("colossus-1").plan
    #expect(
      plan.paths.dropFirst().map { "\($0.noticeDay!) \($0.reclaimDay!)" } == [
        "2026-07-01 2026-09-30", "2026-08-01 2026-10-31", "2026-09-01 2026-12-01", "2026-10-01 2026-12-31",
      ])
  }

  @Test func threeTenantsCompeteOverSeveralSitesAlsoAfterMonthSix() throws {
    let rows = try ShippedCase.planned("colossus-1").plan.paths[0].allocation.filter { $0.span.period == "2027-02" }
    #expect(Set(rows.map(\.tenant)).count >= 3)
    #expect(Set(rows.map(\.site)).count >= 3)
  }

  @Test func aMegawattIsNotEnough() throws {
    let folder = try readCase(
      at: ShippedCase.models.appending(path: "colossus-1"), settings: ["site.colossus-1.power=1MW"])
    guard case .refused(let refusal) = try makePlan(folder.planningCase) else {
      Issue.record("a plan for a site without power")
      return
    }
    #expect(refusal.status == .infeasible)
    #expect(
      refusal.conflict.contains { $0.rule == "site-power" && $0.key.hasPrefix("colossus-1") && $0.file == "sites.csv" })
  }
}
