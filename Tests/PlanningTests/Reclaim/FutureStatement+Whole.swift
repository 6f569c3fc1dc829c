import Fleet

/// What holds over the whole future: jobs, and what is had of fallbacks.
extension FutureStatement {
  mutating func addJobs(_ slices: [Slice], _ programme: inout HandProgramme) {
    for (number, workload) in self.case.workloads.enumerated() {
      guard let job = workload.job, let last = slices.last(where: { isOpen(workload, $0) }) else { continue }
      // In shares of the job, since its work units are many.
      let missing = programme.column(to: 1)
      earn(-workload.shortfallCost[last.period] * job.work, missing, last)
      let done = (self.done[number] ?? []).map { ($0.column, $0.coefficient / job.work) }
      programme.row(done + [(missing, 1)], atLeast: 1, atMost: 1)
    }
  }

  mutating func addFallbacks(_ slices: [Slice], _ programme: inout HandProgramme) {
    for (number, fallback) in self.case.fallbacks.enumerated() {
      let index = self.case.tranches.count - self.case.fallbacks.count + number
      var arrivals: [(day: Day, column: Int)] = [], before: Terms = []
      for slice in slices {
        // A standby stands in for what was called, up to the day on which that would have gone anyway.
        let isOver = fallback.kind == .standby && (calledUntil.map { slice.start >= $0 } ?? true)
        let cap = isOver ? 0 : Double(fallback.capGPUs), ordered = slice.start + -fallback.leadDays
        let held = column("held \(index)", slice, to: cap, &programme)
        pay(fallback.price[slice.period] * slice.hours, held, slice)
        let earliest = fallback.kind == .firm ? firstDay : notices.first.map { self.case.periods[$0].start }
        if let earliest, ordered >= earliest {
          arrivals.append((slice.start, column("order \(index)", slice, decided: ordered, to: cap, &programme)))
        }
        let new: Terms = arrivals.filter { $0.day == slice.start }.map { ($0.column, -1) }
        let isKept = fallback.minMonths == nil
        programme.row([(held, 1)] + before + new, atLeast: isKept && !isOver ? 0 : -.infinity, atMost: 0)
        let bound = arrivals.filter { slice.start < $0.day.adding(months: fallback.minMonths ?? 99) }
        if !isOver { programme.row([(held, 1)] + bound.map { ($0.column, -1) }, atLeast: 0) }
        before = [(held, -1)]
      }
      if fallback.kind == .standby { addStandby(number, arrivals.map { ($0.column, 1) }, &programme) }
    }
  }

  /// No more is called than was on standby in the periods just before the notices.
  private mutating func addStandby(_ number: Int, _ calls: Terms, _ programme: inout HandProgramme) {
    let fallback = self.case.fallbacks[number]
    var right = calls
    for (index, period) in self.case.periods.enumerated() {
      let slice = Slice(period: index, start: period.start, end: period.end)
      let hold = column("hold \(number)", slice, to: Double(fallback.capGPUs), &programme)
      pay(fallback.premium[index] * slice.hours, hold, slice)
      if notices.contains(index + 1) { right.append((hold, -1)) }
    }
    programme.row(right, atMost: 0)
  }
}
