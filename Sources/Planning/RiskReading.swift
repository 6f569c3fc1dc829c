import Fleet

extension RiskFacts {
  /// What the values of a plan's paths come to.
  init(_ model: Model, values: [Double], withoutReclaim: Double?) {
    let options = model.case.options, paths = model.timeline.paths
    let measures = RiskMeasures(values, probabilities: paths.map(\.probability), level: options.riskLevel)
    self.init(
      riskWeight: options.riskWeight, riskLevel: options.riskLevel, expectedValue: measures.expectedValue,
      valueWithoutReclaim: withoutReclaim)
    guard paths.count > 1 else { return }
    cvar = measures.cvar
    uncovered = model.timeline.uncovered
    worst = paths.indices.filter { paths[$0].probability > 0 }.min { (values[$0], $0) < (values[$1], $1) }.map {
      WorstPath(path: paths[$0].id, noticeDay: paths[$0].noticeDay, value: values[$0])
    }
    func figures(hazardsTimes factor: Double) -> RiskMeasures {
      let other = Timeline(model.case.withHazards(times: factor)).paths
      let places = Dictionary(uniqueKeysWithValues: paths.enumerated().map { ($1.id, $0) })
      var probabilities = [Double](repeating: 0, count: paths.count)
      for path in other {
        // A call that the plan has no path for counts as if it had not come.
        var known = path
        while places[known.id] == nil { known = other[known.parent!] }
        probabilities[places[known.id]!] += path.probability
      }
      return RiskMeasures(values, probabilities: probabilities, level: options.riskLevel)
    }
    hazardHalf = figures(hazardsTimes: 0.5)
    hazardDouble = figures(hazardsTimes: 2)
  }
}

extension RiskMeasures {
  init(_ values: [Double], probabilities: [Double], level: Double) {
    expectedValue = zip(probabilities, values).reduce(0) { $0 + $1.0 * $1.1 }
    cvar = conditionalValueAtRisk(costs: values.map { -$0 }, probabilities: probabilities, level: level)
  }
}

extension PlanningCase {
  /// The same case with every hazard multiplied, up to certainty; listed probabilities sum to 1 at most.
  func withHazards(times factor: Double) -> PlanningCase {
    var other = self
    for index in reclaimPools.indices where !periods.indices.contains(where: { hasCome(index, in: $0) }) {
      other.reclaimPools[index].hazardAfter = reclaimPools[index].hazardAfter.map { min(1, factor * $0) }
      switch reclaimPools[index].likelihood {
      case .hazardPerMonth(let hazard): other.reclaimPools[index].likelihood = .hazardPerMonth(min(1, factor * hazard))
      case .listed(let listed):
        let sum = listed.values.sorted().reduce(0, +)
        let scale = sum > 0 ? min(factor, 1 / sum) : 1
        other.reclaimPools[index].likelihood = .listed(listed.mapValues { scale * $0 })
      }
    }
    return other
  }
}

/// CVaR of a discrete distribution: the mean of the worst 1 - level of probability; the worst cost at level 1.
func conditionalValueAtRisk(costs: [Double], probabilities: [Double], level: Double) -> Double {
  guard level < 1 else { return zip(costs, probabilities).filter { $0.1 > 0 }.map(\.0).max() ?? 0 }
  var left = 1 - level, sum = 0.0
  for (cost, probability) in zip(costs, probabilities).sorted(by: { $0.0 > $1.0 }) where left > 0 {
    let weight = min(left, probability)
    sum += weight * cost
    left -= weight
  }
  return sum / (1 - level - max(0, left))
}
