import Fleet
import Foundation
import Testing

@testable import Planning

@Suite("Probabilities and dates of calls, coin by coin") struct CallProbabilitiesTests {
  @Test(arguments: 0..<200) func everyFutureHasItsPath(seed: Int) throws {
    let drawn = RandomReclaimCase.drawn(seed)
    let draws = CallDraws(case: drawn), timeline = Timeline(drawn)
    let futures = draws.histories().filter { $0.probability > 0 || draws.count($0.known) == 0 }
    #expect(abs(timeline.paths.reduce(0) { $0 + $1.probability } - 1) < 1e-12)
    for future in futures {
      let path = try #require(timeline.paths.first { known($0, drawn) == future.known }, "\(future.known)")
      #expect(abs(path.probability - future.probability) < 1e-12)
      for index in drawn.leases.indices {
        let gone = draws.gone(Ref(index), future.known)
        #expect(path.reclaimDays[Ref(index)] == (gone == drawn.leases[index].end ? nil : gone))
      }
    }
    // A path that cannot happen may stand between two that can.
    let ways = timeline.paths.filter { $0.probability > 0 }
    #expect(ways.count == futures.count { $0.probability > 0 })
  }

  @Test(arguments: 0..<200) func moreCallsThanAPlanPreparesForAreUncovered(seed: Int) {
    let drawn = RandomReclaimCase.drawn(seed, .init(pools: 1...3))
    #expect(abs(Timeline(drawn).uncovered - CallDraws(case: drawn).tooMany()) < 1e-12)
  }

  /// In the slices of a path too, leases are there up to the day before they are gone.
  @Test(arguments: 0..<50) func slicesEndWhereGPUsGo(seed: Int) {
    let drawn = RandomReclaimCase.drawn(seed), timeline = Timeline(drawn)
    for path in timeline.paths {
      let starts = Set(path.nodes.map { timeline.nodes[$0].start })
      for day in path.reclaimDays.values { #expect(starts.contains(Instant(day))) }
    }
  }

  /// 90 days' notice on 1 July run from 2 July through 29 September.
  @Test func noticeRunsFromTheDayAfter() {
    var lease = TinyCase.lease("north", reclaim: .owner, noticeDays: 90)
    #expect(lease.reclaimDay(noticeOn: Day("2026-07-01")!) == Day("2026-09-30"))
    lease.noticeDays = 0
    #expect(lease.reclaimDay(noticeOn: Day("2028-02-28")!) == Day("2028-02-29"))
  }

  /// As a calendar of others counts, over leap days and years' ends.
  @Test func noticeIsCountedInDaysOfTheCalendar() {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    for notice in [0, 1, 29, 30, 60, 90, 180, 365] {
      let lease = TinyCase.lease("north", reclaim: .owner, noticeDays: notice)
      for offset in stride(from: 0, to: 1500, by: 7) {
        let day = TinyCase.first + offset
        let date = calendar.date(
          from: DateComponents(year: day.civil.year, month: day.civil.month, day: day.civil.day))!
        let gone = calendar.dateComponents(
          [.year, .month, .day], from: calendar.date(byAdding: .day, value: notice + 1, to: date)!)
        #expect(lease.reclaimDay(noticeOn: day) == Day(year: gone.year!, month: gone.month!, day: gone.day!))
      }
    }
  }

  private func known(_ path: Path, _ planningCase: PlanningCase) -> CallDraws.Known {
    planningCase.reclaimPools.indices.map { pool in path.notices.first { $0.pools.contains(pool) }?.period }
  }
}
