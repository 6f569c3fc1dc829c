import Planning

/// What of the money of a plan is another amount than its incumbent's.
struct MoneyChange {
  let term: String
  /// USD, expected and discounted.
  let before, after: Double

  static func all(_ facts: IncumbentFacts, _ totals: PlanTotals) -> [MoneyChange] {
    let after = Dictionary(totals.expected.map { ($0.term, $0.usd) }) { $0 + $1 }
    let before = facts.money.filter { $0.key != "sum" }
    let terms = totals.expected.map(\.term) + before.keys.sorted().filter { after[$0] == nil }
    return terms.map { MoneyChange(term: $0, before: before[$0] ?? 0, after: after[$0] ?? 0) }
  }
}

extension IncumbentFacts {
  func json(_ totals: PlanTotals) -> JSONValue {
    [
      "case": .string(caseName), "objective": .number(objective), "today": .string(today.description),
      "called": .array(called.map { .string($0) }), "realised": .number(realised), "value": .number(value),
      "moves": .number(moves), "moves_bound": .init(movesBound),
      "moves_proved": .bool(isProved), "is_kept": .bool(isKept),
      "decisions": .array(
        decisions.map {
          [
            "decision": .string($0.decision), "subject": .string($0.subject),
            "last_date": .string($0.lastDate.description), "unit": .string($0.unit), "before": .number($0.planned),
            "after": .number($0.other),
          ]
        }),
      "money": .array(
        MoneyChange.all(self, totals).map {
          ["term": .string($0.term), "before": .number($0.before), "after": .number($0.after)]
        }),
      "inputs": .array(
        inputs.map {
          [
            "input": .string($0.input), "before": $0.before.map { .string($0) } ?? .null,
            "after": $0.after.map { .string($0) } ?? .null,
          ]
        }),
    ]
  }
}
