import Fleet
import LinearProgramming

/// What a plan assumes of the time after its end, and which of its first decisions hang on that.
public struct HorizonFacts: Sendable, Hashable {
  public var haircut: Double
  /// Of the base path; empty where nothing is held beyond the end.
  public var holdings: [HoldingBeyond]
  /// Whether anything that is decided has a value beyond the end.
  public var isDecisive = false
  /// With every end value at a half, and at its double; nil where nothing hangs on it, or time ran out.
  public var half, double: EndValueAnswer?
}

/// A tranche that is held when the plan ends.
public struct HoldingBeyond: Sendable, Hashable {
  /// Empty for what is bought.
  public var lease: String
  public var tranche: String
  public var gpus: Double
  /// Hours after the horizon for which it is committed; 0 for what is bought.
  public var hours: Double
  /// USD per GPU-hour: what is due, and what it is worth; 0 for what is bought.
  public var price, value: Double
  /// USD, undiscounted.
  public var owedUSD, worthUSD: Double
}

/// How the first decisions of a plan fare if end values are others.
public struct EndValueAnswer: Sendable, Hashable {
  /// What keeping to the plan's first decisions would lose against the best ones, USD; 0 within the gap.
  public var lossUSD: Double
  /// The gap, as a fraction: less than that is no loss.
  public var gap: Double
  /// The decisions that would be others; empty where the plan's are as good, within the gap.
  public var changes: [DecisionChange]
}

/// A decision at another amount.
public struct DecisionChange: Sendable, Hashable {
  public var decision, subject, unit: String
  public var lastDate: Day
  public var planned, other: Double
}

extension Formulation {
  /// - Parameter solved: finds the best plan of a formulation like this one; nil where time ran out.
  func horizonFacts(
    _ reading: Reading, gap: Double, solved: (LinearProgram) throws -> Solution?
  ) rethrows -> HorizonFacts {
    var facts = HorizonFacts(
      haircut: model.case.options.endValueHaircut, holdings: leasedBeyond(reading) + boughtBeyond(reading))
    facts.isDecisive = draft.money.contains { $0.term == .endValue && $0.column != nil }
    guard facts.isDecisive else { return facts }
    facts.half = try answer(scale: 0.5, gap, reading, solved)
    facts.double = try answer(scale: 2, gap, reading, solved)
    return facts
  }

  private func leasedBeyond(_ reading: Reading) -> [HoldingBeyond] {
    model.leasesBeyond.filter { $0.node.path == 0 }.compactMap { beyond in
      let gpus = reading.held(beyond.tranche, at: beyond.node)
      guard gpus > 0 else { return nil }
      return HoldingBeyond(
        lease: model.case[model.case[beyond.tranche].lease!].id, tranche: model.case[beyond.tranche].id, gpus: gpus,
        hours: beyond.hours, price: beyond.price, value: beyond.value,
        owedUSD: beyond.owed * gpus, worthUSD: beyond.worth * gpus)
    }
  }

  private func boughtBeyond(_ reading: Reading) -> [HoldingBeyond] {
    decisions.signings.all.filter { $0.path == 0 }.compactMap { signing in
      let tranche = model.case[signing.tranche]
      guard let capital = tranche.capital, reading[signing.column] > 0,
        model.case.deliveries(tranche)[0].start < model.case.end,
        let price = decisions.price(of: signing.tranche, capital, on: 0, model)
      else { return nil }
      let worth =
        (1 - model.case.options.endValueHaircut) * model.case.remainingLife(of: tranche, capital) * reading[price]
      return HoldingBeyond(
        lease: "", tranche: tranche.id, gpus: reading[signing.column] * Double(model.case[tranche.gpuClass].unitGPUs),
        hours: 0, price: 0, value: 0, owedUSD: 0, worthUSD: worth)
    }
  }

  /// The same programme with other end values: only its costs differ, so that columns and rows keep their places.
  private func answer(
    scale: Double, _ gap: Double, _ reading: Reading, _ solved: (LinearProgram) throws -> Solution?
  ) rethrows -> EndValueAnswer? {
    var scaled = model.case
    scaled.options.endValueScale = scale
    let other = Formulation(scaled, model.timeline, model.rates)
    guard let free = try solved(other.programme), let best = free.objective else { return nil }
    let columns = firstColumns
    var kept = other.programme
    for column in columns {
      kept.columnLower[column.index] = reading[column]
      kept.columnUpper[column.index] = reading[column]
    }
    guard let bound = try solved(kept), let cost = bound.objective else { return nil }
    let loss = cost - best
    guard loss > gap * max(1, abs(best)) else { return EndValueAnswer(lossUSD: 0, gap: gap, changes: []) }
    return EndValueAnswer(lossUSD: loss, gap: gap, changes: changes(from: reading, to: Reading(other, free)))
  }

  /// Whether a decision cannot wait beyond the first period; what is let, and signed without a day, is decided at the start.
  private func isFirst(_ row: DecisionRow) -> Bool {
    let isDated = model.case.tranches.contains { $0.id == row.subject && $0.decideBy != nil }
    return ["sign", "let"].contains(row.decision) && !isDated || row.lastDate < model.case.periods[0].end
  }

  private func firstRows(_ reading: Reading) -> [DecisionRow] {
    PathReading(reading: reading, path: model.timeline.paths[0]).decisionRows.filter(isFirst)
  }

  private func changes(from reading: Reading, to other: Reading) -> [DecisionChange] {
    let planned = firstRows(reading), others = firstRows(other)
    func amount(_ rows: [DecisionRow], _ row: DecisionRow) -> Double {
      rows.first { $0.decision == row.decision && $0.subject == row.subject && $0.takesEffect == row.takesEffect }?
        .amount ?? 0
    }
    let all = planned + others.filter { row in amount(planned, row) == 0 && amount(others, row) != 0 }
    var seen: Set<DecisionChange> = []
    return all.map { row in
      DecisionChange(
        decision: row.decision, subject: row.subject, unit: row.unit, lastDate: row.lastDate,
        planned: amount(planned, row), other: amount(others, row))
    }.filter { abs($0.planned - $0.other) > 1e-6 && seen.insert($0).inserted }
  }

  /// The columns of what is decided at the start or in the first period.
  private var firstColumns: [Column] {
    let end = Instant(model.case.periods[0].end), day = model.case.periods[0].end
    let signed = decisions.signings.all.filter { signing in
      signing.path == 0 && (model.case[signing.tranche].decideBy.map { $0 < day } ?? true)
    }.flatMap { [$0.column, $0.bought].compactMap { $0 } }
    let exits = decisions.leases.exits.filter { $0.path == 0 && $0.noticeDay < day }.map(\.column)
    let renewals = decisions.leases.renewals.filter { renewed in
      renewed.path == 0 && model.case[renewed.lease].renewal!.decideBy < day
    }.map(\.column)
    let orders = decisions.fallbacks.orders.filter { order in
      order.path == 0 && model.case[order.fallback].decided(for: order.arrival) < end
    }.map(\.column)
    let standbys = decisions.fallbacks.standbys.filter { $0.path == 0 && $0.period == 0 }.map(\.column)
    let builds = decisions.expansions.builds.filter { $0.path == 0 && $0.period == 0 }.map(\.column)
    return signed + decisions.lettings.signed.values.map(\.column) + exits + renewals + orders + standbys + builds
  }
}
