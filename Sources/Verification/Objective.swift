import Fleet

extension Audit {
  /// recourse-value, notices, objective, risk: what the plan is worth on every path, and what that comes to.
  ///
  ///     value of a path = sum discount usd,  E = sum probability value,  loss = value without reclaim - value
  ///     objective = (1 - w) E - w CVaR of (-value)
  mutating func checkObjective() {
    let values = courses.map { course in
      wholeMoney(course).reduce(into: Sum()) { $0.add(planningCase.worth(ofPeriod: $1.period), $1.row["usd"]) }
    }
    checkRecourse(values)
    var expected = Sum(), objective = Sum()
    for (course, value) in zip(courses, values) { expected.add(scaled(value, course.probability)) }
    let risk = conditionalValueAtRisk(zip(courses, values).map { ($0.probability, scaled($1, -1)) })
    let weight = planningCase.options.riskWeight
    objective.add(scaled(expected, 1 - weight))
    objective.add(scaled(risk, -weight))
    self.objective = objective.value
    let document = folder.document
    let claims: [(rule: String, name: String, number: Double?, sum: Sum)] = [
      ("objective", "objective", document["objective"].number, objective),
      (
        "objective", "certificate.objective_recomputed", document["certificate"]["objective_recomputed"].number,
        objective
      ),
      ("risk", "risk.expected_value", document["risk"]["expected_value"].number, expected),
      ("risk", "risk.cvar", document["risk"]["cvar"].number, risk),
    ]
    for claim in claims {
      // The certificate is written after the check; without notice there is no CVaR to state.
      let mayLack = claim.name.hasPrefix("certificate") || claim.name == "risk.cvar" && courses.count == 1
      ledger.require(claim.rule, claim.number != nil || mayLack, key: claim.name) {
        "plan.json: \(claim.name) is missing."
      }
      if let number = claim.number {
        ledger.equal(claim.rule, number, claim.sum, unit: "USD", key: claim.name, "plan.json: \(claim.name)")
      }
    }
  }

  private func scaled(_ sum: Sum, _ factor: Double) -> Sum {
    var scaled = sum
    scaled.scale(by: factor)
    return scaled
  }

  /// The mean cost of the worst 1 - level of the probability, an outcome at its edge counted in part; at level 1 the
  /// worst outcome that can happen.
  private func conditionalValueAtRisk(_ outcomes: [(probability: Double, cost: Sum)]) -> Sum {
    let tail = 1 - planningCase.options.riskLevel
    let worstFirst = outcomes.filter { $0.probability > 0 }.sorted { $0.cost.value > $1.cost.value }
    guard tail > 0 else { return worstFirst.first?.cost ?? Sum() }
    var left = tail, mean = Sum()
    for (index, outcome) in worstFirst.enumerated() where left > 0 {
      // What rounding leaves of the probability belongs to the best outcome.
      let part = index == worstFirst.count - 1 ? left : min(left, outcome.probability)
      mean.add(scaled(outcome.cost, part / tail))
      left -= part
    }
    return mean
  }

  private mutating func checkRecourse(_ values: [Sum]) {
    let rows = folder["recourse"]
    ledger.require("notices", rows.map { $0.text("path") } == courses.map(\.id), key: "recourse.csv") {
      "recourse.csv: by leases and reclaim.csv the paths are \(courses.map(\.id).joined(separator: ", "))."
    }
    let ideal = folder.document["risk"]["value_without_reclaim"].number
    for (course, value) in zip(courses, values) {
      guard let row = rows.first(where: { $0.text("path") == course.id }) else { continue }
      let noticed = course.notice.map { planningCase.periods[$0].start.description } ?? ""
      let gone = course.gone.values.min()?.description ?? ""
      ledger.require("notices", [row.text("notice_date"), row.text("reclaim_date")] == [noticed, gone], key: row.key) {
        "\(row.place): notice on \(noticed) ends the first lease on \(gone), the day after its last day of notice."
      }
      ledger.equal("notices", row, "probability", Sum(course.probability), unit: "")
      ledger.equal("recourse-value", row, "value_usd", value, unit: "USD")
      guard let ideal else {
        ledger.require("recourse-value", row.optional("loss_usd") == nil, key: row.key) {
          "\(row.place): a loss is told, but plan.json has no risk.value_without_reclaim to tell it against."
        }
        continue
      }
      var loss = Sum(ideal)
      loss.add(-row["value_usd"])
      ledger.equal(
        "recourse-value", row.optional("loss_usd") ?? .nan, loss, unit: "USD", key: row.key,
        "\(row.place): loss_usd")
    }
  }

  /// status: the plan claims no more than its bound supports.
  ///
  ///     gap = (bound_certified - objective) / max(1, |objective|);  optimal: gap <= asked_gap <= the case's gap
  mutating func checkStatus() {
    let document = folder.document
    let status = document["status"].text ?? "", objective = document["objective"].number ?? .nan
    let (bound, gap, asked) = (
      document["bound_certified"].number, document["gap"].number, document["asked_gap"].number
    )
    ledger.require("status", ["optimal", "feasible", "limit"].contains(status), key: "status") {
      "plan.json: a plan that stands in tables is optimal, feasible or stopped at a limit, not \"\(status)\"."
    }
    ledger.require("status", document["case"].text == planningCase.name, key: "case") {
      "plan.json: the case in inputs/ is called \(planningCase.name)."
    }
    ledger.require("status", document["certificate"]["verdict"].text != "fail", key: "certificate") {
      "plan.json: the plan's own certificate says that it fails."
    }
    ledger.require("status", asked.map { $0 <= planningCase.options.gap } ?? false, key: "asked_gap") {
      "plan.json: asked_gap is wider than the \(planningCase.options.gap) that the case asks for."
    }
    ledger.require("status", (bound == nil) == (gap == nil), key: "gap") {
      "plan.json: a gap stands with a certified bound, and not without."
    }
    if let best = document["bound"].number ?? bound {
      ledger.equal(
        "status", best, Sum(bound ?? document["bound_claimed"].number ?? .nan), unit: "USD", key: "bound",
        "plan.json: bound")
    }
    if let bound, let gap {
      let scale = max(1, abs(objective))
      ledger.require("status", bound >= objective - 1e-9 * scale, key: "bound_certified") {
        "plan.json: the plan is worth more than the bound that no plan can pass."
      }
      let recomputed = (bound - objective) / scale
      ledger.require("status", abs(gap - recomputed) <= 1e-12 + 1e-9 * abs(recomputed), key: "gap") {
        "plan.json: gap is \(gap), but bound and objective are \(recomputed) apart."
      }
    }
    guard status == "optimal" else { return }
    ledger.require("status", (gap ?? .infinity) <= (asked ?? 0), key: "status") {
      "plan.json: optimal is claimed, but the certified gap does not meet the asked one."
    }
  }
}
