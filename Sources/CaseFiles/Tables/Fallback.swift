import Fleet

extension TableSpecification {
  static let fallback = TableSpecification(
    "fallback", singular: "fallback", required: false, key: ["fallback"],
    meaning: """
      GPUs that can be had when others go: ordered firmly ahead of time, or held on standby and called after a notice. \
      A plan shows each as a tranche of the same id, which no tranche of `tranches.csv` may have.
      """,
    columns: [
      Column("fallback", .id, .required, "a fallback's id"),
      Column("supplier", .text, .required, "who supplies the GPUs"),
      Column("site", .reference("site"), .required, "the site of a fallback"),
      Column("gpu_class", .reference("gpu-class"), .required, "the class of a fallback"),
      Column(
        "kind", .choice(Fallback.Kind.allCases.map(\.rawValue)), .required, "the kind of a fallback",
        more: """
          `firm`: ordered on any day; `standby`: called after a notice, up to what the period before it held, \
          for as long as the term of what was called back.
          """),
      Column(
        "lead_days", .whole(.days, .between(0, 3660)), .required, "a fallback's lead time",
        more: "From the order, or the call, to the arrival.", parameter: "lead"),
      Column(
        "min_months", .whole(.months, .between(1, 1200)), .blank("kept to the end of the case"),
        "a fallback's shortest term", more: "From the arrival.", parameter: "min_months"),
      Column(
        "usd_per_gpu_h", .number(.dollarsPerGPUHour, .atLeast(0)), .required, "a fallback's price",
        more: "From the arrival on.", parameter: "price", varies: true, plausible: 0.05...100),
      Column(
        "premium_usd_per_gpu_h", .number(.dollarsPerGPUHour, .atLeast(0)), .standard("0"), "a fallback's premium",
        more: "For each GPU held on standby; standby only.", parameter: "premium", varies: true,
        plausible: 0.001...100),
      Column(
        "cap_gpus", .whole(.gpus, .between(0, 1e9)), .required, "a fallback's cap",
        more: "The most GPUs to have, or to hold on standby, at a time.", parameter: "cap"),
    ])
}

extension CaseBuilder {
  func fallbacks() -> [Fallback] {
    let tranches = tables["tranches"].map { first(byID: $0.records) } ?? [:]
    return nouns(.fallback) { row in
      if let tranche = row.id.flatMap({ tranches[$0] }) {
        row.report(
          "fallback", "the tranche in line \(tranche.line) of \(tranche.origin.file) has this id",
          "Give the fallback another one, since a plan shows it among the tranches.")
      }
      checkStandby(row)
      guard row.isSound, let id = row.id, let supplier = row.text("supplier"), let site: Ref<Site> = ref(row, "site"),
        let gpuClass: Ref<GPUClass> = ref(row, "gpu_class"), let kind = row.text("kind").flatMap(Fallback.Kind.init),
        let lead = row.whole("lead_days"), let price = value(row, "usd_per_gpu_h"),
        let premium = value(row, "premium_usd_per_gpu_h"), let cap = row.whole("cap_gpus")
      else { return nil }
      return Fallback(
        id: id, supplier: supplier, site: site, gpuClass: gpuClass, kind: kind, leadDays: lead,
        minMonths: row.whole("min_months"), price: price, premium: premium, capGPUs: cap, origin: row.origin)
    }
  }

  private func checkStandby(_ row: Record) {
    switch row.text("kind").flatMap(Fallback.Kind.init) {
    case .firm:
      let premium = "premium_usd_per_gpu_h", name = "fallback.\(row.id ?? "").premium"
      guard row.isFilled(premium) || overrides[name] != nil else { return }
      row.report(
        premium, "only a fallback on standby has a premium, here or in prices.csv",
        "Leave it empty, or write kind standby.")
    case .standby where tables["reclaim"]?.records.isEmpty ?? true && !unread.contains("reclaim"):
      row.warn(
        "kind", "a standby is called after a notice only, and the case has no reclaim pool",
        "Add one to reclaim.csv, or take the fallback out.")
    default: break
    }
  }
}
