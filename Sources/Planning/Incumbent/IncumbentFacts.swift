import Fleet

/// What became of the plan that this one follows.
public struct IncumbentFacts: Sendable, Hashable {
  public var caseName: String
  /// USD, as the plan promised, and by cost term, expected and discounted.
  public var objective: Double
  public var money: [String: Double]
  /// The day from which everything may be decided anew.
  public var today: Day
  /// USD, discounted: the money of the slices before that day.
  public var realised: Double
  /// What has been called, as `spacex@2026-09`, and USD, discounted, of the whole path that came about.
  public var called: [String]
  public var value: Double
  /// GPUs that arrive where the incumbent did not have them, over all slices from that day on; and what is proved that no
  /// plan as good by the goals before the moves has fewer of.
  public var moves: Double
  public var movesBound: Double?
  /// Whether nothing is changed of what it does.
  public var isKept: Bool
  public var changes: [ChangeRow]
  /// What is decided otherwise: `planned` by the incumbent, `other` now.
  public var decisions: [DecisionChange]
  /// The inputs that differ from the incumbent's.
  public var inputs: [InputChange] = []

  /// Whether no plan as good has fewer moves.
  public var isProved: Bool { movesBound.map { moves - $0 <= 1e-6 * max(1, moves) } ?? false }
}

/// GPUs at work for a workload at a place throughout a slice, by the incumbent and now, where they differ.
public struct ChangeRow: Sendable, Hashable {
  public var span: Span
  public var tenant, workload, site, gpuClass, operatingPoint: String
  public var before, after: Double
}

extension IncumbentFacts {
  init?(_ reading: Reading, _ stack: GoalStack, _ paths: [PathTables]) {
    let formulation = reading.formulation, model = formulation.model
    guard let incumbent = model.case.incumbent else { return nil }
    let moves = stack.met.first { $0.stage.goal.kind == .moves }
    caseName = incumbent.caseName
    objective = incumbent.objective
    money = incumbent.money
    today = incumbent.today
    realised = formulation.realised(reading)
    called = paths[model.cameAbout.last!].called
    value = paths[model.cameAbout.last!].value
    self.moves = ChangeDecisions.sum(reading)
    movesBound = moves.flatMap(\.solution.boundCertified)
    changes = model.changes(paths)
    decisions = model.decisionChanges(paths)
    isKept = changes.isEmpty && decisions.isEmpty
  }
}

extension Formulation {
  /// USD, discounted, of the slices that are past.
  fileprivate func realised(_ reading: Reading) -> Double {
    guard let incumbent = model.case.incumbent else { return 0 }
    let past = Set(model.nodesThatCameAbout.filter { $0.start < Instant(incumbent.today) }.map(\.index))
    return draft.money.reduce(0) { sum, entry in
      guard past.contains(entry.node) else { return sum }
      let discount = model.case.discount(model.timeline.nodes[entry.node].period)
      return sum + discount * entry.usd * (entry.column.map { reading[$0] } ?? 1)
    }
  }
}

extension Model {
  private struct Place: Hashable, Comparable {
    let workload, site, gpuClass, operatingPoint: String

    static func < (a: Place, b: Place) -> Bool {
      (a.workload, a.site, a.gpuClass, a.operatingPoint) < (b.workload, b.site, b.gpuClass, b.operatingPoint)
    }
  }

  fileprivate func changes(_ paths: [PathTables]) -> [ChangeRow] {
    // The base path has rows, too, for what a notice kept from coming about.
    let rows = cameAbout.reduce(into: [:]) {
      $0[$1] = Dictionary(grouping: paths[$1].allocation, by: \.span.starts)
    }
    return nodesToCompare.flatMap { node -> [ChangeRow] in
      var before: [Place: Double] = [:], after = before
      for use in self.case.incumbent!.uses(at: node.start) {
        let place = Place(
          workload: use.workload, site: use.site, gpuClass: use.gpuClass, operatingPoint: use.operatingPoint)
        before[place, default: 0] += use.gpus
      }
      for row in rows[node.path]?[node.start] ?? [] {
        let place = Place(
          workload: row.workload, site: row.site, gpuClass: row.gpuClass, operatingPoint: row.operatingPoint)
        after[place, default: 0] += row.gpus
      }
      return Set(before.keys).union(after.keys).sorted().compactMap { place in
        let (then, now) = (before[place] ?? 0, after[place] ?? 0)
        guard abs(now - then) > 1e-6 else { return nil }
        return ChangeRow(
          span: Span(period: self.case.periods[node.period].id, starts: node.start, ends: node.end),
          tenant: tenant(of: place.workload), workload: place.workload, site: place.site, gpuClass: place.gpuClass,
          operatingPoint: place.operatingPoint, before: then, after: now)
      }
    }
  }

  private func tenant(of workload: String) -> String {
    self.case.workloads.first { $0.id == workload }.map { self.case[$0.tenant].id } ?? ""
  }

  /// Whether something is signed or let without a day: it is the same on every path, and stands with none of them again.
  private func isForAll(_ row: DecisionRow, besides later: [DecisionRow]) -> Bool {
    ["sign", "let"].contains(row.decision)
      && !later.contains { $0.decision == row.decision && $0.subject == row.subject }
  }

  /// What is decided along the path that came about, where it differs.
  fileprivate func decisionChanges(_ paths: [PathTables]) -> [DecisionChange] {
    struct Key: Hashable { let decision, subject, period: String, takesEffect: Instant? }
    let line = cameAbout
    let now = line.enumerated().flatMap { place, index -> [DecisionRow] in
      let until = place + 1 < line.count ? timeline.paths[line[place + 1]].noticeDay : nil
      let later = line[(place + 1)...].flatMap { paths[$0].decisions }
      return paths[index].decisions.filter { row in
        until.map { row.lastDate < $0 || isForAll(row, besides: later) } ?? true
      }
    }
    func key(_ decision: String, _ subject: String, _ period: String, _ effect: Instant?) -> Key {
      Key(decision: decision, subject: subject, period: decision == "hold" ? period : "", takesEffect: effect)
    }
    var found: [Key: DecisionChange] = [:], order: [Key] = []
    for choice in self.case.incumbent!.choices where choice.lastDate < self.case.periods.last!.end {
      let key = key(choice.decision, choice.subject, choice.period, choice.takesEffect)
      if found[key] == nil { order.append(key) }
      found[key] = DecisionChange(
        decision: choice.decision, subject: choice.subject, unit: choice.unit, lastDate: choice.lastDate,
        planned: choice.amount, other: 0)
    }
    for row in now {
      let key = key(row.decision, row.subject, row.period, row.takesEffect)
      if found[key] == nil { order.append(key) }
      found[
        key,
        default: DecisionChange(
          decision: row.decision, subject: row.subject, unit: row.unit, lastDate: row.lastDate, planned: 0, other: 0)
      ].other = row.amount
    }
    return order.map { found[$0]! }.filter { abs($0.planned - $0.other) > 1e-6 * max(1, abs($0.planned)) }
  }
}
