import Fleet
import LinearAlgebra
import LinearProgramming
import Throughput

extension Plan {
  /// The plan that a solution means.
  ///
  /// The objective is recomputed from the plan's own figures; the status is `optimal` only where the certified gap
  /// meets the asked one.
  ///
  /// - Parameter stack: the goals as they were met; bound and gap are those of the value with the goals before it held, and
  ///   the gap counts what the value gave up for the goals after it.
  init(
    _ reading: Reading, _ stack: GoalStack, _ prices: Prices, withoutReclaim: Double?, horizon: HorizonFacts,
    askedGap: Double, seed: Int
  ) {
    let formulation = reading.formulation, model = formulation.model
    let paths = model.timeline.paths.map { PathReading(reading: reading, path: $0).tables }
    let risk = RiskFacts(model, values: paths.map(\.value), withoutReclaim: withoutReclaim)
    let objective =
      model.expectedWeight * risk.expectedValue - (1 - model.expectedWeight) * (risk.cvar ?? -risk.expectedValue)
    let solution = stack.value?.solution ?? stack.met.last!.solution
    let certified = stack.value?.solution.boundCertified.map { settled(-$0, atLeast: objective) }
    let gap = certified.map { ($0 - objective) / max(1, abs(objective)) }
    self.init(
      caseName: model.case.name,
      status: PlanStatus(stack, gap: gap, askedGap: askedGap),
      objective: objective, boundClaimed: stack.value?.solution.boundClaimed.map { -$0 }, boundCertified: certified,
      gap: gap,
      askedGap: askedGap,
      program: ProgramSize(
        rows: formulation.programme.rowCount, columns: formulation.programme.columnCount,
        integers: formulation.programme.integerCount, nonzeros: formulation.programme.nonzeroCount),
      run: RunFacts(
        glpk: glpkVersion, openblas: OpenBLAS.version, seed: seed, rung: solution.rung,
        iterations: solution.iterations, nodes: solution.nodes),
      risk: risk, horizon: horizon, goals: stack.facts(reading, objective: objective),
      incumbent: IncumbentFacts(reading, stack, paths), paths: paths,
      rules: formulation.ruleRows(reading, prices, totals: stack.totalPrices(prices)),
      decisions: paths[0].decisions,
      rates: formulation.rateRows)
  }
}

/// A bound that the objective meets but for rounding is the objective; one that it beats by more stays, and gives the
/// plan away.
private func settled(_ bound: Double, atLeast objective: Double) -> Double {
  bound < objective && objective - bound <= 1e-8 * max(1, abs(objective)) ? objective : bound
}

extension PlanStatus {
  /// Of a solution with a plan in it.
  fileprivate init(_ stack: GoalStack, gap: Double?, askedGap: Double) {
    switch stack.ending {
    case _ where (gap ?? 0) < 0: self = .numerical
    case .optimal: self = (gap ?? .infinity) <= askedGap + stack.shareGivenUp ? .optimal : .feasible
    case .limit, .cancelled: self = .limit
    case .numerical: self = .numerical
    default: self = .feasible
    }
  }
}

extension Formulation {
  /// Every limit of the plan in its planner's unit, with its price where it binds.
  fileprivate func ruleRows(_ reading: Reading, _ prices: Prices, totals: [Double]) -> [RuleRow] {
    let activities = reading.activities
    let names = names
    let byName = Dictionary(uniqueKeysWithValues: rules.map { ($0.name, $0) })
    return draft.rowLabels.indices.filter { draft.rowLabels[$0].isLimit }.compactMap { index in
      let label = draft.rowLabels[index]
      guard let rule = byName[label.family] else { return nil }
      let measure = rule.measure(label.key, model)
      let isUpper = draft.rowUpper[index].isFinite
      let decided = label.limitTerms.reduce(0) { $0 + $1.coefficient * reading[$1.column] }
      // What was given up, or not kept, is nobody's to ask more of.
      let limit = (isUpper ? draft.rowUpper[index] : draft.rowLower[index]) + decided
      if label.isGiven, !label.limitTerms.isEmpty, limit == 0 { return nil }
      let use = activities[index] + decided
      let binding = prices.bindings[index]
      let pathIndex = label.key.node.map { model.timeline.nodes[$0].path } ?? label.key.pathIndex ?? 0
      return RuleRow(
        rule: label.family, key: names.key(label.key), path: model.timeline.paths[pathIndex].id, unit: measure.unit,
        limit: limit / measure.rowUnits, use: use / measure.rowUnits,
        slack: (isUpper ? limit - use : use - limit) / measure.rowUnits,
        dual: binding.map { $0.dual * measure.rowUnits },
        priceTotal: total(totals, index, binding).map { $0 * measure.rowUnits },
        priceUp: binding?.up.map { $0.usd * measure.rowUnits },
        priceDown: binding?.down.map { $0.usd * measure.rowUnits },
        upUntil: binding?.up.map { (limit + $0.reach) / measure.rowUnits },
        downUntil: binding?.down.map { (limit - $0.reach) / measure.rowUnits },
        kind: kind(binding), meaning: binding == nil ? "" : rule.priced(label.key, names), row: index,
        isGiven: label.isGiven)
    }
  }

  /// nil where it is no more than rounding.
  private func total(_ totals: [Double], _ row: Int, _ binding: Prices.Binding?) -> Double? {
    guard !totals.isEmpty else { return binding?.dual }
    return binding != nil || abs(totals[row]) > 1e-6 ? totals[row] : nil
  }

  private func kind(_ binding: Prices.Binding?) -> String {
    guard let binding else { return "slack" }
    if binding.up == nil || binding.down == nil { return "one_sided" }
    return programme.integerCount > 0 ? "fixed_integers" : "exact"
  }

  fileprivate var rateRows: [RateRow] {
    model.case.workloads.indices.flatMap { index in
      model.case.gpuClasses.indices.flatMap { place -> [RateRow] in
        let workload = Ref<Workload>(index), gpuClass = Ref<GPUClass>(place)
        guard let rate = model.rates[workload, gpuClass], let planned = model.rate(workload, gpuClass),
          model.pools.all.contains(where: { $0.gpuClass == gpuClass && model.allows(workload, $0) })
        else { return [] }
        return model.points(of: gpuClass, for: workload).map { point in
          let factor = model.throughputFactor(point)
          return RateRow(
            workload: model.case[workload].id, gpuClass: model.case[gpuClass].id, operatingPoint: model.name(point),
            unitsPerSPerGPU: planned * factor, low: rate.low * factor, high: rate.high * factor,
            origin: rate.origin.rawValue, source: rate.source)
        }
      }
    }
  }
}
