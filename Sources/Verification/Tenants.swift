import Fleet

extension Audit {
  /// tenant-cap, tenant-floor (unless a call has taken GPUs), supplier-share: whose GPUs, and from whom.
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
    if let floor = tenant.floorGPUs, isUntouched(course) {
      ledger.atLeast(
        "tenant-floor", at, use: all, limit: floor[slice.period], unit: "GPUs", at: row,
        "GPUs of \(tenant.id) from \(slice.start)")
    }
    guard let share = tenant.supplierShare else { return }
    for lessor in Set(planningCase.leases.map(\.lessor) + planningCase.fallbacks.map(\.supplier)).sorted() {
      ledger.atMost(
        "supplier-share", occasion(course, slice, tenant.id, lessor),
        use: gpus(uses.filter { $0.lessor == lessor }), limit: share[slice.period] * all, unit: "GPUs", at: row,
        "GPUs of \(tenant.id) from \(lessor)")
    }
  }

  func gpus(_ uses: [Use]) -> Double { uses.reduce(into: Sum()) { $0.add($1.gpus) }.value }
}
