import Fleet

/// A window of a tranche's take-or-pay on a path that has slices of its own in it: settled in the last of them.
struct Settlement: Sendable {
  let tranche: Ref<Tranche>
  let path: Int
  /// Place among the windows of the tranche.
  let window: Int
  /// Slices of the window in which the tranche is there, those before the path's last notice included.
  let nodes: [Node]
}

extension Model {
  /// Every settlement of a tranche, path by path.
  func settlements(of ref: Ref<Tranche>) -> [Settlement] {
    let starts = self.case.windowStarts(of: self.case[ref])
    return timeline.paths.enumerated().flatMap { number, path -> [Settlement] in
      let there = path.nodes.map { timeline.nodes[$0] }.filter { stock.gpus(ref, at: $0) > 0 }
      let windows = Dictionary(grouping: there) { node in starts.count { $0 <= node.start } }
      return windows.sorted { $0.key < $1.key }.compactMap { window, nodes in
        nodes.last!.path == number ? Settlement(tranche: ref, path: number, window: window, nodes: nodes) : nil
      }
    }
  }

  /// price * H of one GPU over the slices of a settlement's window in which a reclaim leaves nothing of the tranche
  /// (USD per GPU): 0 where its lease is not called on the path.
  func lostHours(_ settlement: Settlement) -> Double {
    let tranche = self.case[settlement.tranche], path = timeline.paths[settlement.path]
    guard let day = path.reclaimDays[tranche.lease!] else { return 0 }
    let gone = Instant(day, in: self.case[tranche.site].timeZone)
    let starts = self.case.windowStarts(of: tranche)
    return path.nodes.map { timeline.nodes[$0] }.reduce(0) { sum, node in
      guard node.start >= gone, starts.count(where: { $0 <= node.start }) == settlement.window,
        self.case.isContracted(tranche, at: node)
      else { return sum }
      return sum + self.case.rent(of: tranche, at: node)! * node.hours
    }
  }

  /// USD per GPU-hour of a tranche at a node, as it is due on the node's path.
  func rent(of tranche: Ref<Tranche>, at node: Node) -> Double? {
    self.case.rent(of: self.case[tranche], at: node, on: timeline.paths[node.path])
  }

  /// The most GPUs that a tranche to sign, or one that is there, can ever hold.
  func mostGPUs(_ ref: Ref<Tranche>) -> Double {
    switch self.case[ref].size {
    case .fixed(let gpus): Double(gpus)
    case .optional(_, let most): Double(most * self.case[self.case[ref].gpuClass].unitGPUs)
    case .ordered(let fallback): Double(self.case[fallback].capGPUs)
    }
  }
}

extension PlanningCase {
  /// Whether a node lies within the terms of a tranche's lease, whoever calls it.
  func isContracted(_ tranche: Tranche, at node: Node) -> Bool {
    let lease = self[tranche.lease!], zone = self[tranche.site].timeZone
    return node.start >= Instant(lease.start, in: zone) && node.start < Instant(lease.lastEnd, in: zone)
  }
}
