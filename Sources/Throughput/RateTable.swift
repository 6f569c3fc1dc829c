import Fleet

/// The rate of every workload of a case on every GPU class that it may run on.
public struct RateTable: Sendable {
  /// Classes that a workload could have by a tranche, but for want of a rate; each with what to add.
  public let warnings: [Finding]
  /// The roofline of the case's serving measurements; nil where there are too few to fit one.
  public let fit: RooflineFit?
  private let planOn: PlanOn
  private let rates: [[Rate?]]

  /// Finds the rates of a case: measured ones where a row fits, modelled ones elsewhere.
  ///
  /// A service, or a free job with token lengths: rows of its model, its precision (else the fastest) and its lengths
  /// (else the nearest within a factor of 1.25): units per second / GPUs, the median over rows. Else the roofline.
  /// Any other job: rows of its model: units per second / GPUs^b, the median over sizes. Else carried over from the
  /// nearest class. Rows under a power cap count only where there are no others. A service that several classes may
  /// serve has its mix efficiency times each of these.
  /// - Throws: every defect at once: rows that measure nothing, workloads without a rate on any class, and classes
  ///   named in `gpu_classes` without a rate.
  public init(_ planningCase: PlanningCase) throws(RateDefects) {
    var findings = planningCase.measurements.filter {
      $0.gpus < 1 || !$0.unitsPerSecond.isFinite || $0.unitsPerSecond <= 0
    }.map(Finding.noMeasurement)
    guard findings.isEmpty else { throw RateDefects(findings: findings) }
    let serving = ServingRates(planningCase), training = TrainingRates(planningCase)
    var rates: [[Rate?]] = [], warnings: [Finding] = []
    for workload in planningCase.workloads {
      guard workload.letting == nil else {
        rates.append(planningCase.gpuClasses.map { _ in nil })
        continue
      }
      let row = Self.row(planningCase, workload) { gpuClass in
        workload.isInGPUHours
          ? .success(.oneGPUHour)
          : ServingRates.covers(workload)
            ? serving.rate(workload, on: gpuClass) : training.rate(workload, on: gpuClass)
      }
      rates.append(Self.mixed(row.rates, planningCase, workload))
      findings += row.errors
      warnings += row.warnings
    }
    guard findings.isEmpty else { throw RateDefects(findings: findings) }
    self.warnings = warnings
    self.fit = serving.fit
    self.planOn = planningCase.planOn
    self.rates = rates
  }

  /// The rate of a workload on a class; nil where it may not run there or nothing is known to model it from.
  public subscript(workload: Ref<Workload>, gpuClass: Ref<GPUClass>) -> Rate? { rates[workload.index][gpuClass.index] }

  /// Work units per second and GPU on which the case plans, to nine significant digits: the middle of the interval, or
  /// the quantile that `plan_on` names; not rounded where work is counted in GPU-hours. nil exactly where there is no
  /// rate.
  public func planned(_ workload: Ref<Workload>, on gpuClass: Ref<GPUClass>) -> Double? {
    self[workload, gpuClass].map { rate in
      switch (rate.origin, planOn) {
      case (.counted, _): rate.unitsPerSecond
      case (_, .mean): roundedToNineDigits(rate.unitsPerSecond)
      case (_, .quantile(let q)): roundedToNineDigits(rate.quantile(q))
      }
    }
  }

  private struct Row {
    var rates: [Rate?] = []
    var errors: [Finding] = []
    var warnings: [Finding] = []
  }

  private static func row(
    _ planningCase: PlanningCase, _ workload: Workload, rate: (Ref<GPUClass>) -> Result<Rate, RateGap>
  ) -> Row {
    var row = Row(), firstGap: RateGap?
    for index in planningCase.gpuClasses.indices {
      let gpuClass = Ref<GPUClass>(index)
      guard workload.gpuClasses?.contains(gpuClass) ?? true else {
        row.rates.append(nil)
        continue
      }
      switch rate(gpuClass) {
      case .success(let rate): row.rates.append(rate)
      case .failure(let gap):
        row.rates.append(nil)
        firstGap = firstGap ?? gap
        let isOffered = planningCase.tranches.contains {
          $0.gpuClass == gpuClass && planningCase.allows(workload, tranche: $0)
        }
        if workload.gpuClasses != nil {
          row.errors.append(.noRate(.error, workload, on: planningCase[gpuClass], gap))
        } else if isOffered {
          row.warnings.append(.noRate(.warning, workload, on: planningCase[gpuClass], gap))
        }
      }
    }
    // A workload that names its classes has an error for each of them already.
    if row.errors.isEmpty, let firstGap, row.rates.allSatisfy({ $0 == nil }) {
      row.errors.append(.noRateAtAll(workload, firstGap))
      row.warnings = []
    }
    return row
  }

  /// The rates of a service with its mix efficiency, where tranches of several classes may serve it.
  private static func mixed(_ rates: [Rate?], _ planningCase: PlanningCase, _ workload: Workload) -> [Rate?] {
    guard let efficiency = workload.service?.mixEfficiency, efficiency < 1 else { return rates }
    let serving = Set(planningCase.tranches.filter { planningCase.allows(workload, tranche: $0) }.map(\.gpuClass))
    guard serving.count(where: { rates[$0.index] != nil }) > 1 else { return rates }
    return rates.map { $0?.mixed(at: efficiency) }
  }
}
