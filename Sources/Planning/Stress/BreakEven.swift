import Fleet
import Foundation
import LinearProgramming

extension NoticeProblem {
  /// At which hazard one GPU on standby before this notice pays for its premium, for each standby fallback.
  ///
  ///     premium * H * discount(period before) = h * saving,   h of the notice's period, given none before
  ///
  /// The saving is the price of the right to call one GPU, with nothing of that fallback on standby and integers as the new
  /// plan has them; it falls as more is held. None where the notice is in the first period: no standby can be held before.
  func breakEvens(timeLimit: Duration?, _ monitor: Monitor) throws -> [BreakEven] {
    let model = formulation.model, notice = path.notices[0]
    guard notice.period > 0 else { return [] }
    return try formulation.model.case.fallbacks.indices.compactMap { index in
      let fallback = model.case.fallbacks[index]
      guard fallback.kind == .standby,
        let saving = try saving(Ref(index), timeLimit, monitor)
      else { return nil }
      let before = model.case.periods[notice.period - 1]
      let premium =
        fallback.premium[notice.period - 1] * 24 * Double(before.end - before.start)
        * model.case.discount(notice.period - 1)
      let pool = notice.pools[0]
      let share = premium / saving
      return BreakEven(
        fallback: fallback.id, pool: model.case.reclaimPools[pool].id, noticeDay: notice.day,
        hazard: saving > 0 && share < 1 ? monthly(share, in: model.case.periods[notice.period]) : nil,
        stated: monthly(
          model.case.hazard(pool, in: notice.period, isFirst: true), in: model.case.periods[notice.period]),
        saving: max(0, saving))
    }
  }

  /// A probability in a period as one in a month of 365/12 days.
  private func monthly(_ probability: Double, in period: Period) -> Double {
    -expm1(365.0 / 12 / Double(period.end - period.start) * log1p(-probability))
  }

  /// USD, discounted, that the right to call one GPU would save; nil where none can be called in time.
  private func saving(_ fallback: Ref<Fallback>, _ timeLimit: Duration?, _ monitor: Monitor) throws -> Double? {
    let tranche = formulation.model.tranche(of: fallback)
    let label = formulation.draft.rowLabels.firstIndex {
      $0.family == StandbyRight.name && $0.key.first == .tranche(tranche) && $0.key.second == .path(1)
    }
    guard let row = label else { return nil }
    var values = values
    for standby in formulation.decisions.fallbacks.standbys where standby.fallback == fallback {
      values[standby.column.index] = 0
    }
    let own = Restriction(formulation.programme, isFree: isOwn, values: values)
    let solution = try solve(own.program, options: SolveOptions(timeLimit: timeLimit), monitor: monitor)
    guard let place = own.rows.firstIndex(of: row), place < solution.rowDuals.count else { return nil }
    return -solution.rowDuals[place]
  }
}

/// Of each fallback and pool the date for which a GPU on standby pays soonest: where what the case holds to be likely is
/// the most of what it takes; of equal ones the first.
func bestBreakEvens(_ all: [BreakEven]) -> [BreakEven] {
  let groups = Dictionary(grouping: all) { [$0.fallback, $0.pool] }
  return groups.sorted { $0.key.joined(separator: " ") < $1.key.joined(separator: " ") }.compactMap { _, group in
    group.min { ($0.strain, $0.hazard ?? .infinity, $0.noticeDay) < ($1.strain, $1.hazard ?? .infinity, $1.noticeDay) }
  }
}

extension BreakEven {
  /// The hazard that it takes over the one that the case states.
  fileprivate var strain: Double { hazard.map { stated > 0 ? $0 / stated : .infinity } ?? .infinity }
}
