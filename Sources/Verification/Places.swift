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
}
