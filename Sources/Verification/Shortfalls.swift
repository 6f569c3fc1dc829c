import Fleet

extension Audit {
  func penalise(_ slice: Slice, on course: Course, into accounts: inout [Account: Sum]) {
    let options = planningCase.options, period = slice.period
    for workload in planningCase.workloads {
      guard let share = workload.service?.minShare, let row = slice.service[workload.id] else { continue }
      let least = share[period] * planningCase.demand(of: workload, in: period, on: course)
      let tenant = planningCase.tenants[workload.tenant.index].id
      let cost = options.serviceFloorPenalty * (workload.value[period] + workload.shortfallCost[period])
      accounts[account(slice, tenant, "", "floor-penalty"), default: Sum()]
        .add(-cost, slice.seconds, max(0, least - row["capacity"]))
    }
    for tenant in planningCase.tenants {
      guard let floor = tenant.floorGPUs else { continue }
      let missed = max(0, floor[period] - gpus(slice.uses.filter { $0.tenant.id == tenant.id }))
      accounts[account(slice, tenant.id, "", "floor-penalty"), default: Sum()]
        .add(-options.floorPenalty, slice.hours, missed)
    }
  }

  /// A job's missing work is paid in the period in which its last day lies, on the paths that reach it on their own.
  func missJobs(_ course: Course, into accounts: inout [Account: Sum]) {
    for row in rows("work", of: course) {
      guard let workload = planningCase.workloads.first(where: { $0.id == row.text("workload") }),
        let job = workload.job
      else { continue }
      let last = lastDay(of: job).flatMap { day in planningCase.periods.firstIndex { day <= $0.end } }
      let period = last ?? planningCase.periods.count - 1
      guard period >= course.notice ?? 0 else { continue }
      let tenant = planningCase.tenants[workload.tenant.index].id
      accounts[[planningCase.periods[period].id, tenant, "", "shortfall"], default: Sum()]
        .add(-workload.shortfallCost[period], row["missing_units"])
    }
  }
}
