import Fleet

extension StressOutcome {
  /// Compares what a path does from a notice on with what the base path does at the same time.
  init(_ path: PathTables, base: PathTables, from notice: Instant) {
    loss = base.value - path.value
    penalty = path.floorPenalty
    let planned = base.service.filter { $0.span.ends > notice }
    services = Set(path.service.map(\.workload)).sorted().map { workload in
      ServiceShare(
        workload: workload, share: servedShare(path.service.filter { $0.workload == workload }, from: notice),
        planned: servedShare(planned.filter { $0.workload == workload }, from: notice))
    }
    jobs = path.work.map { row in
      let before = base.work.first { $0.workload == row.workload }
      return ServiceShare(
        workload: row.workload, share: row.doneUnits / row.workUnits,
        planned: (before?.doneUnits ?? 0) / row.workUnits)
    }
    let behind = path.service.filter { row in
      let before = planned.last { $0.workload == row.workload && $0.span.starts <= row.span.starts }
      // By shares, since an event changes what is asked.
      return before.map { row.servedShare < $0.servedShare * (1 - StressOutcome.notice) - 1e-9 } ?? false
    }
    let first = behind.min { ($0.span.starts, $0.workload) < ($1.span.starts, $1.workload) }
    firstTrouble = first?.span.starts
    firstBehind = first?.workload
    let healthy = behind.map(\.span.ends).max()
    recovery = healthy.flatMap { end in path.service.contains { $0.span.ends > end } ? end : nil }
  }

  /// A service that is behind its plan by less than this share of it is not in trouble.
  private static let notice = 0.005
}

extension ServiceRow {
  /// Mean served of mean asked; 1 where nothing is asked.
  fileprivate var servedShare: Double { meanAsked > 0 ? served / meanAsked : 1 }
}

/// Mean served of mean asked of a service's rows, from a moment on; 1 where nothing is asked.
private func servedShare(_ rows: [ServiceRow], from moment: Instant) -> Double {
  func seconds(_ row: ServiceRow) -> Double {
    max(0, Double(row.span.ends.seconds - max(moment, row.span.starts).seconds))
  }
  let asked = rows.reduce(0) { $0 + $1.meanAsked * seconds($1) }
  return asked > 0 ? rows.reduce(0) { $0 + $1.served * seconds($1) } / asked : 1
}

extension StressAction {
  /// What a new path does beyond the held one, most GPU-hours first.
  static func all(_ path: PathTables, held: PathTables, _ planningCase: PlanningCase) -> [StressAction] {
    let orders = Dictionary(grouping: path.decisions, by: { [$0.decision, $0.subject] }).compactMap { key, rows in
      Kind(rawValue: key[0]).map { kind in
        let from = rows.compactMap(\.takesEffect).min()!
        let gpus =
          switch kind {
          case .exit: held.held(underLease: key[1], at: from)
          case .renew: path.held(underLease: key[1], at: from)
          case .reclaim: held.gpus(of: planningCase.lettings(underLease: key[1]), at: from)
          default: path.mostHeld(of: key[1])
          }
        return StressAction(kind: kind, subject: key[1], gpus: gpus, by: rows.map(\.lastDate).min(), from: from)
      }
    }
    let ordered = Set(orders.map(\.subject))
    let uses = Set(path.leases.map(\.tranche)).subtracting(ordered).compactMap { use($0, path, held) }
    return (orders + uses).filter { $0.gpus >= 0.5 }.sorted { ($0.gpus, $1.subject) > ($1.gpus, $0.subject) }
  }

  /// More GPUs of a tranche at work than on the held path, from the first slice in which it is so.
  private static func use(_ tranche: String, _ path: PathTables, _ held: PathTables) -> StressAction? {
    var gpuSeconds = 0.0, seconds = 0.0
    var from: Instant?
    for (row, before) in zip(path.leases, held.leases) where row.tranche == tranche && row.used > before.used + 0.5 {
      let length = Double(row.span.ends.seconds - row.span.starts.seconds)
      gpuSeconds += (row.used - before.used) * length
      seconds += length
      from = from ?? row.span.starts
    }
    return from.map { StressAction(kind: .use, subject: tranche, gpus: gpuSeconds / seconds, from: $0) }
  }
}
