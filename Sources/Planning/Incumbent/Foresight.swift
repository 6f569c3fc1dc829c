import Fleet

extension PlanningCase {
  /// The same case with what is to come known from its start: these calls, each as `spacex@2026-09`, and no other.
  public func foreseeing(_ calls: [String]) -> PlanningCase {
    var known = self
    for index in reclaimPools.indices {
      let periods = periods.indices.filter { calls.contains("\(reclaimPools[index].id)@\(self.periods[$0].id)") }
      known.reclaimPools[index].likelihood = .listed(Dictionary(uniqueKeysWithValues: periods.map { ($0, 1) }))
      known.reclaimPools[index].hazardAfter = nil
    }
    known.options.mostNotices = max(options.mostNotices, calls.count)
    return known
  }
}
