import Fleet

extension Audit {
  /// GPUs that the calls along a path take.
  func gpusTaken(on course: Course) -> Double {
    planningCase.tranches.reduce(0) { $0 + gpusTaken(of: $1, on: course) }
  }

  /// All that was to come of a tranche, if on the path that the call leaves its lease is neither left by then nor, after
  /// its term, not renewed; of what is signed only after the notice, nothing.
  func gpusTaken(of tranche: Tranche, on course: Course) -> Double {
    guard let gone = planningCase.called(tranche, on: course), let lease = tranche.lease,
      let left = courseLeft(by: course, calling: lease),
      planningCase.termEnd(tranche, on: left).map({ gone < $0 }) ?? true,
      left.exits[lease].map({ $0.leaves > gone }) ?? true, wasSigned(tranche, on: course)
    else { return 0 }
    if case .fixed(let gpus) = tranche.size { return Double(gpus) }
    return gpus(perUnitOf: tranche, on: left)
  }

  private func courseLeft(by course: Course, calling lease: Ref<Lease>) -> Course? {
    guard let parent = course.parent.map({ courses[$0] }) else { return nil }
    return parent.gone[lease] == course.gone[lease] ? courseLeft(by: parent, calling: lease) : parent
  }

  /// Whether floors hold on a path as if nobody had called: nobody has, or there was nothing to take.
  func isUntouched(_ course: Course) -> Bool {
    let hasEvent = course.poolsCalled.contains { !planningCase.reclaimPools[$0].demandFactors.isEmpty }
    return course.notice == nil || !hasEvent && gpusTaken(on: course) == 0
  }
}
