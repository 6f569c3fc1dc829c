import Fleet

extension Audit {
  /// totals: every number in `totals`, and every option under `risk` and `run.options`, is what tables and case give.
  ///
  /// The numbers are named by their keys, `totals.sites.colossus-1.it_mw_peak`; each must stand, and no other may.
  mutating func checkTotals() {
    var expected: [String: (sum: Sum, unit: String)] = [:]
    sumMoney(into: &expected)
    sumTenants(into: &expected)
    sumSites(into: &expected)
    expected["totals.gpus_peak"] = (peak(base.slices.map { gpus($0.uses) }), "GPUs")
    state(planningCase.options, into: &expected)
    var found: [String: Double] = [:]
    collect(folder.document["totals"], "totals", into: &found)
    collect(folder.document["run"]["options"], "run.options", into: &found)
    for key in ["risk_weight", "risk_level"] { found["risk." + key] = folder.document["risk"][key].number }
    for key in Set(found.keys).union(expected.keys).sorted() {
      let (written, wanted) = (found[key], expected[key])
      ledger.require("totals", written != nil && wanted != nil, key: key) {
        "plan.json: \(key) " + (written == nil ? "is missing." : "follows from no table of the plan.")
      }
      if let written, let wanted {
        ledger.equal("totals", written, wanted.sum, unit: wanted.unit, key: key, "plan.json: \(key)")
      }
    }
  }

  private func sumMoney(into expected: inout [String: (sum: Sum, unit: String)]) {
    // A plan that pays and earns nothing has sums too.
    for name in ["totals.money.sum", "totals.expected.sum"] { expected[name] = (Sum(), "USD") }
    for course in courses {
      for (period, row) in wholeMoney(course) {
        for term in [row.text("term"), "sum"] {
          if course.parent == nil { expected["totals.money." + term, default: (Sum(), "USD")].sum.add(row["usd"]) }
          expected["totals.expected." + term, default: (Sum(), "USD")].sum
            .add(course.probability, planningCase.worth(ofPeriod: period), row["usd"])
        }
      }
    }
  }

  /// Shares of tenants with several workloads are weighed by value per unit, since unlike work does not add up.
  private func sumTenants(into expected: inout [String: (sum: Sum, unit: String)]) {
    let work = Dictionary(folder["work"].map { ($0.text("workload"), $0) }, uniquingKeysWith: { first, _ in first })
    for (index, tenant) in planningCase.tenants.enumerated() {
      let workloads = planningCase.workloads.filter { $0.tenant.index == index }
      let name = "totals.tenants.\(tenant.id)."
      var asked = Sum(), served = Sum()
      for workload in workloads {
        let rows = base.slices.compactMap { slice in slice.service[workload.id].map { ($0, slice.seconds) } }
        let own = "\(name)workloads.\(workload.id)."
        func total(_ service: String, _ job: String) -> Sum {
          rows.reduce(into: Sum(work[workload.id]?[job] ?? 0)) { $0.add($1.0[service], $1.1) }
        }
        let (all, done) = (total("mean_asked", "work_units"), total("served", "done_units"))
        expected[own + "asked_units"] = (all, workload.unit)
        expected[own + "served_units"] = (done, workload.unit)
        expected[own + "short_units"] = (total("short", "missing_units"), workload.unit)
        expected[own + "served_share"] = (Sum(all.value > 0 ? done.value / all.value : 1), "")
        let weight = workloads.count == 1 ? 1 : workload.value.base
        asked.add(weight, all.value)
        served.add(weight, done.value)
      }
      if asked.value > 0 { expected[name + "served_share"] = (Sum(served.value / asked.value), "") }
      expected[name + "gpus_peak"] = (
        peak(base.slices.map { slice in gpus(slice.uses.filter { $0.tenant.id == tenant.id }) }), "GPUs"
      )
    }
  }

  private func sumSites(into expected: inout [String: (sum: Sum, unit: String)]) {
    for site in planningCase.sites {
      let rows = base.slices.compactMap { $0.sites[site.id] }, name = "totals.sites.\(site.id)."
      for (key, column) in [("it", "it_kw"), ("facility", "facility_kw"), ("provisioned", "provisioned_kw")] {
        expected[name + key + "_mw_peak"] = (Sum(peak(rows.map { $0[column] }).value / 1000), "MW")
      }
      for (key, column, scale) in [
        ("energy_mwh", "energy_mwh", 1), ("water_m3", "water_m3", 1), ("carbon_t", "carbon_kg", 1e-3),
        ("local_air_t", "local_air_kg", 1e-3),
      ] where rows.allSatisfy({ $0.has(column) }) {
        expected[name + key] = (
          rows.reduce(into: Sum()) { $0.add($1[column], scale) }, String(key.split(separator: "_").last!)
        )
      }
      expected[name + "gpus_peak"] = (
        peak(base.slices.map { slice in gpus(slice.uses.filter { $0.site.id == site.id }) }), "GPUs"
      )
    }
  }

  private func state(_ options: PlanOptions, into expected: inout [String: (sum: Sum, unit: String)]) {
    var facts = [
      "run.options.gap": options.gap, "run.options.risk_weight": options.riskWeight,
      "run.options.risk_level": options.riskLevel, "run.options.floor_penalty": options.floorPenalty,
      "run.options.service_floor_penalty": options.serviceFloorPenalty,
      "run.options.discount_rate": planningCase.discountRate, "risk.risk_weight": options.riskWeight,
      "risk.risk_level": options.riskLevel,
    ]
    facts["run.options.yearly_budget"] = options.yearlyBudget
    let stated = folder.document["run"]["options"]
    if stated["change_usd_per_gpu"].number != nil { facts["run.options.change_usd_per_gpu"] = options.changePrice }
    if stated["change_limit"].number != nil { facts["run.options.change_limit"] = options.changeLimit }
    if stated["most_notices"].number != nil { facts["run.options.most_notices"] = Double(options.mostNotices) }
    if stated["tail_value_floor"].number != nil { facts["run.options.tail_value_floor"] = options.tailValueFloor }
    if stated["end_value_haircut"].number != nil { facts["run.options.end_value_haircut"] = options.endValueHaircut }
    if case .quantile(let share) = planningCase.planOn { facts["run.options.plan_on"] = share }
    for (key, fact) in facts { expected[key] = (Sum(fact), "") }
  }

  private func peak(_ values: [Double]) -> Sum { Sum(values.max() ?? 0) }

  /// The numbers below a value, by their keys; what stands in a list goes by its first text: a tenant's or site's id.
  private func collect(_ json: JSON, _ name: String, into found: inout [String: Double]) {
    if let number = json.number { found[name] = number }
    for (key, value) in json.members { collect(value, "\(name).\(key)", into: &found) }
    for element in json.elements {
      let id = ["tenant", "workload", "site"].lazy.compactMap { element[$0].text }.first ?? "?"
      collect(element, "\(name).\(id)", into: &found)
    }
  }
}
