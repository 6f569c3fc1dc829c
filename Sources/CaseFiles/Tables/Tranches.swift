import Fleet

extension TableSpecification {
  static let tranches = TableSpecification(
    "tranches", singular: "tranche", required: true, key: ["tranche"],
    meaning: "Lots of GPUs of one class at one site, under one lease or owned.",
    columns: [
      Column("tranche", .id, .required, "a tranche's id"),
      Column("site", .reference("site"), .required, "the site of a tranche"),
      Column("gpu_class", .reference("gpu-class"), .required, "the class of a tranche"),
      Column("lease", .reference("lease"), .blank("owned"), "the lease of a tranche"),
      Column(
        "gpus", .whole(.gpus, .between(1, 1e9)), .blank("a tranche to sign"), "the GPUs of a tranche",
        more: "In whole units of the class. Either this, or `min_units` and `max_units`.", parameter: "gpus"),
      Column(
        "min_units", .whole(.units, .between(0, 1e9)), .blank("a tranche that is there"),
        "the fewest units to sign", parameter: "min_units"),
      Column(
        "max_units", .whole(.units, .between(0, 1e9)), .blank("a tranche that is there"), "the most units to sign",
        parameter: "max_units"),
      Column(
        "available_from", .day, .blank("the lease's start; always, if owned"), "the first day of delivery",
        parameter: "available_from"),
      Column(
        "ramp_days", .whole(.days, .between(0, 3660)), .standard("0"), "the days from first delivery to last",
        more: "In weekly steps of whole units.", parameter: "ramp"),
      Column(
        "lead_days", .whole(.days, .between(0, 3660)), .standard("0"), "the days from signing to delivery",
        more: "Of a tranche to sign.", parameter: "lead"),
      Column(
        "decide_by", .day, .blank("the start of the case"), "the day on which a tranche to sign is decided",
        more: "By whoever knows what has been called by then; delivered `lead_days` later at the earliest.",
        parameter: "decide_by"),
      Column(
        "capital_usd_per_gpu", .number(.dollarsPerGPU, .atLeast(0)), .standard("0"), "the capital for a GPU",
        more: "Of a tranche to sign that is owned; paid with the delivery.", parameter: "capital",
        plausible: 1e3...1e6),
      Column(
        "capital_usd", .number(.dollars, .atLeast(0)), .standard("0"), "the capital for the first unit",
        more: "Paid once if any unit is signed: a building.", parameter: "building"),
      Column(
        "life_months", .whole(.months, .between(1, 1200)), .blank("no capital"), "the life of what is bought",
        more: "Its value falls to nothing in a straight line.", parameter: "life"),
    ])
}

extension CaseBuilder {
  func tranches() -> [Tranche] {
    let leases = tables["leases"].map { first(byID: $0.records) } ?? [:]
    let units = tables["gpu-classes"].map { first(byID: $0.records) } ?? [:]
    return nouns(.tranches) { row in
      let size = size(row, unit: row.text("gpu_class").flatMap { units[$0]?.whole("unit_gpus") })
      checkDates(row, lease: row.text("lease").flatMap { leases[$0] })
      guard row.isSound, let id = row.id, let site: Ref<Site> = ref(row, "site"), let size,
        let gpuClass: Ref<GPUClass> = ref(row, "gpu_class"), let ramp = row.whole("ramp_days"),
        let lead = row.whole("lead_days")
      else { return nil }
      return Tranche(
        id: id, site: site, gpuClass: gpuClass, lease: ref(row, "lease"), size: size,
        availableFrom: row.day("available_from"), rampDays: ramp, leadDays: lead, decideBy: row.day("decide_by"),
        capital: capital(row, size), origin: row.origin)
    }
  }

  /// nil for GPUs that are leased, or there already, or cost nothing.
  private func capital(_ row: Record, _ size: Tranche.Size) -> Capital? {
    let columns = ["capital_usd_per_gpu", "capital_usd", "life_months"].filter(row.isFilled)
    if case .fixed = size {
      for column in columns + (row.isFilled("decide_by") ? ["decide_by"] : []) {
        row.report(column, "this is a column of tranches to sign", "Leave it empty, or write min_units and max_units.")
      }
      return nil
    }
    if let by = row.day("decide_by"), by < horizon.start || by >= horizon.end {
      row.report(
        "decide_by", "a tranche is decided within the case", "Write a day from \(horizon.start) to \(horizon.end + -1)."
      )
    }
    if row.isFilled("lease") {
      for column in columns { row.report(column, "capital is for GPUs that are owned", "Leave it or the lease empty.") }
      return nil
    }
    guard let life = row.whole("life_months") else {
      if !columns.isEmpty { row.report("life_months", "what is bought has a life", "Write its months.") }
      return nil
    }
    if columns == ["life_months"] {
      row.warn("life_months", "nothing is paid for what has this life", "Write what a GPU costs, or leave it empty.")
    }
    return Capital(
      perGPU: row.number("capital_usd_per_gpu") ?? 0, once: row.number("capital_usd") ?? 0, lifeMonths: life)
  }

  private func size(_ row: Record, unit: Int?) -> Tranche.Size? {
    let isFixed = row.isFilled("gpus")
    let bounds = ["min_units", "max_units"].filter { row.isFilled($0) }
    if isFixed, let bound = bounds.first {
      row.report(bound, "a tranche has either gpus, or min_units and max_units", "Leave one of the two empty.")
      return nil
    }
    if !isFixed, bounds.count < 2 {
      row.report(
        bounds == ["min_units"] ? "max_units" : bounds.isEmpty ? "gpus" : "min_units",
        "a tranche has either gpus, or both min_units and max_units",
        "Write the GPUs that are there, or the fewest and the most units to sign.")
      return nil
    }
    if isFixed {
      if row.whole("lead_days") ?? 0 > 0 {
        row.warn(
          "lead_days", "a lead time counts for tranches to sign only", "Write available_from instead.")
      }
      guard let gpus = row.whole("gpus") else { return nil }
      if let unit, gpus % unit != 0 {
        reportPart(row, "gpus", gpus: gpus, unit: unit, "a tranche", of: row.text("gpu_class") ?? "")
      }
      return .fixed(gpus: gpus)
    }
    if row.whole("ramp_days") ?? 0 > 0 {
      row.report("ramp_days", "a tranche to sign arrives at once", "Leave ramp_days empty, or split the tranche.")
    }
    guard let low = row.whole("min_units"), let high = row.whole("max_units") else { return nil }
    if low > high {
      row.report("max_units", "max_units is min_units (\(low)) or more", "Check whether the two are exchanged.")
    }
    return .optional(minUnits: low, maxUnits: high)
  }

  func reportPart(_ row: Record, _ column: String, gpus: Int, unit: Int, _ noun: String, of gpuClass: String) {
    let below = gpus / unit * unit
    let near = below > 0 ? "\(below) or \(below + unit)" : "\(unit)"
    row.report(
      column,
      "\(noun) has whole units, of \(unit) GPUs of class \(gpuClass)",
      "The nearest whole numbers are \(near).")
  }

  private func checkDates(_ row: Record, lease: Record?) {
    let signed = delivery(row), stated = row.day("available_from")
    guard let from = [stated, signed].compactMap({ $0 }).max() else { return }
    let isStated = from == stated
    let column = isStated ? "available_from" : row.isFilled("decide_by") ? "decide_by" : "lead_days"
    let earlier = isStated ? "Write an earlier day." : "Decide it earlier, or shorten lead_days."
    if let start = lease?.day("start"), let end = lease?.day("end"), start < end, let last = lease?.lastEnd,
      from >= last
    {
      row.report(column, "the tranche comes after its lease has ended, on \(last)", earlier)
    } else if from >= horizon.end {
      row.warn(
        column, "the tranche comes after the last period, which ends on \(horizon.end)",
        "Take it out, or plan more periods.")
    }
  }

  /// The earliest delivery of a tranche to sign that says when it is decided, or how long it takes.
  private func delivery(_ row: Record) -> Day? {
    let decided = row.day("decide_by") ?? horizon.start
    guard !row.isFilled("gpus"), decided < horizon.end, let lead = row.whole("lead_days"),
      lead > 0 || row.isFilled("decide_by")
    else { return nil }
    return decided + lead
  }
}
