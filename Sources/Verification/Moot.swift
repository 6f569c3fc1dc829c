import Fleet

extension Audit {
  /// What asks nothing of a slice that cannot come about, since its path is left for certain before.
  private static let asksNothingOnceLeft: Set = [
    "budget-cap", "tenant-budget", "service-floor", "site-space", "demand-cover", "reclaim-cover", "supplier-share",
    "site-share", "tenant-cap", "tenant-floor", "carbon-cap", "site-water",
  ]

  /// Lets the ledger pass over what is asked of slices that cannot come about, or of a window that holds some.
  func leaveOutWhatIsMoot() {
    var moot: [String: Set<String>] = [:]
    for course in courses {
      guard let from = course.leftFrom else { continue }
      moot[course.id] = course.slices.filter { $0.period >= from }.reduce(into: []) { names, slice in
        names.insert(occasion(course, slice).time!)
        names.insert(planningCase.periods[slice.period].id)
        names.insert("FY\(planningCase.budgetYear(ofPeriod: slice.period))")
      }
    }
    guard !moot.isEmpty else { return }
    let all = Set(
      planningCase.periods.map(\.id)
        + planningCase.periods.indices.map {
          "FY\(planningCase.budgetYear(ofPeriod: $0))"
        })
    ledger.isMoot = { rule, occasion in
      guard Audit.asksNothingOnceLeft.contains(rule), let names = moot[occasion.path] else { return false }
      if let time = occasion.time { return names.contains(time) }
      // A window of the horizon has no name.
      return occasion.subjects.first { all.contains($0) }.map(names.contains) ?? true
    }
  }
}
