import Fleet

/// What calls take, and what follows from that: seen from the future in which they had not come.
extension FutureStatement {
  typealias Others = [CallDraws.Known: FutureStatement]

  /// GPUs that a call takes: a number and columns, together nothing or no fewer than the least.
  private struct Taken {
    let gpus: Double
    let terms: Terms
    let least: Double
  }

  /// No more is on standby than was taken, and no promise is broken where nothing was.
  func addLimits(_ others: Others, _ programme: inout HandProgramme) {
    let first = self.case.tranches.count - self.case.fallbacks.count
    for slice in slices where notices.first.map({ $0 <= slice.period }) ?? false {
      let taken = taken(by: slice, others, &programme)
      let standbys = self.case.fallbacks.indices.filter { self.case.fallbacks[$0].kind == .standby }
      programme.row(
        standbys.compactMap { columns[label("held \(first + $0)", slice)] }.map { ($0, 1) }
          + taken.flatMap(\.terms).map { ($0.column, -$0.coefficient) }, atMost: taken.reduce(0) { $0 + $1.gpus })
      guard !taken.contains(where: { $0.terms.isEmpty && $0.gpus > 0 }) else { continue }
      for what in ["short"] + self.case.workloads.indices.map({ "short \($0)" }) {
        guard let short = columns[label(what, slice)] else { continue }
        let most = programme.upper[short]
        programme.row(
          [(short, 1)] + taken.flatMap { part in part.terms.map { ($0.column, -most * $0.coefficient / part.least) } },
          atMost: taken.reduce(0) { $0 + most * $1.gpus / $1.least })
      }
    }
  }

  private func taken(by slice: Slice, _ others: Others, _ programme: inout HandProgramme) -> [Taken] {
    var all: [Taken] = []
    for (index, tranche) in self.case.tranches.enumerated() {
      guard let lease = tranche.lease, let (before, gone) = lastCall(of: lease, by: slice), let other = others[before]
      else { continue }
      let share = other.share(of: lease, on: gone), unit = Double(self.case[tranche.gpuClass].unitGPUs)
      if case .fixed(let gpus) = tranche.size {
        let terms = share.terms.map { ($0.column, Double(gpus) * $0.coefficient) }
        all.append(Taken(gpus: Double(gpus) * share.constant, terms: terms, least: Double(gpus)))
      } else {
        let signed = other.columns[Label(what: "sign \(index)", start: firstDay, decided: firstDay + -1)]!
        let column = programme.column(to: 100)
        programme.row([(column, 1), (signed, -unit)], atMost: 0)
        programme.row(
          [(column, 1)] + share.terms.map { ($0.column, -100 * $0.coefficient) }, atMost: 100 * share.constant)
        all.append(Taken(gpus: 0, terms: [(column, 1)], least: unit))
      }
    }
    return all
  }

  /// The share of a lease that is there on a day, or to come.
  private func share(of ref: Ref<Lease>, on day: Day) -> (constant: Double, terms: Terms) {
    let lease = self.case[ref], isOver = day >= lease.end && lease.renewal != nil
    let leaves = columns.filter {
      $0.key.what == "leave \(ref.index)" && $0.key.start <= day && ($0.key.start >= lease.end || !isOver)
    }
    let renewed = isOver ? columns.first { $0.key.what == "renew \(ref.index)" }.map { [($0.value, 1.0)] } ?? [] : []
    return (isOver ? 0 : 1, renewed + leaves.sorted { $0.value < $1.value }.map { ($0.value, -1) })
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
}
