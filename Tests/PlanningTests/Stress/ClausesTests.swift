import Fleet
import Foundation
import Testing

@testable import Planning

@Suite("A clause is worth what planning anew without it says") struct ClausesTests {
  /// July to September; 10 GPUs of a rival cost 4 USD an hour and earn 10: 144 USD a day each, 1440 together. Notice comes
  /// on 1 August with one chance in four, may come from then on, and takes the GPUs on the day after.
  private var tiny: PlanningCase {
    var tiny = TinyCase.days()
    let starts = (0...3).map { TinyCase.first.firstOfMonth(adding: $0) }
    tiny.periods = (0..<3).map { Period(id: "month-\($0 + 1)", start: starts[$0], end: starts[$0 + 1]) }
    tiny.tranches = []
    tiny.addRival(gpus: 10, usdPerHour: 4, notice: [1: 0.25])
    tiny.leases[0].end = starts[3]
    tiny.leases[0].noticeFrom = starts[1]
    tiny.changeService { $0.demand = [10, 10, 10] }
    return tiny
  }

  /// 30 days of notice more keep the GPUs from 2 to 31 August: 30 days of 1440 USD with chance 1/4, 10 800 USD.
  @Test func thirtyDaysOfNotice() throws {
    let value = try value("notice")
    #expect(value.up?.change == "30 days" && value.down == nil)
    expectUSD(try #require(value.up?.worth).value, 10_800)
  }

  /// Without the right to call they stay for 60 days more, to the end of September: 21 600 USD. Locked in until
  /// 1 September they do so too, for notice is likely on 1 August only; open from 1 July on nothing changes.
  @Test func theRightToCallAndTheLockIn() throws {
    let none = try value("right to call"), lockIn = try value("lock-in")
    #expect(none.up?.change == "none" && none.down == nil)
    expectUSD(try #require(none.up?.worth).value, 21_600)
    #expect(lockIn.up?.change == "from 2026-09-01" && lockIn.down?.change == "from 2026-07-01")
    expectUSD(try #require(lockIn.up?.worth).value, 21_600)
    expectUSD(try #require(lockIn.down?.worth).value, 0)
  }

  /// A month beyond the horizon is worth nothing; without September 30 days are lost unless they were called: 32 400 USD.
  @Test func theTerm() throws {
    let term = try value("term")
    #expect(term.up?.change == "ends 2026-11-01" && term.down?.change == "ends 2026-09-01")
    expectUSD(try #require(term.up?.worth).value, 0)
    expectUSD(try #require(term.down?.worth).value, -32_400)
  }

  private func value(_ clause: String) throws -> ClauseValue {
    let found = try values(tiny, clause)
    #expect(found.count == 1)
    return try #require(found.first)
  }

  private func values(_ planningCase: PlanningCase, _ clause: String) throws -> [ClauseValue] {
    try clauseValues(planningCase, threads: 2).filter { $0.lease == "rival" && $0.clause == clause }
  }

  /// Six months more at 4 USD an hour do not pass the horizon's end. With August and September to work in after a term that
  /// ends on 1 August they are worth 61 days of 1440 USD, no call in between.
  @Test func theRenewal() throws {
    #expect(try values(tiny, "renewal").isEmpty)
    var short = tiny
    short.leases[0].end = short.periods[1].start
    let value = try #require(try values(short, "renewal").first)
    #expect(value.up?.change == "6 months at 4.0" && value.down == nil)
    // A call on 1 August, of one chance in four, leaves the first of its days.
    expectUSD(try #require(value.up?.worth).value, 0.75 * 61 * 1440 + 0.25 * 1440)
    short.leases[0].renewal = Renewal(months: 6, price: .init(4), decideBy: short.periods[0].start)
    let taken = try #require(try values(short, "renewal").first)
    #expect(taken.up == nil && taken.down?.change == "none")
    expectUSD(try #require(taken.down?.worth).value, -(0.75 * 61 * 1440 + 0.25 * 1440))
  }

  /// In September the GPUs earn nothing: 30 days of 960 USD of rent are saved where nobody has called them by then.
  @Test func theExitRight() throws {
    var tiny = tiny
    tiny.leases[0].noticeDays = 30
    tiny.changeService { $0.demand = [10, 10, 0] }
    let value = try #require(try values(tiny, "exit right").first)
    #expect(value.up?.change == "30 days, free" && value.down == nil)
    expectUSD(try #require(value.up?.worth).value, 0.75 * 30 * 960)
    tiny.leases[0].exit = ExitRight(noticeDays: 30, fee: 1000)
    let taken = try #require(try values(tiny, "exit right").first)
    expectUSD(try #require(taken.down?.worth).value, -0.75 * (30 * 960 - 1000))
  }

  /// Every change is made here once more, and the changed case planned by itself.
  @Test(arguments: 0..<100) func aHundredCasesPlannedAnew(seed: Int) throws {
    let drawn = RandomReclaimCase.drawn(seed, .init(pools: 1...1, hasChoices: seed.isMultiple(of: 4)))
    let now = try wholeValue(drawn)
    let request = PlanRequest(gap: 1e-7)
    let found = try clauseValues(drawn, request: request, threads: 2)
    let reclaim = ["notice", "lock-in", "right to call", "term"]
    #expect(found.count { reclaim.contains($0.clause) } == 4 * drawn.callableLeases.count)
    for (index, lease) in drawn.leases.enumerated() {
      let own = found.filter { $0.lease == lease.id }.map(\.clause)
      #expect(own.contains("renewal") == (drawn.endsInside(index) || lease.renewal != nil), "\(seed), \(lease.id)")
      if lease.exit != nil { #expect(own.contains("exit right"), "\(seed), \(lease.id)") }
    }
    for value in found {
      let index = try #require(drawn.leases.firstIndex { $0.id == value.lease })
      for (side, isUp) in [(value.up, true), (value.down, false)] {
        let changed = try drawn.changed(index, value.clause, isUp: isUp)
        #expect((side == nil) == (changed == nil), "\(seed), \(value.lease), \(value.clause), \(isUp)")
        guard let side, let changed else { continue }
        let other = try wholeValue(changed)
        guard let now, let other else {
          #expect(side.worth == nil, "\(seed), \(value.lease), \(value.clause)")
          continue
        }
        let worth = try #require(side.worth, "\(seed), \(value.lease), \(value.clause)")
        #expect(
          abs(worth.value - (other - now)) <= 1e-6 * max(1, abs(now)),
          "\(seed), \(value.lease), \(side.change): \(worth.value), not \(other - now)")
        #expect(worth.low <= worth.value && worth.value <= worth.high)
      }
    }
  }
}

extension PlanningCase {
  /// Leases of a pool that their lessor may call.
  fileprivate var callableLeases: [Int] {
    leases.indices.filter { index in
      [.owner, .both].contains(leases[index].reclaimHolder)
        && reclaimPools.contains { $0.leases.contains(Ref(index)) }
    }
  }

  fileprivate func endsInside(_ index: Int) -> Bool {
    periods[0].start < leases[index].end && leases[index].end < periods.last!.end
  }

  /// The case with a clause moved a step for the lessee, or for the lessor; nil where it has nowhere to move.
  fileprivate func changed(_ index: Int, _ clause: String, isUp: Bool) throws -> PlanningCase? {
    var other = self
    let lease = leases[index], months = isUp ? 1 : -1
    switch clause {
    case "notice":
      guard isUp || lease.noticeDays > 0 else { return nil }
      other.leases[index].noticeDays = isUp ? lease.noticeDays + 30 : max(lease.noticeDays - 30, 0)
    case "lock-in":
      let day = (lease.noticeFrom.map { $0 > lease.start ? $0 : lease.start } ?? lease.start).moved(months)
      guard isUp || day >= lease.start else { return nil }
      other.leases[index].noticeFrom = day
    case "right to call":
      guard isUp else { return nil }
      other.leases[index].reclaimHolder = .none
    case "term":
      let day = lease.end.moved(months)
      guard isUp || (day > lease.start && day > periods[0].start) else { return nil }
      other.leases[index].end = day
      if let renewal = lease.renewal {
        guard isUp || renewal.decideBy.moved(-1) >= periods[0].start else { return nil }
        other.leases[index].renewal?.decideBy = renewal.decideBy.moved(months)
      }
    case "exit right" where isUp:
      guard lease.exit == nil, lease.takeOrPayShare > 0 else { return nil }
      other.leases[index].exit = ExitRight(noticeDays: lease.reclaimHolder.lessorMayReclaim ? lease.noticeDays : 90)
    case "renewal" where isUp:
      guard lease.renewal == nil else { return nil }
      let month = lease.end.moved(-1)
      other.leases[index].renewal = Renewal(
        months: 6, price: lease.price, decideBy: month < periods[0].start ? periods[0].start : month)
    case "exit right":
      guard lease.exit != nil else { return nil }
      other.leases[index].exit = nil
    case "renewal":
      guard lease.renewal != nil else { return nil }
      other.leases[index].renewal = nil
    default: throw Unexpected(what: clause)
    }
    return other
  }
}

extension Day {
  /// By Foundation's calendar.
  fileprivate func moved(_ months: Int) -> Day {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let date = calendar.date(byAdding: .month, value: months, to: Date(timeIntervalSince1970: Double(number) * 86_400))!
    return Day(number: Int((date.timeIntervalSince1970 / 86_400).rounded()))
  }
}
