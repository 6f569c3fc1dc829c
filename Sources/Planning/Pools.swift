import Fleet

/// Where GPUs do the same: a site, a class, the share of the hours in which they work, and an operating point.
struct Place: Hashable, Sendable {
  let site: Ref<Site>
  let gpuClass: Ref<GPUClass>
  /// nil for GPUs that stay while they are paid for.
  let interruptions: Interruptions?
  /// nil at full power, and of a pool as such.
  var point: Ref<OperatingPoint>?

  /// 1 but for spot GPUs.
  var productiveShare: Double { interruptions?.productiveShare ?? 1 }

  /// The same at an operating point.
  func at(_ point: Ref<OperatingPoint>?) -> Place {
    var place = self
    place.point = point
    return place
  }
}

/// Tranches that no written row can tell apart: one site, one class, one lessor, one fate under every notice.
///
/// Work is placed on pools; ``Plan`` maps it back to tranches in whole units.
struct Pool: Hashable, Sendable {
  let place: Place
  /// Index into ``Pools/lessors``; nil for owned GPUs.
  let lessor: Int?
  /// Whether its lessor may call it back.
  let isReclaimable: Bool
  /// The fallback that it is; nil for GPUs that are there or signed.
  let fallback: Ref<Fallback>?
  /// Cheapest to use first: the order in which work is mapped back to them.
  let tranches: [Ref<Tranche>]

  var site: Ref<Site> { place.site }
  var gpuClass: Ref<GPUClass> { place.gpuClass }
}

/// Every pool of a case, and the lessors behind them.
struct Pools: Sendable {
  let all: [Pool]
  let lessors: [String]

  init(_ planningCase: PlanningCase) {
    struct Identity: Hashable {
      let place: Place, lessor: Int?, isReclaimable: Bool
      /// The fallback, or the lease that a call may end; nil where the path does not matter.
      let fallback: Ref<Fallback>?, fate: Ref<Lease>?
    }
    let lessors = Set(planningCase.tranches.compactMap(planningCase.lessor)).sorted()
    let called = Set(planningCase.reclaimPools.flatMap(\.leases))
    var order: [Identity] = []
    var members: [Identity: [Ref<Tranche>]] = [:]
    for (index, tranche) in planningCase.tranches.enumerated() {
      let lease = tranche.lease.map { planningCase[$0] }
      let identity = Identity(
        place: Place(
          site: tranche.site, gpuClass: tranche.gpuClass, interruptions: lease?.interruptions),
        lessor: planningCase.lessor(of: tranche).map { lessors.firstIndex(of: $0)! },
        isReclaimable: lease?.reclaimHolder.lessorMayReclaim ?? false, fallback: tranche.fallback,
        fate: tranche.lease.flatMap { called.contains($0) ? $0 : nil })
      if members[identity] == nil { order.append(identity) }
      members[identity, default: []].append(Ref(index))
    }
    self.lessors = lessors
    self.all = order.map { identity in
      Pool(
        place: identity.place, lessor: identity.lessor,
        isReclaimable: identity.isReclaimable, fallback: identity.fallback,
        tranches: members[identity]!.sorted(by: planningCase.isCheaperToUse))
    }
  }
}

extension PlanningCase {
  /// Whether a used hour of `a` adds less to the bill than one of `b`, by base prices; equal ones in the order of the table.
  func isCheaperToUse(_ a: Ref<Tranche>, _ b: Ref<Tranche>) -> Bool {
    (priceOfUse(a), a.index) < (priceOfUse(b), b.index)
  }

  /// USD per GPU-hour that use adds to what is paid anyway.
  private func priceOfUse(_ ref: Ref<Tranche>) -> Double {
    self[ref].lease.map { self[$0].takeOrPayShare < 1 ? self[$0].price.base : 0 } ?? 0
  }
}
