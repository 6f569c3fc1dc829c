import Fleet
import Testing

@testable import Planning

@Suite("A choice that is never worth taking, and a call that takes nothing, change nothing")
struct WorthlessChoicesTests {
  /// Four days; 10 GPUs of a rival work for 10 units/s at 10 USD an hour and would end on day 3. Calls are likely on every
  /// day; a standby at 2 USD an hour could be called after them, and a floor is hard unless they take something.
  private func tiny() -> PlanningCase {
    var tiny = TinyCase.days(4)
    tiny.tranches[0].size = .fixed(gpus: 2)
    tiny.addRival(gpus: 10, notice: [1: 0.3, 2: 0.3])
    tiny.leases[0].end = TinyCase.first + 2
    tiny = tiny.adding(
      Fallback(
        id: "spare", supplier: "cloud", site: Ref(0), gpuClass: Ref(0), kind: .standby, leadDays: 0, price: .init(2),
        capGPUs: 10, origin: TinyCase.origin), demand: [12, 12, 12, 12])
    tiny.changeService { $0.minShare = .init(0.1) }
    tiny.options.serviceFloorPenalty = 0
    tiny.workloads.append(TinyCase.job("dear", hours: 48, usdPerHour: 50))
    return tiny
  }

  @Test func aSecondTermThatIsTooDear() throws {
    var option = tiny()
    option.leases[0].renewal = Renewal(months: 1, price: .init(1000), decideBy: TinyCase.first)
    #expect(Timeline(option).paths.count > 1 && Timeline(tiny()).paths.count == 1)
    let without = try planned(tiny()), with = try planned(option)
    expectUSD(with.objective, without.objective)
    #expect(with.paths.flatMap(\.decisions).allSatisfy { $0.decision != "renew" && $0.decision != "call" })
    for path in with.paths.dropFirst() { expectUSD(path.value, without.objective) }
  }

  /// At 40 USD an hour the rival's GPUs are given up with day 2; calls from day 3 on take nothing.
  @Test func aLeaseThatHasBeenLeft() throws {
    var left = tiny()
    left.leases[0].end = TinyCase.first + 40
    left.leases[0].price = .init(40)
    left.leases[0].exit = ExitRight(noticeDays: 0)
    left.reclaimPools[0].likelihood = .listed([2: 0.5])
    var uncalled = left
    uncalled.reclaimPools = []
    let with = try planned(left), without = try planned(uncalled)
    #expect(with.decisions.contains { $0.decision == "exit" && $0.takesEffect == Instant(TinyCase.first + 1) })
    #expect(with.paths.count == 2)
    expectUSD(with.objective, without.objective)
  }

  /// A second term that is taken and called is replaced like any other.
  @Test func aSecondTermThatIsTaken() throws {
    var option = tiny()
    option.leases[0].renewal = Renewal(months: 1, price: .init(0), decideBy: TinyCase.first)
    let plan = try planned(option)
    #expect(plan.decisions.contains { $0.decision == "renew" })
    #expect(plan.paths.dropFirst().contains { $0.decisions.contains { $0.decision == "call" } })
  }

  /// Months; a call of other GPUs takes effect on 12 August. A lease that may be left on no day's notice goes on 1 August or
  /// 1 September on every path, and cutting every slice in two changes nothing.
  @Test func anExitDoesNotDependOnOtherCalls() throws {
    var months = TinyCase.days()
    let starts = (0...3).map { TinyCase.first.firstOfMonth(adding: $0) }
    months.periods = (0..<3).map { Period(id: "month-\($0 + 1)", start: starts[$0], end: starts[$0 + 1]) }
    months.leases = [TinyCase.lease("dear", usdPerHour: 9, takeOrPay: 1)]
    months.leases[0].end = starts[3] + 90
    months.leases[0].exit = ExitRight(noticeDays: 0)
    months.tranches = [TinyCase.tranche("dear", lease: 0, gpus: 4)]
    months.addRival(gpus: 3, notice: [1: 0.5])
    months.leases[1].noticeDays = 10
    months.tenants[0].sites = [Ref(0)]
    months.changeService { $0.demand = [4, 1, 1] }
    let plan = try planned(months)
    #expect(Set(plan.paths.flatMap(\.decisions).compactMap(\.takesEffect)) == [Instant(starts[1])])
    expectUSD(plan.paths[1].value, plan.paths[0].value)
    expectUSD(try Solved(months, halved: true).value, plan.objective)
  }

  /// In Chicago a day begins at 05:00Z in summer: GPUs left on 1 August go then, for notice on 1 July.
  @Test func aDayBeginsWhereTheGPUsStand() throws {
    var west = TinyCase.days()
    let starts = (0...2).map { TinyCase.first.firstOfMonth(adding: $0) }
    west.periods = (0..<2).map { Period(id: "month-\($0 + 1)", start: starts[$0], end: starts[$0 + 1]) }
    west.sites[0].timeZone = try #require(.init(identifier: "America/Chicago"))
    west.leases = [TinyCase.lease("dear", usdPerHour: 9)]
    west.leases[0].exit = ExitRight(noticeDays: 30)
    west.tranches = [TinyCase.tranche("dear", lease: 0, gpus: 4)]
    west.changeService { $0.demand = [4, 0] }
    let exit = try #require(try planned(west).decisions.first)
    #expect(exit.takesEffect?.description == "2026-08-01T05:00Z" && exit.lastDate == TinyCase.first)
    west.leases[0].exit = ExitRight(noticeDays: 31)
    #expect(try planned(west).decisions.isEmpty)
  }
}
