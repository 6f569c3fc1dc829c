import Fleet

extension Audit {
  /// tenant-budget: what a tenant's GPU-hours come to by their tariffs, and its energy, undiscounted, against its budget;
  /// by path and fiscal year.
  ///
  ///     sum of H tariff gpus + energy <= budget_usd
  mutating func checkTenantBudgets() {
    for tenant in planningCase.tenants {
      guard let budget = tenant.budget else { continue }
      for course in courses {
        for (year, slices) in windows(.year, on: course) {
          var spent = Sum()
          for slice in slices { spent.add(charged(tenant, slice, course)) }
          for (period, row) in wholeMoney(course)
          where row.text("tenant") == tenant.id && row.text("term") == "energy"
            && "FY\(planningCase.budgetYear(ofPeriod: period))" == year
          {
            spent.add(-row["usd"])
          }
          ledger.atMost(
            "tenant-budget", Occasion(path: course.id, time: nil, subjects: [tenant.id, year]), use: spent.value,
            limit: budget, unit: "USD", at: nil, "what GPUs and energy of \(tenant.id) cost in \(year) on \(course.id)")
        }
      }
    }
  }

  private func charged(_ tenant: Tenant, _ slice: Slice, _ course: Course) -> Sum {
    slice.uses.filter { $0.tenant.id == tenant.id }.reduce(into: Sum()) { sum, use in
      sum.add(slice.hours, tariff(of: use.tranche, slice, course), use.gpus)
    }
  }

  /// USD per GPU-hour: the mean rent of the tranches that no row tells apart from one, by the most GPUs of each that can be
  /// there.
  private func tariff(of tranche: Tranche, _ slice: Slice, _ course: Course) -> Double {
    if let fallback = tranche.fallback { return planningCase.fallbacks[fallback.index].price[slice.period] }
    let pool = pool(of: tranche)
    var gpus = Sum(), rent = Sum()
    for other in planningCase.tranches where self.pool(of: other) == pool {
      let most = mostGPUs(of: other, at: slice.start, on: course)
      gpus.add(most)
      rent.add(most, planningCase.rent(other, at: slice.start, on: course))
    }
    return gpus.value > 0 ? rent.value / gpus.value : 0
  }

  private func mostGPUs(of tranche: Tranche, at moment: Instant, on course: Course) -> Double {
    guard mayBeThere(tranche, at: moment, on: course) else { return 0 }
    let unit = planningCase.gpuClasses[tranche.gpuClass.index].unitGPUs
    let units = planningCase.unitsDelivered(tranche, at: moment)
    if case .optional(_, let most) = tranche.size { return Double(unit * units * most) }
    return Double(unit * units)
  }
}
