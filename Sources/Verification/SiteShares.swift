import Fleet

extension Audit {
  /// site-share: GPUs of a tenant at one site <= site_share * all its GPUs.
  mutating func checkSiteShares() {
    for (course, slice) in everySlice {
      for tenant in planningCase.tenants {
        guard let share = tenant.siteShare?[slice.period] else { continue }
        let uses = slice.uses.filter { $0.tenant.id == tenant.id }, all = gpus(uses)
        for site in planningCase.sites.map(\.id) {
          ledger.atMost(
            "site-share", occasion(course, slice, tenant.id, site), use: gpus(uses.filter { $0.site.id == site }),
            limit: share * all, unit: "GPUs", at: uses.first?.row, "GPUs of \(tenant.id) at \(site)")
        }
      }
    }
  }
}
