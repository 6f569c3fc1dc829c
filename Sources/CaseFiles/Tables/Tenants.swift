import Fleet

extension TableSpecification {
  static let tenants = TableSpecification(
    "tenants", singular: "tenant", required: true, key: ["tenant"],
    meaning: "Users of the fleet, with floors and caps of their own.",
    columns: [
      Column("tenant", .id, .required, "a tenant's id"),
      Column(
        "priority", .whole(.none, .between(1, 1000)), .standard("1"), "a tenant's rank",
        more: "1 comes first. It acts through the goal `shortfall-by-priority` alone."),
      Column(
        "floor_gpus", .number(.gpus, .atLeast(0)), .blank("none"), "the GPUs that a tenant has at least",
        parameter: "floor_gpus", varies: true),
      Column(
        "cap_gpus", .number(.gpus, .atLeast(0)), .blank("none"), "the GPUs that a tenant has at most",
        parameter: "cap_gpus", varies: true),
      Column(
        "supplier_share", .number(.share, .share), .blank("no limit"),
        "the largest share of a tenant's GPUs from one lessor", parameter: "supplier_share", varies: true),
      Column(
        "site_share", .number(.share, .share), .blank("no limit"),
        "the largest share of a tenant's GPUs at one site",
        more: "Part of a site is given to a tenant by `floor_gpus` and `cap_gpus`, or by a letting.",
        parameter: "site_share", varies: true),
      Column(
        "budget_usd", .number(.dollars, .atLeast(0)), .blank("no limit"),
        "the most that a tenant's GPU-hours and energy cost in a fiscal year", parameter: "budget",
        plausible: 1e3...1e13),
      Column("sites", .references("site"), .blank("all"), "the sites of a tenant"),
    ])
}

extension CaseBuilder {
  func tenants() -> [Tenant] {
    let busy = Set(tables["workloads"]?.records.compactMap { $0.text("tenant") } ?? [])
    return nouns(.tenants) { row in
      let floor = value(row, "floor_gpus", whenBlank: 0), cap = value(row, "cap_gpus")
      if let floor, let cap, let period = periods.indices.first(where: { floor[$0] > cap[$0] }) {
        row.report(
          "cap_gpus",
          "in \(periods[period].id) the cap (\(cap[period].shortest)) is less than the floor "
            + "(\(floor[period].shortest))", "Raise the cap, or lower the floor.")
      }
      if let id = row.id, !busy.contains(id), !unread.contains("workloads") {
        row.warn(
          "tenant", "the tenant has no workload", "Add one to workloads.csv, or take the tenant out.")
      }
      checkSiteShare(row)
      let share = value(row, "supplier_share", whenBlank: 1), siteShare = value(row, "site_share", whenBlank: 1)
      guard row.isSound, let id = row.id, let priority = row.whole("priority") else { return nil }
      var tenant = Tenant(
        id: id, priority: priority, floorGPUs: floor, capGPUs: cap, supplierShare: share, sites: refs(row, "sites"),
        origin: row.origin)
      tenant.siteShare = siteShare
      tenant.budget = row.number("budget_usd")
      return tenant
    }
  }

  /// Reports a tenant whose sites are too few for its largest share at one of them: it could have no GPU at all.
  private func checkSiteShare(_ row: Record) {
    let places = row.list("sites")?.count ?? tables["sites"]?.records.count ?? 0
    guard let share = row.number("site_share"), places > 0, !unread.contains("sites"), share * Double(places) < 1 - 1e-9
    else { return }
    row.report(
      "site_share",
      "a tenant with \(places == 1 ? "one site" : "\(places) sites") and at most \(share.shortest) of its GPUs at each "
        + "can have none", "Raise the share, or give the tenant more sites.")
  }
}
