import Fleet

extension Audit {
  /// The first day on which a job may no longer run: its deadline, or a later one if it may be late; nil for the end of the
  /// case.
  func lastDay(of job: Job) -> Day? {
    guard let lateness = job.lateness else { return job.deadline }
    return lateness.latest
  }

  /// lateness: what work costs that is done after its deadline, USD, by tenant and site.
  ///
  ///     lateness = -cost * S mean_units_per_s * days from the deadline to the middle of the slice
  func delay(_ slice: Slice, into accounts: inout [Account: Sum]) {
    for use in slice.uses {
      guard let cost = use.workload.job?.lateness?.cost, let deadline = use.workload.job?.deadline,
        Instant(deadline) <= slice.start
      else { continue }
      let middle = Instant.hours(from: Instant(deadline), to: slice.start) + slice.hours / 2
      accounts[account(slice, use.tenant.id, use.site.id, "lateness"), default: Sum()]
        .add(-cost, slice.seconds, use.row["mean_units_per_s"], middle / 24)
    }
  }

  /// When lateness begins to cost: no slice in which the job runs may go on across it.
  func deadlines() -> [(id: String, moments: [Instant])] {
    planningCase.workloads.compactMap { workload in
      workload.job?.lateness == nil ? nil : workload.job?.deadline.map { (workload.id, [Instant($0)]) }
    }
  }
}
