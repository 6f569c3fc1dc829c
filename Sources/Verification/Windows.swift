import Fleet

/// What a window of take-or-pay comes to on a path, in USD.
struct Settlement {
  /// When the first slice of it in which GPUs can be there begins.
  let start: Instant
  /// s sum p H held, with what a call took where it is counted.
  var committed = Sum()
  /// sum p H used: what has been paid before the window is settled.
  var paid = Sum()

  /// What is paid for hours committed and not used.
  var topUp: Sum {
    var rest = committed
    rest.subtract(paid)
    return rest.value > 0 ? rest : Sum()
  }
}

extension Audit {
  /// take-or-pay: what is settled in the slices of a path, by tranche and start of the slice.
  ///
  ///     top-up = max(0, s sum p H held - sum p H used)        (USD; per tranche and window, over the whole path)
  ///     reclaim_take_or_pay full: + s sum p H taken, from the moment at which a call takes GPUs to the window's end
  ///
  /// It is paid in the last slice of the window in which GPUs of the tranche can be there, whatever is decided of the
  /// lease. A window ends with the first term, and with the horizon.
  func settlements(on course: Course) -> [String: [Instant: Settlement]] {
    var settled: [String: [Instant: Settlement]] = [:]
    let slices = wholePath(course)
    for tranche in planningCase.tranches {
      guard let lease = windowed(tranche) else { continue }
      let there = slices.filter { mayBeThere(tranche, at: $0.start, on: course) }
      for slices in Dictionary(grouping: there, by: { window(of: lease, tranche, $0) }).values {
        guard let last = slices.last, last.start >= course.from else { continue }
        settled[tranche.id, default: [:]][last.start] = settle(tranche, lease, slices, course)
      }
    }
    return settled
  }

  private func windowed(_ tranche: Tranche) -> Lease? {
    tranche.lease.map { planningCase.leases[$0.index] }.flatMap { $0.window == .hour ? nil : $0 }
  }

  private func window(of lease: Lease, _ tranche: Tranche, _ slice: Slice) -> Range<Day> {
    lease.window(on: planningCase.day(at: slice.start, in: [zone(tranche)]))
  }

  /// Whether GPUs are there on a path if the lease is neither left nor, at its end, not renewed.
  func mayBeThere(_ tranche: Tranche, at moment: Instant, on course: Course) -> Bool {
    let last = tranche.lease.map { Instant(planningCase.leases[$0.index].farthestEnd, in: zone(tranche)) }
    let end = [last, planningCase.called(tranche, on: course)].compactMap { $0 }.min()
    return planningCase.unitsDelivered(tranche, at: moment) > 0 && end.map { moment < $0 } ?? true
  }

  private func settle(_ tranche: Tranche, _ lease: Lease, _ slices: [Slice], _ course: Course) -> Settlement {
    var settlement = Settlement(start: slices[0].start)
    for slice in slices {
      // Where all of it is committed, all of it is paid hour by hour.
      guard lease.takeOrPayShare < 1, let row = slice.leases[tranche.id] else { continue }
      let rent = planningCase.rent(tranche, at: slice.start, on: course)
      settlement.committed.add(lease.takeOrPayShare, rent, slice.hours, row["held"])
      settlement.paid.add(rent, slice.hours, row["used"])
    }
    if lease.onReclaim.keepsCommitment, let last = slices.last {
      settlement.committed.add(kept(tranche, lease, window(of: lease, tranche, last), course))
    }
    return settlement
  }

  /// What a window still counts, to its end or the horizon's, of GPUs that a call took in it.
  private func kept(_ tranche: Tranche, _ lease: Lease, _ window: Range<Day>, _ course: Course) -> Sum {
    let end = min(Instant(window.upperBound, in: zone(tranche)), Instant(planningCase.periods.last!.end))
    guard let gone = planningCase.called(tranche, on: course), gone < end else { return Sum() }
    var kept = planningCase.due(under: lease, in: zone(tranche), gone..<end)
    kept.scale(by: lease.takeOrPayShare)
    kept.scale(by: gpusTaken(of: tranche, on: course))
    return kept
  }

  /// slices: no window ends inside a slice in which GPUs are there.
  func checkWindows() {
    for (course, slice) in everySlice {
      for tranche in planningCase.tranches {
        guard let lease = windowed(tranche), planningCase.unitsThere(tranche, at: slice.start, on: course) > 0 else {
          continue
        }
        let end = Instant(window(of: lease, tranche, slice).upperBound, in: zone(tranche))
        ledger.require("slices", slice.end <= end, key: occasion(course, slice, tranche.id).key) {
          "\(course.id): a window of \(lease.id) ends on \(end), inside the slice from \(slice.start) to \(slice.end)."
        }
      }
    }
  }
}

extension Lease {
  /// The days of the window that holds a day on which its GPUs may be there; it lies in one term.
  ///
  /// Months and quarters are those of the calendar, years count from the start of the first term in either of them.
  func window(on day: Day) -> Range<Day> {
    let (year, month, _) = day.civil
    func months(_ count: Int) -> (Day, Day) {
      let first = Day(year: year, month: (month - 1) / count * count + 1, day: 1)!
      return (first, first.later(months: count))
    }
    let (first, next) =
      switch window {
      case .hour: (day, day + 1)
      case .month: months(1)
      case .quarter: months(3)
      case .year: contractYear(on: day)
      case .term: (start, farthestEnd)
      }
    return day < end ? first..<min(next, end) : max(first, end)..<min(next, farthestEnd)
  }

  private func contractYear(on day: Day) -> (Day, Day) {
    let past = (1...).lazy.map { start.later(months: 12 * $0) }.prefix { $0 <= day }.reduce(0) { count, _ in count + 1 }
    return (start.later(months: 12 * past), start.later(months: 12 * (past + 1)))
  }
}
