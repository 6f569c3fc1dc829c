import Fleet

@testable import LinearProgramming
@testable import Planning

/// Looks up what a plan does, period by period, knowing only which calls have come.
///
/// A path tells what is done from its last notice on; before it, what its parent tells. A plan that knows more is
/// refused.
struct Replay {
  struct UsesTheFuture: Error { let path: String, row: String }

  private let planningCase: PlanningCase
  private let paths: [PathTables]
  /// By path, then period, the path that tells it.
  private var teller: [[Int]] = []
  private var byCalls: [Set<String>: Int] = [:]
  /// USD, discounted, by path and period, of the rows that the path itself tells.
  private var usd: [[Double]]

  /// - Throws: `UsesTheFuture` where a path tells of a time before its last notice.
  init(_ planningCase: PlanningCase, _ plan: Plan) throws {
    self.planningCase = planningCase
    paths = plan.paths
    usd = .init(repeating: .init(repeating: 0, count: planningCase.periods.count), count: plan.paths.count)
    let periods = Dictionary(uniqueKeysWithValues: planningCase.periods.enumerated().map { ($1.id, $0) })
    for (index, tables) in paths.enumerated() {
      byCalls[Set(tables.called)] = index
      let parent = tables.parent.flatMap { id in paths.firstIndex { $0.path == id } }
      let first = tables.noticeDay.map { day in planningCase.periods.firstIndex { $0.start == day }! } ?? 0
      for row in tables.periods where periods[row]! < first { throw UsesTheFuture(path: tables.path, row: row) }
      for row in tables.decisions where index > 0 && row.lastDate < tables.noticeDay! {
        throw UsesTheFuture(path: tables.path, row: row.subject)
      }
      teller.append(planningCase.periods.indices.map { $0 < first ? teller[parent!][$0] : index })
      for row in tables.money {
        usd[index][periods[row.period]!] += planningCase.discount(periods[row.period]!) * row.usd
      }
    }
  }

  /// All money of a path, told by itself and those that it leaves.
  func money(_ path: Int) -> [MoneyRow] {
    planningCase.periods.indices.flatMap { period in
      paths[teller[path][period]].money.filter { $0.period == planningCase.periods[period].id }
    }
  }

  /// The path of what is known.
  func path(_ known: CallDraws.Known) -> Int? {
    byCalls[
      Set(
        known.enumerated().compactMap { pool, period in
          period.map { "\(planningCase.reclaimPools[pool].id)@\(planningCase.periods[$0].id)" }
        })]
  }

  /// USD, discounted, of one period on the path of what is known then; nil where the plan does not tell it.
  func usd(_ path: Int, _ period: Int) -> Double? { teller[path][period] == path ? usd[path][period] : nil }
}

extension PathTables {
  /// The period of every row.
  fileprivate var periods: [String] {
    allocation.map(\.span.period) + service.map(\.span.period) + jobs.map(\.span.period) + sites.map(\.span.period)
      + leases.map(\.span.period) + money.map(\.period)
  }
}
