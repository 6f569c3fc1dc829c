import Fleet
import Planning

extension Plan {
  /// The same plan with the path that came about in the place of the base path, which nothing can lead to any more.
  ///
  /// nil where no notice came.
  func asItCame(_ planningCase: PlanningCase) -> Plan? {
    guard let called = incumbent?.called, !called.isEmpty, let last = paths.first(where: { $0.called == called })
    else { return nil }
    var line = [last]
    while let parent = paths.first(where: { $0.path == line[0].parent }) { line.insert(parent, at: 0) }
    var plan = self
    for next in line.dropFirst() { plan.paths[0].go(on: next, planningCase) }
    for index in paths.indices.dropFirst() where line.contains(where: { $0.path == paths[index].path }) {
      plan.paths[index].probability = 0
    }
    let held = Set(
      plan.paths[0].leases.filter { $0.held > 0 && $0.span.ends == Instant(planningCase.periods.last!.end) }.map(
        \.tranche))
    plan.horizon.holdings.removeAll { $0.hours > 0 && !held.contains($0.tranche) }
    return plan
  }
}

extension PathTables {
  /// Up to a notice the rows of this path, from then on those of the path that it leads to.
  fileprivate mutating func go(on next: PathTables, _ planningCase: PlanningCase) {
    guard let day = next.noticeDay else { return }
    let past = Set(planningCase.periods.filter { $0.start < day }.map(\.id))
    allocation = allocation.filter { past.contains($0.span.period) } + next.allocation
    service = service.filter { past.contains($0.span.period) } + next.service
    jobs = jobs.filter { past.contains($0.span.period) } + next.jobs
    sites = sites.filter { past.contains($0.span.period) } + next.sites
    cooling = cooling.filter { past.contains($0.span.period) } + next.cooling
    leases = leases.filter { past.contains($0.span.period) } + next.leases
    money = money.filter { past.contains($0.period) } + next.money
    decisions = decisions.filter { $0.lastDate < day } + next.decisions
    work = next.work
    value = next.value
  }
}
