import Fleet

extension Audit {
  /// capital: what a path pays for GPUs that are bought, in USD, by slice and site.
  ///
  ///     capital = capital_usd_per_gpu * GPUs signed + capital_usd, if any are
  ///
  /// It is due in the slice that begins with the delivery.
  func capital(on course: Course) -> [(slice: Slice, site: String, usd: Sum)] {
    planningCase.tranches.compactMap { tranche in
      guard tranche.capital != nil, let delivered = delivery(tranche),
        let slice = firstSlice(of: course, from: delivered)
      else { return nil }
      return (slice, planningCase.sites[tranche.site.index].id, cost(tranche, on: course))
    }
  }

  private func delivery(_ tranche: Tranche) -> Instant? {
    planningCase.firstDay(of: tranche).map { Instant($0, in: zone(tranche)) }
  }

  private func cost(_ tranche: Tranche, on course: Course) -> Sum {
    guard let capital = tranche.capital, course.signed[tranche.id] ?? 0 > 0 else { return Sum() }
    var cost = Sum(capital.once)
    cost.add(capital.perGPU, gpus(perUnitOf: tranche, on: course))
    return cost
  }

  /// What GPUs that were bought are worth when the horizon ends, USD.
  ///
  ///     (1 - end_value_haircut) * capital * max(0, 1 - time from delivery to the horizon's end / time to the end of life)
  func bookValue(_ tranche: Tranche, on course: Course) -> Sum {
    let end = Instant(planningCase.periods.last!.end)
    guard let capital = tranche.capital, let first = planningCase.firstDay(of: tranche),
      let delivered = delivery(tranche), delivered < end
    else { return Sum() }
    let worn = Instant(first.later(months: capital.lifeMonths), in: zone(tranche))
    let age = Instant.hours(from: delivered, to: end) / Instant.hours(from: delivered, to: worn)
    var value = cost(tranche, on: course)
    value.scale(by: max(0, 1 - age))
    value.scale(by: 1 - planningCase.options.endValueHaircut)
    return value
  }
}
