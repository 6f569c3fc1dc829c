import Fleet
import Testing

@testable import LinearProgramming
@testable import Planning

@Suite("Drawn futures, replayed without knowing what is to come") struct SimulatedDrawsTests {
  /// Two pools of which both may be called at any time, with a gang and work in whole units.
  static let twoPools: PlanningCase = {
    var two = RandomReclaimCase.drawn(
      17, .init(pools: 2...2, mostNotices: 2...2, hasFloors: false, hasBudgets: false, isWhole: true))
    for index in two.leases.indices {
      (two.leases[index].reclaimHolder, two.leases[index].noticeDays) = (.owner, index)
      (two.leases[index].noticeFrom, two.leases[index].end) = (nil, two.periods.last!.end)
    }
    for index in two.reclaimPools.indices {
      two.reclaimPools[index].likelihood = .hazardPerMonth(0.3)
      two.reclaimPools[index].hazardAfter = 0.5
    }
    return two
  }()

  static let cases = [ReclaimToy.planningCase(), ReclaimToy.planningCase(weight: 0.9), twoPools]

  @Test(arguments: cases.indices) func theMeanOfManyIsTheExpectedValue(index: Int) throws {
    let planningCase = Self.cases[index], plan = try planned(planningCase)
    var walk = Walk(CallDraws(case: planningCase), try Replay(planningCase, plan), seed: 5)
    let count = 100_000.0
    var sum = 0.0, squares = 0.0
    for _ in 0..<Int(count) {
      let off = try walk.value() - plan.risk.expectedValue
      sum += off
      squares += off * off
    }
    let error = ((squares - sum * sum / count) / (count - 1) / count).squareRoot()
    #expect(error > 0 && abs(sum / count) <= 3 * error, "\(sum / count) off, the standard error is \(error)")
  }

  @Test(arguments: cases.indices) func everyPathIsWorthWhatItsPeriodsSumTo(index: Int) throws {
    let planningCase = Self.cases[index], plan = try planned(planningCase)
    let replay = try Replay(planningCase, plan)
    let periods = Dictionary(uniqueKeysWithValues: planningCase.periods.enumerated().map { ($1.id, $0) })
    #expect(plan.paths.count > 5)
    for (number, tables) in plan.paths.enumerated() {
      let usd = replay.money(number).reduce(0) { $0 + planningCase.discount(periods[$1.period]!) * $1.usd }
      #expect(isClose(usd, tables.value))
    }
  }

  /// Rows of a notice path a period too early, and an order before its notice.
  @Test func aPlanThatKnowsMoreIsRefused() throws {
    let planningCase = Self.cases[0], plan = try planned(planningCase)
    let late = try #require(plan.paths.firstIndex { $0.path == "notice-m6" })
    let order = try #require(plan.paths[late].decisions.first)
    var early = plan
    early.paths[late].money[0].period = "m5"
    #expect(throws: Replay.UsesTheFuture.self) { try Replay(planningCase, early) }
    early = plan
    early.paths[late].allocation[0].span.period = "m5"
    #expect(throws: Replay.UsesTheFuture.self) { try Replay(planningCase, early) }
    early = plan
    early.paths[late].decisions = [order]
    early.paths[late].decisions[0].lastDate = planningCase.periods[5].start + -1
    #expect(throws: Replay.UsesTheFuture.self) { try Replay(planningCase, early) }
  }
}

/// Draws futures and follows the plan along them.
private struct Walk {
  struct NotTold: Error { let known: CallDraws.Known }

  /// What is known, the path that it means, and the coins of each period.
  struct Stand {
    let known: CallDraws.Known
    let path: Int?
    let coins: [[(pool: Int, hazard: Double)]]
  }

  let draws: CallDraws
  let replay: Replay
  var random: SplitMix64
  var stands: [Stand] = []
  var byKnown: [CallDraws.Known: Int] = [:]

  init(_ draws: CallDraws, _ replay: Replay, seed: UInt64) {
    (self.draws, self.replay, random) = (draws, replay, SplitMix64(state: seed))
    _ = stand(draws.nothing)
  }

  /// USD, discounted, of one future.
  mutating func value() throws -> Double {
    var now = 0, sum = 0.0
    for period in draws.case.periods.indices {
      var called: [Int] = []
      for coin in stands[now].coins[period] where Double.random(in: 0..<1, using: &random) < coin.hazard {
        called.append(coin.pool)
      }
      if !called.isEmpty, let known = draws.known(stands[now].known, calling: called, in: period) { now = stand(known) }
      guard let path = stands[now].path, let usd = replay.usd(path, period) else {
        throw NotTold(known: stands[now].known)
      }
      sum += usd
    }
    return sum
  }

  private mutating func stand(_ known: CallDraws.Known) -> Int {
    if let index = byKnown[known] { return index }
    byKnown[known] = stands.count
    stands.append(
      Stand(
        known: known, path: replay.path(known), coins: draws.case.periods.indices.map { draws.coins(known, $0) }))
    return stands.count - 1
  }
}
