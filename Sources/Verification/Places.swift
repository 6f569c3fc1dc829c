import Fleet

extension Audit {
  /// site-sums, site-power, site-cooling: what each site draws, sheds and buys.
  ///
  ///     it_kw = sum it_kw,  facility_kw = PUE_peak it_kw,  air_kw = sum (1 - liquid_share) it_kw
  ///     energy_mwh = H PUE_mean (mean IT kW) / 1000,  carbon_kg = intensity energy_mwh
  ///     water_m3 = WUE H (mean IT kW) / 1000
  ///     limit_kw >= it_kw (basis it) or facility_kw (basis utility)
  mutating func checkSites() {
    for (course, slice) in everySlice {
      for site in planningCase.sites {
        guard let row = slice.sites[site.id] else { continue }
        checkSums(row, site, slice, slice.uses.filter { $0.site.id == site.id })
        checkLimits(row, site, slice, course)
      }
    }
  }

  private mutating func checkSums(_ row: Row, _ site: Site, _ slice: Slice, _ uses: [Use]) {
    let period = slice.period
    var peak = Sum(), air = Sum(), liquid = Sum(), provisioned = Sum(), mean = Sum()
    for use in uses {
      peak.add(use.row["it_kw"])
      air.add(use.row["it_kw"], 1 - use.gpuClass.liquidShare)
      liquid.add(use.row["it_kw"], use.gpuClass.liquidShare)
      // Classes without an outside estimate count as nothing: the column sums what is published.
      provisioned.add(use.gpus, use.gpuClass.allInPower ?? 0)
      mean.add(use.meanKW)
    }
    let hours = slice.hours / 1000
    ledger.equal("site-sums", row, "it_kw", peak, unit: "kW")
    ledger.equal("site-sums", row, "facility_kw", Sum(site.puePeak[period], row["it_kw"]), unit: "kW")
    ledger.equal("site-sums", row, "limit_kw", Sum(site.power[period]), unit: "kW")
    ledger.equal("site-sums", row, "air_kw", air, unit: "kW")
    ledger.equal("site-sums", row, "liquid_kw", liquid, unit: "kW")
    ledger.equal("site-sums", row, "provisioned_kw", provisioned, unit: "kW")
    ledger.equal("site-sums", row, "energy_mwh", Sum(mean.value, hours, site.pueMean[period]), unit: "MWh")
    ledger.equal("site-sums", row, "water_m3", Sum(mean.value, hours, site.wue[period]), unit: "m3")
    ledger.equal("site-sums", row, "carbon_kg", Sum(row["energy_mwh"], site.carbonIntensity[period]), unit: "kg")
  }

  private mutating func checkLimits(_ row: Row, _ site: Site, _ slice: Slice, _ course: Course) {
    let drawn = row[site.powerBasis == .it ? "it_kw" : "facility_kw"]
    ledger.atMost(
      "site-power", occasion(course, slice, site.id), use: drawn, limit: site.power[slice.period], unit: "kW", at: row,
      "\(site.powerBasis == .it ? "IT" : "facility") power of \(site.id)")
    for (loop, limit) in [("air", site.airLimit), ("liquid", site.liquidLimit)] {
      guard let limit else { continue }
      ledger.atMost(
        "site-cooling", occasion(course, slice, site.id, loop), use: row[loop + "_kw"], limit: limit[slice.period],
        unit: "kW", at: row, "heat of \(site.id) into its \(loop) loop")
    }
  }

  /// whole-units, signed-units: of a tranche to sign a whole number of units is held, between its least and greatest.
  mutating func checkSigned() {
    for tranche in planningCase.tranches {
      guard case .optional(let least, let most) = tranche.size else { continue }
      let slice = base.slices.first { planningCase.unitsThere(tranche, at: $0.start, on: base) > 0 }
      guard let row = slice?.leases[tranche.id] else { continue }
      let units = row["held"] / Double(planningCase.gpuClasses[tranche.gpuClass.index].unitGPUs)
      ledger.require("whole-units", units == units.rounded(), key: row.key) {
        "\(row.place): \(row["held"]) GPUs of \(tranche.id) are \(units) units, which is no whole number."
      }
      ledger.require("signed-units", Double(least) <= units && units <= Double(most), key: row.key) {
        "\(row.place): \(units) units of \(tranche.id) are signed; \(least) to \(most) may be."
      }
      signed[tranche.id] = units
    }
  }

  /// lease-term, tranche-stock, lease-sums: what is held of each tranche, used and paid.
  ///
  ///     held = units there * unit size,  used = sum gpus <= held
  ///     paid_usd = price H max(used, take_or_pay_share held)
  mutating func checkLeases() {
    for (course, slice) in everySlice {
      for tranche in planningCase.tranches {
        guard let row = slice.leases[tranche.id] else { continue }
        check(tranche, row, slice, course)
      }
    }
  }

  private mutating func check(_ tranche: Tranche, _ row: Row, _ slice: Slice, _ course: Course) {
    let lease = tranche.lease.map { planningCase.leases[$0.index] }
    let there = Double(planningCase.unitsThere(tranche, at: slice.start, on: course))
    let size = Double(planningCase.gpuClasses[tranche.gpuClass.index].unitGPUs)
    let held = Sum(there, signed[tranche.id] ?? 1, size)
    var used = Sum()
    for use in slice.uses where use.tranche.id == tranche.id { used.add(use.gpus) }
    ledger.require("rows", row.text("lease") == lease?.id ?? "", key: row.key) {
      "\(row.place): \(tranche.id) is under \(lease?.id ?? "no lease")."
    }
    ledger.equal("lease-term", row, "held", held, unit: "GPUs")
    ledger.equal("lease-sums", row, "used", used, unit: "GPUs")
    ledger.atMost(
      "tranche-stock", occasion(course, slice, tranche.id), use: row["used"], limit: held.value, unit: "GPUs", at: row,
      "use of \(tranche.id)")
    let paid = lease.map { lease in
      Sum(lease.price[slice.period], slice.hours, max(row["used"], lease.takeOrPayShare * row["held"]))
    }
    ledger.equal("lease-payments", row, "paid_usd", paid ?? Sum(), unit: "USD")
    ledger.require("lease-term", states(tranche, slice, course).contains(row.text("state")), key: row.key) {
      "\(row.place): \(tranche.id) is \(states(tranche, slice, course).joined(separator: " or ")) then."
    }
  }

  /// What may be said of a tranche in a slice; where two words are true, both.
  private func states(_ tranche: Tranche, _ slice: Slice, _ course: Course) -> [String] {
    let zone = planningCase.sites[tranche.site.index].timeZone
    let called = tranche.lease.flatMap { course.gone[$0] }
    if let gone = planningCase.gone(tranche, on: course), slice.start >= gone {
      let past = tranche.lease.map { Instant(planningCase.leases[$0.index].end, in: zone) <= slice.start } ?? false
      return called == nil ? ["ended"] : past ? ["reclaimed", "ended"] : ["reclaimed"]
    }
    var states: [String] = []
    if called != nil { states.append("notice") }
    let there = planningCase.unitsThere(tranche, at: slice.start, on: course)
    let first = planningCase.firstDay(of: tranche).map { Instant($0, in: zone) }
    if let first, slice.start < first { return states + ["ahead"] }
    if case .fixed(let gpus) = tranche.size,
      there < gpus / planningCase.gpuClasses[tranche.gpuClass.index].unitGPUs
    {
      return states + ["ramp"]
    }
    return called == nil ? ["held"] : states
  }
}
