import Fleet
import LinearProgramming

extension Model {
  /// The path that came about and those that it comes from, the base path first: the base path alone without an incumbent.
  var cameAbout: [Int] {
    let taken = timeline.paths.indices.filter { timeline.paths[$0].notices.allSatisfy(self.case.hasCome) }
    let last = taken.max { timeline.paths[$0].notices.count < timeline.paths[$1].notices.count } ?? 0
    return timeline.line(to: last)
  }

  /// Its slices, the shared ones first.
  var nodesThatCameAbout: [Node] { timeline.paths[cameAbout.last!].nodes.map { timeline.nodes[$0] } }

  /// Those of its slices that are not past and that the incumbent has too.
  var nodesToCompare: [Node] {
    guard let incumbent = self.case.incumbent else { return [] }
    return nodesThatCameAbout.filter { $0.start >= Instant(incumbent.today) && incumbent.reaches($0.start) }
  }

  /// GPUs of the incumbent at work for each workload on each pool at a node. What is in no pool any more is left out.
  func incumbentGPUs(at node: Node) -> [Arrivals.Work: Double] {
    var gpus: [Arrivals.Work: Double] = [:]
    for use in self.case.incumbent?.uses(at: node.start) ?? [] {
      guard let workload = self.case.workloads.firstIndex(where: { $0.id == use.workload }),
        let tranche = self.case.tranches.firstIndex(where: { $0.id == use.tranche }),
        let pool = pools.all.firstIndex(where: { $0.tranches.contains(Ref(tranche)) })
      else { continue }
      gpus[Arrivals.Work(workload: Ref(workload), pool: pool), default: 0] += use.gpus
    }
    return gpus
  }

  /// GPUs of the incumbent's at work at a node that are not there any more.
  func gone(at node: Node) -> Double {
    let used = Dictionary(grouping: self.case.incumbent?.uses(at: node.start) ?? [], by: \.tranche)
    return used.sorted { $0.key < $1.key }.reduce(0) { sum, entry in
      let gpus = entry.value.reduce(0) { $0 + $1.gpus }
      let most = self.case.tranches.firstIndex { $0.id == entry.key }.map { stock.mostGPUs(Ref($0), at: node) } ?? 0
      return sum + max(0, gpus - most)
    }
  }
}

extension HeldPlan {
  /// An incumbent as slices of a new plan see it: each takes what it did at that moment.
  init(_ incumbent: Incumbent, at nodes: [Node]) {
    self.init(
      uses: nodes.flatMap { node in
        incumbent.uses(at: node.start).map {
          Use(
            starts: node.start, workload: $0.workload, site: $0.site, gpuClass: $0.gpuClass, tranche: $0.tranche,
            operatingPoint: $0.operatingPoint, gpus: $0.gpus, meanUnitsPerS: $0.meanUnitsPerS)
        }
      },
      gangs: nodes.flatMap { node in
        incumbent.jobs.filter { $0.starts <= node.start && node.start < $0.ends }.map {
          Gang(
            starts: node.start, workload: $0.workload, site: $0.site, slowestClass: $0.slowestClass,
            operatingPoint: $0.operatingPoint, unitsPerS: $0.unitsPerS)
        }
      },
      choices: incumbent.choices.map {
        Choice(
          decision: $0.decision, subject: $0.subject, period: $0.period, amount: $0.amount, takesEffect: $0.takesEffect)
      }, uncertainty: nil)
  }
}
