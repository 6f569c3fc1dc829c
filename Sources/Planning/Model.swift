import Fleet
import Foundation
import Throughput

/// Everything that decisions, rules and cost terms read: the case, its slices and paths, its pools and its rates.
struct Model: Sendable {
  let `case`: PlanningCase
  let timeline: Timeline
  let pools: Pools
  let stock: Stock
  let rates: RateTable

  init(_ planningCase: PlanningCase, _ timeline: Timeline, _ rates: RateTable) {
    self.case = planningCase
    self.timeline = timeline
    self.pools = Pools(planningCase)
    self.stock = Stock(planningCase, timeline)
    self.rates = rates
  }

  /// Whether a workload may run on a pool.
  func allows(_ workload: Ref<Workload>, _ pool: Pool) -> Bool {
    let isSteady = pool.place.interruptions == nil, work = self.case[workload]
    return self.case.allows(work, tranche: self.case[pool.tranches[0]]) && (isSteady || !work.drawsItsPeak)
      && (work.letting == nil || pool.fallback == nil)
  }

  /// Work units per second that a service is asked for.
  func demand(_ workload: Ref<Workload>, at node: Node) -> Double {
    self.case.demand(of: workload, at: node, on: timeline.paths[node.path])
  }

  /// The rate that the plan counts on, work units per second per GPU; nil where the class cannot do the work.
  func rate(_ workload: Ref<Workload>, _ gpuClass: Ref<GPUClass>) -> Double? {
    if self.case[workload].letting != nil { return 1 }
    guard let rate = rates.planned(workload, on: gpuClass), rate > 0 else { return nil }
    return rate
  }

  /// The rate of a GPU at a place; of a spot GPU, over the hours that work.
  func rate(_ workload: Ref<Workload>, _ place: Place) -> Double? {
    rate(workload, place.gpuClass).map { $0 * throughputFactor(place.point) * place.productiveShare }
  }

  /// The key of what a workload does at a place: of spot GPUs by their first pool, since others may stand at the same site;
  /// under a cap by its operating point, which knows its class.
  func key(_ workload: Ref<Workload>, _ place: Place, at node: Node) -> Key {
    let full = place.at(nil), point: Subject? = place.point.map { .point($0) }
    guard place.interruptions == nil else {
      let pool = Subject.pool(pools.all.firstIndex { $0.place == full }!)
      return Key(.workload(workload), pool, point ?? .none, at: node)
    }
    return Key(.workload(workload), .site(place.site), point ?? .gpuClass(place.gpuClass), at: node)
  }

  /// Whether it matters to anybody's money, or to what is decided of a lease, which tranche of a pool works.
  func tellsTranchesApart(_ pool: Pool) -> Bool {
    pool.tranches.contains { ref in
      let tranche = self.case[ref]
      if case .optional = tranche.size { return true }
      return tranche.lease.map { ref in
        let lease = self.case[ref]
        return lease.takeOrPayShare < 1 || lease.exit != nil || lease.renewal != nil
      } ?? false
    }
  }

  /// Where a gang may run: each site with each class that may be the slowest there. Empty for other work.
  func arrangements(_ ref: Ref<Workload>) -> [Arrangement] {
    guard self.case[ref].gang != nil else { return [] }
    var found: [Arrangement] = []
    for pool in pools.all where allows(ref, pool) && rate(ref, pool.gpuClass) != nil {
      for point in points(of: pool.gpuClass, for: ref) {
        let arrangement = Arrangement(site: pool.site, slowest: pool.gpuClass, point: point)
        if !found.contains(arrangement) { found.append(arrangement) }
      }
    }
    return found
  }

  /// No gang of at most `gpus` GPUs is faster than this, work units per second.
  func mostPace(_ ref: Ref<Workload>, _ arrangement: Int, gpus: Double) -> Double {
    let gang = self.case[ref].gang!
    let place = arrangements(ref)[arrangement]
    let fastest = pools.all.filter { $0.site == place.site && allows(ref, $0) }
      .compactMap { rate(ref, $0.gpuClass) }.max()!
    let count = min(gpus, Double(gang.maxGPUs))
    return max(fastest, rate(ref, place)) * pow(count, gang.scalingExponent) * (1 + 1e-9)
  }

  /// Seconds of the horizon in which a job may run: the same on every path.
  func openSeconds(_ ref: Ref<Workload>) -> Double {
    let job = self.case[ref].job!
    return timeline.nodes(of: timeline.paths[0]).reduce(0) { self.case.isOpen(job, at: $1) ? $0 + $1.seconds : $0 }
  }

  /// Probability times discount: what a USD paid at each node is worth in expectation today.
  ///
  /// What is less likely than 1e-8 has no weight: a solver could not tell it from rounding.
  var presentWeights: [Double] {
    timeline.nodes.map { $0.probability < Model.unlikely ? 0 : $0.probability * self.case.discount($0.period) }
  }

  static let unlikely = 1e-8
}
