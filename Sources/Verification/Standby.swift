import Fleet

extension Audit {
  /// standby-right: what is held on standby, and what is called from it.
  ///
  ///     sum of all calls along a path <= sum over its notices of what was held in the period before, on the path left
  ///     sum over standbys of GPUs there <= GPUs that the calls along the path take
  mutating func checkStandby() {
    for course in courses {
      for standby in course.standby { check(standby, on: course) }
      checkReplaced(on: course)
      for fallback in planningCase.fallbacks where fallback.kind == .standby {
        let calls = ordersAlong(course).filter { $0.fallback.id == fallback.id }
        var called = Sum(), rights = Sum()
        for call in calls { called.add(call.gpus) }
        for step in line(to: course) {
          guard let parent = step.parent, let notice = step.notice else { continue }
          rights.add(gpusOnStandby(fallback, courses[parent], period: notice - 1))
        }
        ledger.atMost(
          "standby-right", Occasion(path: course.id, time: nil, subjects: [fallback.id]), use: called.value,
          limit: rights.value, unit: "GPUs", at: calls.last?.row, "what is called of \(fallback.id) on \(course.id)")
      }
    }
  }

  private func check(_ standby: Standby, on course: Course) {
    let row = standby.row, fallback = standby.fallback
    ledger.atMost(
      "standby-right",
      Occasion(path: course.id, time: planningCase.periods[standby.period].id, subjects: [fallback.id]),
      use: standby.gpus, limit: Double(fallback.capGPUs), unit: "GPUs", at: row, "standby of \(fallback.id)")
    let next = standby.period + 1
    let mayFollow =
      course.poolsCalled.count < planningCase.options.mostNotices && next < planningCase.periods.count
      && !planningCase.open(on: course, next).isEmpty
    ledger.require("standby-right", mayFollow && standby.period >= course.notice ?? 0, key: row.key) {
      "\(row.place): no notice can leave \(course.id) at the start of the period after: there is nothing to hold for."
    }
  }

  private mutating func checkReplaced(on course: Course) {
    let standbys = planningCase.fallbacks.filter { $0.kind == .standby }.map(\.id)
    guard course.notice != nil, !standbys.isEmpty else { return }
    let taken = gpusTaken(on: course)
    for slice in course.slices {
      let rows = standbys.compactMap { slice.leases[$0] }
      ledger.atMost(
        "standby-right", occasion(course, slice), use: rows.reduce(0) { $0 + $1["held"] }, limit: taken, unit: "GPUs",
        at: rows.first, "GPUs from standby for those called on \(course.id)")
    }
  }

  /// GPUs that a path holds on standby in a period of its own.
  func gpusOnStandby(_ fallback: Fallback, _ course: Course, period: Int) -> Double {
    course.standby.filter { $0.fallback.id == fallback.id && $0.period == period }.reduce(0) { $0 + $1.gpus }
  }
}
