import Fleet

extension Audit {
  /// The path that came about: every call along it stands with certainty in the list of its pool, and its day has come.
  var cameAbout: Course {
    courses.filter { course in
      course.calls.allSatisfy { call in call.pools.allSatisfy { hasCome($0, in: call.period) } }
    }.max { $0.calls.count < $1.calls.count } ?? base
  }

  private func hasCome(_ pool: Int, in period: Int) -> Bool {
    guard let today = planningCase.incumbent?.today,
      case .listed(let listed) = planningCase.reclaimPools[pool].likelihood
    else { return false }
    return planningCase.periods[period].start <= today && listed[period] == 1
  }

  /// The slices of that path from today on that the incumbent has too, each with what it has there.
  var compared: [(slice: Slice, before: [Incumbent.Use])] {
    guard let incumbent = planningCase.incumbent else { return [] }
    return wholePath(cameAbout).filter { slice in
      slice.start >= Instant(incumbent.today) && incumbent.slices.contains { $0.contains(slice.start) }
    }.map { ($0, running($0, incumbent)) }
  }

  private func running(_ slice: Slice, _ incumbent: Incumbent) -> [Incumbent.Use] {
    incumbent.uses.filter { $0.starts <= slice.start && slice.start < $0.ends }
  }

  private func tranche(_ id: String) -> Tranche? { planningCase.tranches.first { $0.id == id } }

  /// GPUs of the incumbent's in a slice by workload and pool of the case; what has none is left out.
  private func pools(of before: [Incumbent.Use]) -> [[String]: Double] {
    before.reduce(into: [:]) { sums, use in
      guard let tranche = tranche(use.tranche) else { return }
      sums[[use.workload] + pool(of: tranche), default: 0] += use.gpus
    }
  }

  /// GPUs that arrive, by workload and pool: max(0, GPUs - GPUs of the incumbent's).
  func changed(_ slice: Slice, _ before: [Incumbent.Use]) -> [(pool: [String], gpus: Double)] {
    let planned = pools(of: before)
    return pools(slice.uses).sorted { $0.key.joined(separator: ",") < $1.key.joined(separator: ",") }
      .map { ($0.key, max(0, $0.value - (planned[$0.key] ?? 0))) }
  }

  /// The same in all, once for each period however that is cut.
  var changes: Sum {
    compared.reduce(into: Sum()) { sum, pair in
      for change in changed(pair.slice, pair.before) { sum.add(shareOfPeriod(pair.slice), change.gpus) }
    }
  }

  private func shareOfPeriod(_ slice: Slice) -> Double {
    let period = planningCase.periods[slice.period]
    return slice.seconds / Double(Instant(period.end).seconds - Instant(period.start).seconds)
  }

  /// change-limit: per slice of the path that came about.
  ///
  ///     sum of changed <= change_limit + GPUs of the incumbent's that are not there any more
  mutating func checkChanges() {
    guard let limit = planningCase.options.changeLimit else { return }
    let course = cameAbout
    for (slice, before) in compared {
      let moved = changed(slice, before).reduce(0) { $0 + $1.gpus }
      ledger.atMost(
        "change-limit", occasion(owner(of: slice, on: course), slice), use: moved, limit: limit + gone(before, slice),
        unit: "GPUs", at: nil, "what moves against the incumbent from \(slice.start) on")
    }
  }

  private func owner(of slice: Slice, on course: Course) -> Course {
    line(to: course).last { $0.from <= slice.start } ?? base
  }

  private func gone(_ before: [Incumbent.Use], _ slice: Slice) -> Double {
    Dictionary(grouping: before, by: \.tranche).sorted { $0.key < $1.key }.reduce(0) { sum, entry in
      let gpus = entry.value.reduce(0) { $0 + $1.gpus }
      return sum + max(0, gpus - (tranche(entry.key).map { most($0, slice) } ?? 0))
    }
  }

  /// Most GPUs of a tranche that there can be, whatever is signed, left or renewed.
  private func most(_ tranche: Tranche, _ slice: Slice) -> Double {
    let course = cameAbout, unit = planningCase.gpuClasses[tranche.gpuClass.index].unitGPUs
    if let fallback = tranche.fallback { return Double(planningCase.fallbacks[fallback.index].capGPUs) }
    let zone = planningCase.sites[tranche.site.index].timeZone
    let lease = tranche.lease.map { planningCase.leases[$0.index] }
    let ends = [planningCase.called(tranche, on: course), lease.map { Instant($0.farthestEnd, in: zone) }]
    if ends.compactMap({ $0 }).contains(where: { $0 <= slice.start }) { return 0 }
    let units = planningCase.unitsDelivered(tranche, at: slice.start)
    guard case .optional(_, let most) = tranche.size else { return Double(units * unit) }
    return Double(units * unit * most)
  }

  /// What a GPU that moves costs, in the slices that a path owns.
  func payChanges(_ course: Course, into accounts: inout [Account: Sum]) {
    guard planningCase.options.changePrice > 0 else { return }
    let own = Set(course.slices.map(\.start))
    guard line(to: cameAbout).contains(where: { $0.id == course.id }) else { return }
    for (slice, before) in compared where own.contains(slice.start) && owner(of: slice, on: cameAbout).id == course.id {
      for change in changed(slice, before) {
        let workload = planningCase.workloads.first { $0.id == change.pool[0] }!
        let tenant = planningCase.tenants[workload.tenant.index].id
        accounts[account(slice, tenant, change.pool[1], "changes"), default: Sum()]
          .add(-planningCase.options.changePrice, shareOfPeriod(slice), change.gpus)
      }
    }
  }
}
