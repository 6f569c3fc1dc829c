import Fleet

extension PlanningCase {
  /// A power cap of a class by its id; nil for `full` and for any other name.
  func point(_ id: String, of gpuClass: Ref<GPUClass>) -> OperatingPoint? {
    operatingPoints.first { $0.id == id && $0.gpuClass == gpuClass }
  }
}

extension Audit {
  /// rates: low <= rate <= high, all above zero, one row for a workload on a class where it may run, at a point of it.
  ///
  ///     rate at a point = throughput_factor * rate at full power,  of work counted in GPU-hours 1 / 3600
  mutating func checkRates() {
    for row in folder["rates"] {
      let key = ["workload", "gpu_class", "operating_point"].map(row.text)
      ledger.require("rates", isRated(key) && rates[key] == nil && !row.text("origin").isEmpty, key: row.key) {
        "\(row.place): a rate stands once, with its origin, for a workload on a class where it may run, at a point of it."
      }
      let (low, rate, high) = (row["low"], row["units_per_s_per_gpu"], row["high"])
      ledger.require("rates", 0 <= low && low <= rate && rate <= high && rate > 0, key: row.key) {
        "\(row.place): the rate \(rate) does not lie in its interval from \(low) to \(high)."
      }
      rates[key] = rate
    }
    for row in folder["rates"] {
      let key = ["workload", "gpu_class", "operating_point"].map(row.text)
      checkFactor(row, key)
      checkHours(row, key)
    }
  }

  private func isRated(_ key: [String]) -> Bool {
    guard let workload = planningCase.workloads.first(where: { $0.id == key[0] }), workload.letting == nil,
      let index = planningCase.gpuClasses.firstIndex(where: { $0.id == key[1] })
    else { return false }
    let isPoint = key[2] == "full" || planningCase.point(key[2], of: Ref(index)) != nil
    return isPoint && workload.gpuClasses?.contains(Ref(index)) ?? true
  }

  private func checkFactor(_ row: Row, _ key: [String]) {
    let gpuClass = planningCase.gpuClasses.firstIndex { $0.id == key[1] }
    guard let point = gpuClass.flatMap({ planningCase.point(key[2], of: Ref($0)) }) else { return }
    let full = rates[[key[0], key[1], "full"]] ?? .nan
    ledger.equal("rates", row, "units_per_s_per_gpu", Sum(full, point.throughputFactor), unit: "")
  }

  /// One GPU-hour an hour, or its share that is left where a service runs on several classes.
  private func checkHours(_ row: Row, _ key: [String]) {
    guard key[2] == "full", let workload = planningCase.workloads.first(where: { $0.id == key[0] }),
      workload.model == ""
    else { return }
    let classes = Set(planningCase.tranches.filter { allows(workload, on: $0) }.map(\.gpuClass))
    let share = classes.count > 1 ? workload.service?.mixEfficiency ?? 1 : 1
    ledger.equal("rates", row, "units_per_s_per_gpu", Sum(share, 1 / 3600), unit: "")
  }

  /// Whether a workload may run on a tranche, by its tenant's sites, its own and its classes.
  func allows(_ workload: Workload, on tranche: Tranche) -> Bool {
    planningCase.tenants[workload.tenant.index].sites?.contains(tranche.site) ?? true
      && workload.sites?.contains(tranche.site) ?? true && workload.gpuClasses?.contains(tranche.gpuClass) ?? true
  }
}
