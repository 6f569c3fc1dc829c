import Fleet

extension Audit {
  /// site-sums, site-power, site-cooling, site-outage: what each site draws, sheds and buys.
  ///
  ///     it_kw = sum it_kw,  facility_kw = PUE_peak it_kw,  air_kw = sum (1 - liquid_share) it_kw
  ///     energy_mwh = H PUE_mean (mean IT kW) / 1000,  carbon_kg and local_air_kg = factor energy_mwh
  ///     water_m3 = WUE H (mean IT kW) / 1000
  ///     limit_kw >= it_kw (basis it) or facility_kw (basis utility)
  ///
  /// With cooling modes PUE and WUE stand inside a sum over them, of `peak_kw` or `mean_kw`.
  mutating func checkSites() {
    for (course, slice) in everySlice {
      for index in planningCase.sites.indices {
        guard let row = slice.sites[planningCase.sites[index].id] else { continue }
        checkSums(row, slice, slice.uses.filter { $0.tranche.site.index == index })
        checkMeters(row, Ref(index), slice)
        checkLimits(row, Ref(index), slice, course)
      }
    }
  }

  private mutating func checkSums(_ row: Row, _ slice: Slice, _ uses: [Use]) {
    var peak = Sum(), air = Sum(), liquid = Sum(), provisioned = Sum()
    for use in uses {
      peak.add(use.row["it_kw"])
      air.add(use.row["it_kw"], 1 - use.gpuClass.liquidShare)
      liquid.add(use.row["it_kw"], use.gpuClass.liquidShare)
      // Classes without an outside estimate count as nothing: the column sums what is published.
      provisioned.add(use.gpus, use.gpuClass.allInPower ?? 0)
    }
    ledger.equal("site-sums", row, "it_kw", peak, unit: "kW")
    ledger.equal("site-sums", row, "air_kw", air, unit: "kW")
    ledger.equal("site-sums", row, "liquid_kw", liquid, unit: "kW")
    ledger.equal("site-sums", row, "provisioned_kw", provisioned, unit: "kW")
  }

  private mutating func checkMeters(_ row: Row, _ reference: Ref<Site>, _ slice: Slice) {
    let site = planningCase.sites[reference.index], period = slice.period, hours = slice.hours / 1000
    var facility = Sum(site.puePeak[period], row["it_kw"]), mwh = Sum(), water = Sum()
    for use in slice.uses where use.tranche.site == reference {
      mwh.add(use.meanKW.value, site.pueMean[period])
      water.add(use.meanKW.value, site.wue[period])
    }
    if !modes(of: reference).isEmpty {
      facility = cooled(reference, slice, "peak_kw") { $0.puePeak[period] }
      mwh = cooled(reference, slice, "mean_kw") { $0.pueMean[period] }
      water = cooled(reference, slice, "mean_kw") { $0.wue[period] }
    }
    ledger.equal("site-sums", row, "facility_kw", facility, unit: "kW")
    ledger.equal("site-sums", row, "energy_mwh", scaled(mwh, hours), unit: "MWh")
    ledger.equal("site-sums", row, "water_m3", scaled(water, hours), unit: "m3")
    ledger.equal("site-sums", row, "carbon_kg", Sum(row["energy_mwh"], site.carbonIntensity[period]), unit: "kg")
    guard row.has("local_air_kg") else { return }
    ledger.equal("site-sums", row, "local_air_kg", Sum(row["energy_mwh"], site.localAir.intensity[period]), unit: "kg")
  }

  private mutating func checkLimits(_ row: Row, _ reference: Ref<Site>, _ slice: Slice, _ course: Course) {
    let site = planningCase.sites[reference.index]
    for kind in SiteLimit.allCases {
      guard let limit = limit(kind, of: reference, slice, course) else { continue }
      let isPower = kind == .power
      if isPower { ledger.equal("site-sums", row, "limit_kw", Sum(limit.kilowatts), unit: "kW") }
      let drawn = isPower ? site.powerBasis == .it ? "it_kw" : "facility_kw" : kind.rawValue + "_kw"
      let subjects = isPower && !limit.isOut ? [site.id] : [site.id, kind.rawValue]
      var at = occasion(course, slice)
      at.subjects = subjects
      ledger.atMost(
        limit.isOut ? "site-outage" : isPower ? "site-power" : "site-cooling", at, use: row[drawn],
        limit: limit.kilowatts, unit: "kW", at: row,
        isPower
          ? "\(site.powerBasis == .it ? "IT" : "facility") power of \(site.id)"
          : "heat of \(site.id) into its \(kind.rawValue) loop")
    }
  }
}
