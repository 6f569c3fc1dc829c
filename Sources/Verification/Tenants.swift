import Fleet

extension Audit {
  /// tenant-cap, tenant-floor (base path), supplier-share: whose GPUs, and from whom.
  ///
  ///     floor_gpus <= sum gpus <= cap_gpus,  GPUs of one lessor <= supplier_share * sum gpus
  mutating func checkTenants() {
    for (course, slice) in everySlice {
      for tenant in planningCase.tenants {
        check(tenant, slice.uses.filter { $0.tenant.id == tenant.id }, slice, course)
      }
    }
  }

  private mutating func check(_ tenant: Tenant, _ uses: [Use], _ slice: Slice, _ course: Course) {
    let all = gpus(uses), at = occasion(course, slice, tenant.id), row = uses.first?.row
    if let cap = tenant.capGPUs {
      ledger.atMost(
        "tenant-cap", at, use: all, limit: cap[slice.period], unit: "GPUs", at: row, "GPUs of \(tenant.id)")
    }
    if let floor = tenant.floorGPUs, course.notice == nil {
      ledger.atLeast(
        "tenant-floor", at, use: all, limit: floor[slice.period], unit: "GPUs", at: row,
        "GPUs of \(tenant.id) from \(slice.start)")
    }
    guard let share = tenant.supplierShare else { return }
    for lessor in Set(planningCase.leases.map(\.lessor)).sorted() {
      ledger.atMost(
        "supplier-share", occasion(course, slice, tenant.id, lessor),
        use: gpus(uses.filter { $0.lease?.lessor == lessor }), limit: share[slice.period] * all, unit: "GPUs", at: row,
        "GPUs of \(tenant.id) from \(lessor)")
    }
  }

  /// reclaim-cover: whatever one lessor may call back, the rest of the base path covers a share of the demand.
  ///
  ///     capacity without that lessor's reclaimable GPUs >= cover_share * asked
  mutating func checkReclaimCover() {
    let reclaimable = planningCase.leases.filter { $0.reclaimHolder == .owner || $0.reclaimHolder == .both }
    for slice in base.slices {
      for workload in planningCase.workloads {
        guard let service = workload.service, let share = service.coverShare else { continue }
        for lessor in Set(reclaimable.map(\.lessor)).sorted() {
          let mine = slice.uses.filter { $0.workload.id == workload.id }
          var left = Sum()
          for use in mine where !(use.lease.map { isReclaimable($0, by: lessor) } ?? false) {
            left.add(use.row["units_per_s"])
          }
          ledger.atLeast(
            "reclaim-cover", occasion(base, slice, workload.id, lessor), use: left.value,
            limit: share[slice.period] * service.demand[slice.period], unit: workload.unit + "/s",
            at: mine.first?.row, "capacity for \(workload.id) without what \(lessor) may reclaim")
        }
      }
    }
  }

  private func isReclaimable(_ lease: Lease, by lessor: String) -> Bool {
    lease.lessor == lessor && (lease.reclaimHolder == .owner || lease.reclaimHolder == .both)
  }

  func gpus(_ uses: [Use]) -> Double { uses.reduce(into: Sum()) { $0.add($1.gpus) }.value }
}
