import Fleet

extension Audit {
  /// A limit of a site in a slice of a path, in kW, and whether an outage takes a part of it; nil where it has none.
  ///
  ///     power:       (max(0, power + steps) + modules) * (1 - redundancy_share) * left
  ///     air, liquid: (max(0, limit + steps) + modules) * left
  ///     left = max(0, 1 - sum of what each outage of the slice takes)
  func limit(
    _ kind: SiteLimit, of site: Ref<Site>, _ slice: Slice, _ course: Course
  ) -> (kilowatts: Double, isOut: Bool)? {
    let home = planningCase.sites[site.index]
    let (stated, step, module): (PeriodValue?, KeyPath<PowerStep, Double>, KeyPath<Expansion.Module, Double>) =
      switch kind {
      case .power: (home.power, \.power, \.power)
      case .air: (home.airLimit, \.air, \.air)
      case .liquid: (home.liquidLimit, \.liquid, \.liquid)
      }
    guard let stated else { return nil }
    var most = Sum(stated[slice.period])
    for other in planningCase.powerSteps where other.site == site && hasBegun(other.from, at: site, slice.start) {
      most.add(other[keyPath: step])
    }
    if most.value < 0 { most = Sum() }
    most.add(added(module, to: site, at: slice.start, on: course))
    let lost = lost(kind, at: site, slice.start)
    let spare = kind == .power ? 1 - home.redundancyShare[slice.period] : 1
    return (most.value * spare * max(0, 1 - lost), lost > 0)
  }

  private func lost(_ kind: SiteLimit, at site: Ref<Site>, _ moment: Instant) -> Double {
    planningCase.outages.reduce(0) { sum, outage in
      let isNow =
        outage.site == site && hasBegun(outage.start, at: site, moment) && !hasBegun(outage.end, at: site, moment)
      let left =
        switch kind {
        case .power: outage.power
        case .air: outage.air
        case .liquid: outage.liquid
        }
      return isNow ? sum + (1 - left) : sum
    }
  }

  /// Whether it is a day, or later, at a site.
  func hasBegun(_ day: Day, at site: Ref<Site>, _ moment: Instant) -> Bool { midnight(day, at: site) <= moment }

  func midnight(_ day: Day, at site: Ref<Site>) -> Instant {
    Instant(day, in: planningCase.sites[site.index].timeZone)
  }

  /// What changes at sites on a path, by id, and when: no slice may go on across it.
  func siteChanges(on course: Course) -> [(id: String, moments: [Instant])] {
    let steps = planningCase.powerSteps.map { ($0.id, [midnight($0.from, at: $0.site)]) }
    let outages = planningCase.outages.map { outage in
      (outage.id, [outage.start, outage.end].map { midnight($0, at: outage.site) })
    }
    let permits = planningCase.sites.enumerated().compactMap { index, site in
      site.water.from.map { (site.id, [midnight($0, at: Ref(index))]) }
    }
    return steps + outages + permits + builds(along: course).map { ($0.expansion.id, [$0.service]) }
  }
}
