import Fleet
import Testing

@testable import Planning

@Suite struct CapacityLintTests {
  private func gang(_ least: Int) -> PlanningCase {
    var planningCase = TinyCase.days(2)
    planningCase.workloads = [
      TinyCase.job(
        "training", hours: 10, usdPerHour: 10,
        gang: Gang(minGPUs: least, maxGPUs: 100, classRule: .single, scalingExponent: 1))
    ]
    return planningCase
  }

  @Test func aGangThatNoSiteHoldsIsToldBeforeTheSolve() throws {
    #expect(try formulated(gang(10)).capacityFindings.isEmpty)
    let found = try formulated(gang(11)).capacityFindings
    #expect(found.map(\.name) == ["min_gpus"] && found.map(\.value) == ["11"])
    #expect(found[0].severity == .warning && found[0].file == "tiny.csv" && found[0].line == 1)
  }

  @Test func aFloorAboveTheStockIsToldBeforeTheSolve() throws {
    var planningCase = TinyCase.days(2)
    planningCase.tenants[0].floorGPUs = .init(10)
    #expect(try formulated(planningCase).capacityFindings.isEmpty)
    planningCase.tenants[0].floorGPUs = .init(0, overrides: [1: 11])
    let found = try formulated(planningCase).capacityFindings
    #expect(found.map(\.name) == ["floor_gpus"] && found.map(\.value) == ["11"])
    #expect(found[0].message.hasPrefix("in day-2 lab has work for at most 10 GPUs"))
  }

  @Test func aFloorThatOutlivesItsWorkIsToldBeforeTheSolve() throws {
    var planningCase = TinyCase.days(2)
    planningCase.workloads = [TinyCase.job("study", hours: 1, usdPerHour: 1)]
    planningCase.workloads[0].kind = .job(Job(work: 3600, deadline: TinyCase.first + 1))
    planningCase.tenants[0].floorGPUs = .init(1)
    let found = try formulated(planningCase).capacityFindings
    #expect(found.count == 1 && found[0].message.hasPrefix("in day-2 lab has work for at most 0 GPUs"))
  }

  @Test func aPlanIsWarnedOfThemOnce() throws {
    var told: [Finding] = []
    _ = try makePlan(gang(11), warn: { told += $0 })
    #expect(told.map(\.name) == ["min_gpus"])
  }
}
