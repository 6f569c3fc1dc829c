import Fleet

extension Audit {
  /// pauses: what it costs each time a gang runs again, having run before and not in the slice before, USD, by tenant.
  ///
  /// After a notice the slices before it are those of the path that it leaves.
  func pause(_ course: Course, into accounts: inout [Account: Sum]) {
    let slices = wholePath(course)
    for workload in planningCase.workloads {
      guard let gang = workload.gang, gang.pauseCost > 0 else { continue }
      let tenant = planningCase.tenants[workload.tenant.index].id
      var hasRun = false, pauses = false
      for slice in slices {
        let runs = slice.uses.contains { $0.workload.id == workload.id }
        if runs, pauses, slice.start >= course.from {
          accounts[account(slice, tenant, "", "pauses"), default: Sum()].add(-gang.pauseCost)
        }
        hasRun = hasRun || runs
        pauses = hasRun && !runs
      }
    }
  }
}
