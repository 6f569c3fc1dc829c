import Fleet

extension Audit {
  /// What the paths are worth, USD, discounted: sum of discount * usd over the whole path.
  var values: [Sum] {
    courses.map { course in
      wholeMoney(course).reduce(into: Sum()) { $0.add(planningCase.worth(ofPeriod: $1.period), $1.row["usd"]) }
    }
  }

  /// Mean value and CVaR of minus the value, with the courses' own probabilities or others.
  func outlook(_ values: [Sum], _ probabilities: [Double]? = nil) -> (expected: Sum, cvar: Sum) {
    let probabilities = probabilities ?? courses.map(\.probability)
    var expected = Sum()
    for (probability, value) in zip(probabilities, values) { expected.add(scaled(value, probability)) }
    return (expected, conditionalValueAtRisk(zip(probabilities, values).map { ($0, scaled($1, -1)) }))
  }

  func scaled(_ sum: Sum, _ factor: Double) -> Sum {
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

  /// risk, reclaim-risk: what reclaim does to the plan's money, as the plan states it.
  ///
  ///     hazard_half, hazard_double: the same values of the same paths under other probabilities
  ///     tail_value_floor <= mean value of the worst 1 - level = -CVaR
  mutating func checkRisk() {
    let values = values, outlook = outlook(values)
    claim("expected_value", sum: outlook.expected, unit: "USD", mayLack: false)
    claim("cvar", sum: outlook.cvar, unit: "USD", mayLack: courses.count == 1)
    claim("uncovered", sum: Sum(uncovered), unit: "", mayLack: courses.count == 1 && uncovered < 1e-12)
    for (key, factor) in [("hazard_half", 0.5), ("hazard_double", 2)] {
      let other = self.outlook(values, probabilities(hazardsTimes: factor))
      claim(key, "expected_value", sum: other.expected, unit: "USD", mayLack: courses.count == 1)
      claim(key, "cvar", sum: other.cvar, unit: "USD", mayLack: courses.count == 1)
    }
    checkWorst()
    guard let floor = planningCase.options.tailValueFloor else { return }
    let level = planningCase.options.riskLevel
    ledger.atLeast(
      "reclaim-risk", Occasion(path: "base", time: nil, subjects: []), use: -outlook.cvar.value, limit: floor,
      unit: "USD", at: nil, level < 1 ? "the mean value of the worst \(1 - level) of the futures" : "the worst value")
  }

  /// What plan.json has under `risk`, by its keys.
  private func claim(_ keys: String..., sum: Sum, unit: String, mayLack: Bool) {
    let name = (["risk"] + keys).joined(separator: ".")
    let number = keys.reduce(folder.document["risk"]) { $0[$1] }.number
    ledger.require("risk", number != nil || mayLack, key: name) { "plan.json: \(name) is missing." }
    if let number { ledger.equal("risk", number, sum, unit: unit, key: name, "plan.json: \(name)") }
  }

  /// The probabilities of these same paths if every hazard, or listed probability, were so many times what it is.
  private func probabilities(hazardsTimes factor: Double) -> [Double] {
    let ids = Set(courses.map(\.id))
    let tree = CourseTree(planningCase, hazardsTimes: factor) { id, _ in ids.contains(id) }
    let chances = Dictionary(uniqueKeysWithValues: tree.courses.map { ($0.id, $0.probability) })
    return courses.map { chances[$0.id] ?? 0 }
  }

  /// The path of least value among those that can happen, the first of equal ones, is the one that plan.json names.
  private func checkWorst() {
    let rows = folder["recourse"].filter { $0["probability"] > 0 }
    guard let worst = rows.min(by: { $0["value_usd"] < $1["value_usd"] }) else { return }
    let told = folder.document["risk"]["worst"]
    guard let value = told["value"].number else {
      ledger.require("risk", courses.count == 1, key: "risk.worst") { "plan.json: risk.worst.value is missing." }
      return
    }
    ledger.equal("risk", value, Sum(worst["value_usd"]), unit: "USD", key: "risk.worst", "plan.json: risk.worst.value")
    let named = [told["path"].text ?? "", told["notice_date"].text ?? ""]
    ledger.require("risk", named == ["path", "notice_date"].map(worst.text), key: "risk.worst") {
      "plan.json: the path of least value is \(worst.text("path")) (\(worst.place)), with notice on "
        + "\(worst.text("notice_date").isEmpty ? "no day" : worst.text("notice_date"))."
    }
  }
}
