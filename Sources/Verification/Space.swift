import Fleet

extension Audit {
  /// site-space, site-sums: the racks and the floor that GPUs take, at work or not.
  ///
  ///     racks = sum of held / gpus_per_rack,  floor_m2 = sum of held / gpus_per_rack * rack_m2      (over tranches)
  ///     racks <= racks of the site + of modules in service,  floor_m2 likewise
  mutating func checkSpace() {
    for (course, slice) in everySlice {
      for index in planningCase.sites.indices { check(Ref(index), slice, course) }
    }
  }

  private func check(_ reference: Ref<Site>, _ slice: Slice, _ course: Course) {
    let site = planningCase.sites[reference.index]
    guard let row = slice.sites[site.id] else { return }
    var racks = Sum(), floor = Sum()
    for tranche in planningCase.tranches where tranche.site == reference {
      let gpuClass = planningCase.gpuClasses[tranche.gpuClass.index]
      let taken = (slice.leases[tranche.id]?["held"] ?? 0) / Double(gpuClass.gpusPerRack)
      racks.add(taken)
      floor.add(taken, gpuClass.rackArea)
    }
    if row.has("racks") { ledger.equal("site-sums", row, "racks", racks, unit: "rack") }
    if row.has("floor_m2") { ledger.equal("site-sums", row, "floor_m2", floor, unit: "m2") }
    let limits: [(String, Sum, PeriodValue?, KeyPath<Expansion.Module, Double>, String)] = [
      ("racks", racks, site.space.racks, \.racks, "rack"), ("floor", floor, site.space.floor, \.floor, "m2"),
    ]
    for (kind, taken, limit, module, unit) in limits {
      guard let limit else { continue }
      ledger.atMost(
        "site-space", occasion(course, slice, site.id, kind), use: taken.value,
        limit: limit[slice.period] + added(module, to: reference, at: slice.start, on: course), unit: unit, at: row,
        "\(kind) that GPUs at \(site.id) take")
    }
  }
}
