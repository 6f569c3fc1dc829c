import Fleet

extension Audit {
  /// site-water: what a site draws in a window of a path, and nothing before its permit begins, not even at the peak.
  ///
  ///     sum of water_m3 <= water_m3 of the window's first period + that of modules in service in its last slice
  mutating func checkWater() {
    for course in courses {
      for (index, site) in planningCase.sites.enumerated() {
        for slice in course.slices where site.water.from.map({ !hasBegun($0, at: Ref(index), slice.start) }) ?? false {
          let row = slice.sites[site.id]
          let atPeak = cooled(Ref(index), slice, "peak_kw") { $0.wue[slice.period] * slice.hours / 1000 }.value
          ledger.atMost(
            "site-water", occasion(course, slice, site.id), use: max(row?["water_m3"] ?? 0, atPeak), limit: 0,
            unit: "m3", at: row, "water of \(site.id) before it may draw any")
        }
        guard let limit = site.water.limit else { continue }
        for (window, slices) in windows(site.water.window, on: course) {
          let most = limit[slices[0].period] + added(\.water, to: Ref(index), at: slices.last!.start, on: course)
          ledger.atMost(
            "site-water", Occasion(path: course.id, time: nil, subjects: [site.id, window].filter { !$0.isEmpty }),
            use: sum("water_m3", of: site.id, slices), limit: most, unit: "m3", at: slices.last?.sites[site.id],
            "water of \(site.id) in \(window.isEmpty ? "all" : window) on \(course.id)")
        }
      }
    }
  }

  /// The slices of the whole path in each window that holds slices of its own, in order of time; a window of the horizon
  /// has no name.
  func windows(_ window: LimitWindow, on course: Course) -> [(name: String, slices: [Slice])] {
    func name(_ slice: Slice) -> String {
      switch window {
      case .period: planningCase.periods[slice.period].id
      case .year: "FY\(planningCase.budgetYear(ofPeriod: slice.period))"
      case .horizon: ""
      }
    }
    let own = Set(course.slices.map(name))
    let all = Dictionary(grouping: wholePath(course), by: name).filter { own.contains($0.key) }
    return all.map { ($0.key, $0.value) }.sorted { $0.slices[0].start < $1.slices[0].start }
  }

  /// A figure of a site's rows summed over slices.
  func sum(_ column: String, of site: String, _ slices: [Slice]) -> Double {
    slices.reduce(into: Sum()) { $0.add($1.sites[site]?[column] ?? 0) }.value
  }
}
