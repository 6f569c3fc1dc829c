import Fleet

extension PlanningCase {
  /// Work units per second asked of a service on a path from its last notice on: its demand times the factors of all pools
  /// that have been called.
  func demand(of workload: Workload, in period: Int, on course: Course) -> Double {
    course.poolsCalled.reduce(workload.service?.demand[period] ?? 0) { $0 * factor(of: $1, for: workload) }
  }

  private func factor(of pool: Int, for workload: Workload) -> Double {
    reclaimPools[pool].demandFactors.first { workloads[$0.key.index].id == workload.id }?.value ?? 1
  }

  /// Whether a call at the start of a period changes what is asked in it or later.
  func changesDemand(_ pool: Int, from period: Int) -> Bool {
    reclaimPools[pool].demandFactors.contains { service, factor in
      factor != 1 && workloads[service.index].service?.demand[period...].contains { $0 != 0 } ?? false
    }
  }
}
