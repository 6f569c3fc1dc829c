import Fleet

/// Whatever is called back, a stated share of a service is still covered.
///
///     allocation, one call:   sum of rate * x over the pools outside the group >= cover_share[w] * D[w,t]
///                             (work units per second; per service and group, per slice of the base path)
///     allocation, k calls:    sum of rate * x - (k z[t] + sum of p[g,t]) >= cover_share[w] * D[w,t],
///                             z + p[g] >= rate * x of group g,  z, p >= 0
///     recourse:               sum of rate * x >= cover_share[w] * D[w,t]  on every path of at most k calls
///
/// A group is what one call can take: all that a lessor may reclaim, or a reclaim pool that joins several lessors.
/// k z + sum p is at least the sum of the k largest groups, and at its least equal to it, so that no combination is
/// written out. By allocation it is sufficient: it counts on no re-allocation, no order and no later signing. By
/// recourse it counts on all of them, and takes the notices at the dates at which the case allows them.
enum ReclaimCover: Rule {
  static let name = "reclaim-cover"
  static let statement =
    "capacity of a service without the GPUs that so many calls may take >= its covered share * demand (units/s, per slice)"
  static let isMootOnceLeft = true

  static func measure(_ key: Key, _ model: Model) -> Measure { DemandCover.measure(key, model) }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    let groups = model.callGroups
    for node in model.timeline.nodes {
      for (index, workload) in model.case.workloads.enumerated() {
        guard let service = workload.service, let share = service.coverShare?[node.period], share > 0 else { continue }
        let own = decisions.assignments(at: node) { $0.workload == Ref(index) }
        let least = share * model.demand(Ref(index), at: node)
        switch service.cover.proof {
        case .allocation where node.path == 0:
          let exposed = groups.filter { group in own.contains { group.pools.contains($0.pool) } }
          write(Ref(index), service.cover.calls, least, own, exposed, at: node, into: &draft)
        case .recourse where model.timeline.callCount(at: node).map({ $0 <= service.cover.calls }) ?? false:
          draft.row(name, Key(.workload(Ref(index)), at: node), capacity(own), lower: least)
        default: break
        }
      }
    }
  }

  private static func write(
    _ ref: Ref<Workload>, _ calls: Int, _ least: Double, _ own: [Assignment], _ groups: [CallGroup], at node: Node,
    into draft: inout Draft
  ) {
    guard calls > 1 else {
      for group in groups {
        let kept = own.filter { !group.pools.contains($0.pool) }
        draft.row(name, Key(.workload(ref), group.subject, at: node), capacity(kept), lower: least)
      }
      return
    }
    guard !groups.isEmpty else { return }
    let most = capacity(own).reduce(0) { $0 + $1.coefficient * draft.columnUpper[$1.column.index] }
    let common = draft.column("cover-each", Key(.workload(ref), at: node), upper: most)
    var terms = capacity(own) + [(common, -Double(calls))]
    for group in groups {
      let key = Key(.workload(ref), group.subject, at: node)
      let beyond = draft.column("cover-beyond", key, upper: most)
      let lost = capacity(own.filter { group.pools.contains($0.pool) })
      draft.row(
        name, key, [(common, 1), (beyond, 1)] + lost.map { ($0.column, -$0.coefficient) }, lower: 0, isLimit: false)
      terms.append((beyond, -1))
    }
    draft.row(name, Key(.workload(ref), at: node), terms, lower: least)
  }

  private static func capacity(_ assignments: [Assignment]) -> Terms {
    assignments.map { ($0.gpus.column, $0.rate * $0.gpus.perColumn) }
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    "one more unit per second of \(names.subject(key.first)!) kept safe from \(names.subject(key.second) ?? "reclaim") \(names.when(key))"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    let call = names.subject(key.second).map { "if \($0) reclaims" } ?? "against reclaim"
    return "\(names.subject(key.first)!) cannot be covered \(call) \(names.when(key))"
  }
}

/// What one call can take: indices of ``Pools/all``.
struct CallGroup: Sendable {
  let subject: Subject
  let pools: Set<Int>
}

extension Model {
  /// All that each lessor may reclaim, and each reclaim pool that joins several lessors.
  var callGroups: [CallGroup] {
    let byLessor = pools.lessors.indices.map { lessor in
      CallGroup(subject: .lessor(lessor), pools: poolIndices { $0.isReclaimable && $0.lessor == lessor })
    }
    let joint = self.case.reclaimPools.indices.compactMap { index -> CallGroup? in
      let leases = self.case.reclaimPools[index].leases
      guard Set(leases.map { self.case[$0].lessor }).count > 1 else { return nil }
      return CallGroup(
        subject: .reclaimPool(index),
        pools: poolIndices { $0.tranches.contains { self.case[$0].lease.map(leases.contains) ?? false } })
    }
    return (byLessor + joint).filter { !$0.pools.isEmpty }
  }

  private func poolIndices(where isIn: (Pool) -> Bool) -> Set<Int> {
    Set(pools.all.indices.filter { isIn(pools.all[$0]) })
  }
}
