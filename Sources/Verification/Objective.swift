import Fleet

extension Audit {
  /// objective: what the plan is worth by the money of its paths.
  ///
  ///     objective = (1 - w) E - w CVaR of (-value),  E = sum probability value
  mutating func checkObjective() {
    let outlook = outlook(values), weight = planningCase.options.riskWeight
    var objective = scaled(outlook.expected, 1 - weight)
    objective.add(scaled(outlook.cvar, -weight))
    self.objective = objective.value
    let document = folder.document
    let claims = [
      ("objective", document["objective"].number),
      ("certificate.objective_recomputed", document["certificate"]["objective_recomputed"].number),
    ]
    for (name, number) in claims {
      // The certificate is written after the check.
      ledger.require("objective", number != nil || name != "objective", key: name) { "plan.json: \(name) is missing." }
      if let number { ledger.equal("objective", number, objective, unit: "USD", key: name, "plan.json: \(name)") }
    }
  }

  /// status: the plan claims no more than its bound supports.
  ///
  ///     gap = (bound_certified - objective) / max(1, |objective|);  asked_gap <= the case's gap
  ///     optimal: gap <= asked_gap + slack of the value / max(1, |objective|), where goals come after the value
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
    // Without integers an optimum is asked for to rounding, whatever the case says.
    let askable = max(planningCase.options.gap, document["program"]["integers"].number == 0 ? 1e-6 : 0)
    ledger.require("status", asked.map { $0 <= askable } ?? false, key: "asked_gap") {
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
    let given = valueGivenUp / max(1, abs(objective))
    ledger.require("status", (gap ?? .infinity) <= (asked ?? 0) + given + (given > 0 ? 1e-8 : 0), key: "status") {
      "plan.json: optimal is claimed, but the certified gap does not meet the asked one."
    }
  }
}
