import Fleet

extension CaseBuilder {
  /// GPUs let to a tenant under a lease of which we are the lessor; nil where it was reported.
  func letting(_ row: Record) -> Letting? {
    let others = [
      "model", "precision", "unit", "input_tokens", "output_tokens", "value_usd_per_unit",
      "shortfall_usd_per_unit", "migration_usd_per_gpu", "min_share", "cover_share", "cover", "cover_calls",
      "load_curve", "mix_efficiency", "work_units", "release", "deadline", "class_rule", "mixed_penalty",
      "scaling_exponent", "lateness_usd_per_unit_day", "latest", "pause_usd",
    ]
    refuse(others, row, of: "a service or a job", what: "a letting")
    for column in ["lease", "min_gpus", "max_gpus"] where !row.isFilled(column) {
      row.report(column, "a letting has a lease, and the fewest and the most GPUs to let", "Write all three.")
    }
    for column in ["sites", "gpu_classes"] where row.list(column)?.count != 1 {
      row.report(column, "a letting is of one class at one site", "Write one, and a row for each other.")
    }
    guard let low = row.whole("min_gpus"), let high = row.whole("max_gpus"), let lease: Ref<Lease> = ref(row, "lease")
    else { return nil }
    if low > high {
      row.report("max_gpus", "max_gpus is min_gpus (\(low)) or more", "Check whether the two are exchanged.")
    }
    let classes = tables["gpu-classes"].map { first(byID: $0.records) } ?? [:]
    let unit = row.list("gpu_classes")?.first.flatMap { classes[$0]?.whole("unit_gpus") }
    for (column, gpus) in [("min_gpus", low), ("max_gpus", high)] {
      if let unit, gpus % unit != 0 {
        reportPart(row, column, gpus: gpus, unit: unit, "a letting", of: row.list("gpu_classes")?.first ?? "")
      }
    }
    checkPlace(row, least: low, unit: unit)
    return Letting(lease: lease, minGPUs: low, maxGPUs: high)
  }

  /// A letting stands where its tenant may be, and finds its least size there.
  private func checkPlace(_ row: Record, least: Int, unit: Int?) {
    guard let sites = row.list("sites"), let classes = row.list("gpu_classes"), sites.count == 1, classes.count == 1,
      let unit
    else { return }
    let site = sites[0], gpuClass = classes[0]
    let tenant = tables["tenants"]?.records.first { $0.id == row.text("tenant") }
    if let own = tenant?.list("sites"), !own.contains(site) {
      row.report(
        "sites", "the tenant may be at \(own.joined(separator: " and ")) only (tenants.csv)",
        "Write one of these, or add this one there.")
    }
    guard !unread.contains("tranches"), let tranches = tables["tranches"]?.records else { return }
    let spot = Set((tables["leases"]?.records ?? []).filter(isInterrupted).compactMap(\.id))
    let there = tranches.filter {
      $0.text("site") == site && $0.text("gpu_class") == gpuClass && !spot.contains($0.text("lease") ?? "")
    }
    let most = there.map { $0.whole("gpus") ?? ($0.whole("max_units") ?? 0) * unit }.reduce(0, +)
    if least > most, tranches.allSatisfy(\.isSound) {
      row.report(
        "min_gpus", "the tranches of class \(gpuClass) at \(site) that are not spot hold \(most) GPUs at most",
        "Write no more than these.")
    }
  }

  private func isInterrupted(_ lease: Record) -> Bool {
    (lease.number("interruptions_per_month") ?? 0) * (lease.number("restart_hours") ?? 0) > 0
  }

  /// Whether a lease is one under which GPUs are let.
  func isLetting(_ lease: Record) -> Bool {
    tables["workloads"]?.records.contains { $0.text("kind") == "letting" && $0.text("lease") == lease.id } ?? false
  }

  /// What a lease may not say where we are the lessor.
  func checkLet(_ row: Record, _ lease: Lease) {
    guard isLetting(row) else { return }
    if tables["tranches"]?.records.contains(where: { $0.text("lease") == row.id }) ?? false {
      row.report("lease", "a tranche is under this lease, and GPUs are let under it", "Write a lease for each.")
      return
    }
    let unknown = [
      "exit_notice_days", "exit_from", "exit_fee_usd", "renewal_months", "renewal_usd_per_gpu_h", "decide_by",
      "take_or_pay_window", "notice_rent_share", "reclaim_take_or_pay", "end_value_usd_per_gpu_h",
      "interruptions_per_month", "restart_hours",
    ]
    for column in unknown where row.isFilled(column) {
      row.report(column, "of a lease under which GPUs are let, this is not planned on", "Leave it empty.")
    }
    if lease.reclaimHolder.lesseeMayExit {
      row.warn(
        "reclaim_holder", "the tenant's own right to leave is not planned on",
        "Read the rent as what comes in while it stays.")
    }
    if lease.takeOrPayShare == 0 {
      row.warn(
        "take_or_pay_share", "a plan counts on the rent that the tenant is committed to, and that is nothing",
        "Write the share of the hours that it pays, used or not.")
    }
  }
}
