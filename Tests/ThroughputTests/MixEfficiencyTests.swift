import Fleet
import Testing
import Throughput

/// A service that several classes may serve gets less than the sum of what each does alone.
@Suite struct MixEfficiencyTests {
  private func table(classes: Set<Ref<GPUClass>>?, efficiency: Double = 0.9) throws -> RateTable {
    var small = SmallCase()
    small.measure(0, "chat", 100)
    small.measure(1, "chat", 200)
    var workload = SmallCase.service("chat", classes: classes)
    workload.kind = .service(Service(demand: [1], loadCurve: .flat, mixEfficiency: efficiency))
    small.workloads = [workload]
    return try small.table()
  }

  @Test func everyClassOfAMixDoesItsShare() throws {
    let mixed = try table(classes: [Ref(0), Ref(1)]), alone = try table(classes: [Ref(0), Ref(1)], efficiency: 1)
    for index in 0...1 {
      let rate = try #require(mixed[Ref(0), Ref(index)]), whole = try #require(alone[Ref(0), Ref(index)])
      #expect(isClose(rate.unitsPerSecond, 0.9 * whole.unitsPerSecond))
      #expect(isClose(rate.low, 0.9 * whole.low) && isClose(rate.high, 0.9 * whole.high))
      #expect(rate.source == whole.source + "; times 0.9 among mixed classes")
    }
  }

  @Test func oneClassAloneLosesNothing() throws {
    let rate = try #require(try table(classes: [Ref(1)])[Ref(0), Ref(1)])
    #expect(isClose(rate.unitsPerSecond, 200))
  }

  @Test func aClassWithoutATrancheMixesWithNobody() throws {
    var small = SmallCase()
    small.measure(0, "chat", 100)
    small.measure(1, "chat", 200)
    var workload = SmallCase.service("chat", classes: [Ref(0), Ref(1)])
    workload.kind = .service(Service(demand: [1], loadCurve: .flat, mixEfficiency: 0.9))
    small.workloads = [workload]
    var planningCase = small.planningCase
    planningCase.tranches.removeAll { $0.gpuClass == Ref(1) }
    let rate = try #require(try RateTable(planningCase)[Ref(0), Ref(0)])
    #expect(isClose(rate.unitsPerSecond, 100))
  }
}
