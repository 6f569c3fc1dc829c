import Fleet

extension Audit {
  /// GPUs that the calls along a path take: all that was to come of each tranche, unless its lease had been left by then or,
  /// after its term, not been renewed.
  func gpusTaken(on course: Course) -> Double {
    planningCase.tranches.reduce(0) { sum, tranche in
      guard let gone = planningCase.called(tranche, on: course), let lease = tranche.lease,
        planningCase.termEnd(tranche, on: course).map({ gone < $0 }) ?? true,
        course.exits[lease].map({ $0.leaves >= gone }) ?? true
      else { return sum }
      let unit = Double(planningCase.gpuClasses[tranche.gpuClass.index].unitGPUs)
      if case .fixed(let gpus) = tranche.size { return sum + Double(gpus) }
      return sum + unit * (signed[tranche.id] ?? 0)
    }
  }

  /// Whether floors hold on a path as if nobody had called: nobody has, or there was nothing to take.
  func isUntouched(_ course: Course) -> Bool { course.notice == nil || gpusTaken(on: course) == 0 }
}
