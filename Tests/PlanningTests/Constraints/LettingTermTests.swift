import Fleet
import Testing

@testable import Planning

@Suite struct LettingTermTests {
  /// Four days, ten GPUs of our own; our service asks for what `demand` says at 10 USD per hour. A guest would have up to
  /// `most` at 6 USD per hour, for all four days; with a right to call, on one day's notice.
  func tiny(_ demand: [Double], least: Int = 0, most: Int = 10, isOurs: Bool = true) -> PlanningCase {
    var tiny = TinyCase.days(demand.count)
    tiny.changeService { $0.demand = demand }
    tiny.leases = [
      Lease(
        id: "guest", lessor: "us", lessee: "guest", start: TinyCase.first, end: TinyCase.first + demand.count,
        price: .init(6), takeOrPayShare: 1, reclaimHolder: isOurs ? .owner : .none, noticeDays: 1,
        exit: isOurs ? ExitRight(noticeDays: 1) : nil, origin: TinyCase.origin)
    ]
    tiny.tenants.append(Tenant(id: "guest", origin: TinyCase.origin))
    tiny.workloads.append(
      Workload(
        id: "guest", tenant: Ref(1), kind: .letting(Letting(lease: Ref(0), minGPUs: least, maxGPUs: most)), model: "",
        gpuClasses: [Ref(0)], sites: [Ref(0)], value: .init(0), origin: TinyCase.origin))
    return tiny
  }

  /// Own work is worth 240 USD a GPU and day, rent 144. Demand of 4 leaves 6 to let.
  @Test func whatIsNotNeededIsLet() throws {
    let plan = try planned(tiny([4, 4, 4, 4], isOurs: false))
    expectUSD(plan.objective, 4 * (4 * 240 + 6 * 144))
    #expect(plan.decisions.map(\.decision) == ["let"] && plan.decisions.map(\.amount) == [6])
    #expect(plan.paths[0].allocation.filter { $0.workload == "guest" }.map(\.gpus) == [6, 6, 6, 6])
  }

  /// Nothing on days 1 and 2, ten on days 3 and 4: to let all earns 4 * 1440; to let none 2 * 2400; with the right to call,
  /// by notice on day 1 the GPUs are back on day 3, and both are had.
  @Test(arguments: [(false, 5760.0), (true, 7680)])
  func theRightToCallPays(isOurs: Bool, usd: Double) throws {
    let plan = try planned(tiny([0, 0, 10, 10], isOurs: isOurs))
    expectUSD(plan.objective, usd)
    let calls = plan.decisions.filter { $0.decision == "reclaim" }
    #expect(calls.map(\.lastDate) == (isOurs ? [TinyCase.first] : []))
    #expect(calls.map(\.takesEffect) == (isOurs ? [Instant(TinyCase.first + 2)] : []))
    #expect(calls.allSatisfy { $0.subject == "guest" && $0.unit == "lease" && $0.amount == 1 })
  }

  /// Ten GPUs of ours are let by a contract that is signed, and our own work gets none.
  @Test func aPromiseComesBeforeOurOwnWork() throws {
    let plan = try planned(tiny([10], least: 10, isOurs: false))
    expectUSD(plan.objective, 10 * 144)
  }

  /// Twelve promised of ten that are there.
  @Test func morePromisedThanThereIs() throws {
    #expect(try refused(tiny([0], least: 12, most: 12, isOurs: false)).sentence("letting-term") != nil)
  }

  /// Units of four: ten GPUs hold two of them.
  @Test func wholeUnitsAreLet() throws {
    var tiny = tiny([0], most: 8, isOurs: false)
    tiny.gpuClasses[0].unitGPUs = 4
    tiny.tranches[0].size = .fixed(gpus: 12)
    tiny.sites[0].power = .init(7)
    #expect(try planned(tiny).decisions.map(\.amount) == [4])
  }

  /// Own demand rises on day 2 with one chance in two, and stays: the GPUs are called back then and there, on day 4; else
  /// they stay let. The chance is worth nothing to whoever may not call.
  @Test func theBestDateDependsOnWhatComes() throws {
    var tiny = tiny([2, 2, 2, 2])
    tiny.reclaimPools = [
      ReclaimPool(id: "rise", leases: [], likelihood: .listed([1: 0.5]), origin: TinyCase.origin)
    ]
    tiny.reclaimPools[0].demandFactors = [Ref(0): 5]
    let plan = try planned(tiny)
    #expect(plan.paths.map(\.path) == ["base", "notice-day-2"])
    #expect(plan.paths[0].decisions.map(\.decision) == ["let"])
    #expect(plan.paths[1].decisions.map(\.decision) == ["reclaim"])
    #expect(plan.paths[1].decisions.map(\.lastDate) == [TinyCase.first + 1])
    #expect(plan.paths[1].service.map(\.asked) == [10, 10, 10])
    let quiet = 4 * (2 * 240 + 8 * 144.0), rise = quiet - 8 * 144 + 8 * 240
    expectUSD(plan.objective, (quiet + rise) / 2)
  }

  /// What is let draws its peak of 1 kW, at 100 USD per MWh.
  @Test func whatIsLetDrawsItsPeak() throws {
    var tiny = tiny([0], isOurs: false)
    tiny.sites[0].energyPrice = .init(100)
    expectUSD(try planned(tiny).usd(.energy), -10 * 24 * 0.1)
  }
}
