import Fleet

extension Audit {
  /// reclaim-cover: what is called leaves a service its covered share.
  mutating func checkCover() {
    for workload in planningCase.workloads {
      guard let service = workload.service, let share = service.coverShare else { continue }
      switch service.cover.proof {
      case .allocation:
        for slice in base.slices {
          checkAllocated(workload, slice, calls: service.cover.calls, least(workload, share, slice, base))
        }
      case .recourse:
        for course in courses where (1...service.cover.calls).contains(course.poolsCalled.count) {
          for slice in course.slices { checkReached(workload, slice, course, least(workload, share, slice, course)) }
        }
      }
    }
  }

  private func least(_ workload: Workload, _ share: PeriodValue, _ slice: Slice, _ course: Course) -> Double {
    share[slice.period] * planningCase.demand(of: workload, in: slice.period, on: course)
  }

  /// By the GPUs at work on the base path, without re-allocation:
  ///
  ///     1 call:  capacity outside any one group >= cover_share * asked
  ///     k calls: capacity - the k largest sums of a group >= cover_share * asked
  private func checkAllocated(_ workload: Workload, _ slice: Slice, calls: Int, _ least: Double) {
    let mine = slice.uses.filter { $0.workload.id == workload.id }
    let unit = workload.unit + "/s"
    guard calls > 1 else {
      // Whoever has nothing there to call is no danger then.
      for group in reclaimGroups where mayCall(group, slice) {
        ledger.atLeast(
          "reclaim-cover", occasion(base, slice, workload.id, group.id),
          use: capacity(mine.filter { !group.holds($0) }).value, limit: least, unit: unit, at: mine.first?.row,
          "capacity for \(workload.id) without what \(group.id) may reclaim")
      }
      return
    }
    var left = capacity(mine)
    for lost in reclaimGroups.map({ capacity(mine.filter($0.holds)).value }).sorted(by: >).prefix(calls) {
      left.add(-lost)
    }
    ledger.atLeast(
      "reclaim-cover", occasion(base, slice, workload.id), use: left.value, limit: least, unit: unit,
      at: mine.first?.row, "capacity for \(workload.id) without what any \(calls) calls may take")
  }

  /// By what is done from a notice on: capacity >= cover_share * asked.
  private func checkReached(_ workload: Workload, _ slice: Slice, _ course: Course, _ least: Double) {
    let mine = slice.uses.filter { $0.workload.id == workload.id }
    ledger.atLeast(
      "reclaim-cover", occasion(course, slice, workload.id), use: capacity(mine).value, limit: least,
      unit: workload.unit + "/s", at: mine.first?.row, "capacity for \(workload.id) after \(course.id)")
  }

  private func mayCall(_ group: ReclaimGroup, _ slice: Slice) -> Bool {
    planningCase.tranches.contains { tranche in
      let lease = tranche.lease.map { planningCase.leases[$0.index].id }
      return lease.map(group.leases.contains) ?? false
        && planningCase.unitsThere(tranche, at: slice.start, on: base) > 0
    }
  }

  private func capacity(_ uses: [Use]) -> Sum { uses.reduce(into: Sum()) { $0.add($1.row["units_per_s"]) } }

  /// Leases that go together: a lessor's, and those of a reclaim pool that names several lessors.
  private struct ReclaimGroup {
    let id: String
    let leases: Set<String>

    func holds(_ use: Use) -> Bool { use.lease.map { leases.contains($0.id) } ?? false }
  }

  private var reclaimGroups: [ReclaimGroup] {
    let reclaimable = planningCase.leases.indices.filter { !isLet(Ref($0)) }.map { planningCase.leases[$0] }
      .filter(planningCase.mayReclaim)
    let lessors = Set(reclaimable.map(\.lessor)).sorted().map { lessor in
      ReclaimGroup(id: lessor, leases: Set(reclaimable.filter { $0.lessor == lessor }.map(\.id)))
    }
    let pools = planningCase.reclaimPools.compactMap { pool -> ReclaimGroup? in
      let leases = pool.leases.map { planningCase.leases[$0.index] }.filter(planningCase.mayReclaim)
      guard Set(leases.map(\.lessor)).count > 1 else { return nil }
      return ReclaimGroup(id: pool.id, leases: Set(leases.map(\.id)))
    }
    return lessors + pools
  }
}
