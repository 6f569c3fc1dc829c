import Fleet

/// What calls take, and what follows from that: seen from the future in which they had not come.
extension FutureStatement {
  typealias Others = [CallDraws.Known: FutureStatement]

  /// GPUs that a call takes: so many to one of a column, and no fewer than the least if any.
  private struct Taken {
    let gpus: Double
    let column: Int?
    let least: Double
  }

  /// No more is on standby than was taken, and no promise is broken where nothing was.
  func addLimits(_ others: Others, _ programme: inout HandProgramme) {
    let first = self.case.tranches.count - self.case.fallbacks.count
    for slice in slices where notices.first.map({ $0 <= slice.period }) ?? false {
      let taken = taken(by: slice, others)
      let standbys = self.case.fallbacks.indices.filter { self.case.fallbacks[$0].kind == .standby }
      programme.row(
        standbys.compactMap { columns[label("held \(first + $0)", slice)] }.map { ($0, 1) }
          + taken.compactMap { part in part.column.map { ($0, -part.gpus) } },
        atMost: taken.reduce(0) { $1.column == nil ? $0 + $1.gpus : $0 })
      guard taken.allSatisfy({ $0.column != nil }) else { continue }
      for what in ["short"] + self.case.workloads.indices.map({ "short \($0)" }) {
        guard let short = columns[label(what, slice)] else { continue }
        let most = programme.upper[short]
        programme.row([(short, 1)] + taken.map { ($0.column!, -most * $0.gpus / $0.least) }, atMost: 0)
      }
    }
  }

  private func taken(by slice: Slice, _ others: Others) -> [Taken] {
    self.case.tranches.indices.compactMap { index in
      let tranche = self.case.tranches[index]
      guard let lease = tranche.lease, let (before, gone) = lastCall(of: lease, by: slice), let other = others[before],
        let there = other.slices.last(where: { $0.start <= gone })
      else { return nil }
      var all = Double(self.case[tranche.gpuClass].unitGPUs)
      if case .fixed(let gpus) = tranche.size { all = Double(gpus) }
      if let kept = other.columns[other.label("kept \(index)", there)], other.isChosen(lease, by: there) {
        return Taken(gpus: 1, column: kept, least: all)
      }
      if case .fixed = tranche.size { return Taken(gpus: all, column: nil, least: all) }
      let signed = other.columns[Label(what: "sign \(index)", start: firstDay, decided: firstDay + -1)]
      return Taken(gpus: all, column: signed, least: all)
    }
  }

  /// What was known before the last call that ended a lease, and the first day without it.
  private func lastCall(of lease: Ref<Lease>, by slice: Slice) -> (before: CallDraws.Known, gone: Day)? {
    var last: (CallDraws.Known, Day)?
    for period in notices where period <= slice.period {
      let before = known.map { $0.flatMap { $0 < period ? $0 : nil } }
      let after = known.map { $0.flatMap { $0 <= period ? $0 : nil } }
      if draws.gone(lease, after) < draws.gone(lease, before) { last = (before, draws.gone(lease, after)) }
    }
    return last
  }

  /// Whether anybody could have left a lease by a slice, or not renewed it.
  private func isChosen(_ ref: Ref<Lease>, by slice: Slice) -> Bool {
    let lease = self.case[ref]
    return lease.renewal != nil && slice.start >= lease.end
      || columns.keys.contains { $0.what == "leave \(ref.index)" && $0.start <= slice.start }
  }
}
