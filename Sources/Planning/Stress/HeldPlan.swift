import Fleet

/// What a plan does as long as no notice comes: what its base path's tables say, as far as the rest follows from it.
public struct HeldPlan: Sendable {
  /// GPUs of a tranche at work for a workload throughout a slice, and the mean work that they do.
  public struct Use: Sendable {
    let starts: Instant
    let workload, site, gpuClass, tranche, operatingPoint: String
    let gpus, meanUnitsPerS: Double

    public init(
      starts: Instant, workload: String, site: String, gpuClass: String, tranche: String, operatingPoint: String,
      gpus: Double, meanUnitsPerS: Double
    ) {
      self.starts = starts
      self.workload = workload
      self.site = site
      self.gpuClass = gpuClass
      self.tranche = tranche
      self.operatingPoint = operatingPoint
      self.gpus = gpus
      self.meanUnitsPerS = meanUnitsPerS
    }
  }

  /// A gang throughout a slice: where it runs, its slowest class there, and its pace.
  public struct Gang: Sendable {
    let starts: Instant
    let workload, site, slowestClass, operatingPoint: String
    let unitsPerS: Double

    public init(
      starts: Instant, workload: String, site: String, slowestClass: String, operatingPoint: String, unitsPerS: Double
    ) {
      self.starts = starts
      self.workload = workload
      self.site = site
      self.slowestClass = slowestClass
      self.operatingPoint = operatingPoint
      self.unitsPerS = unitsPerS
    }
  }

  /// Units signed, GPUs ordered, GPUs on standby.
  public struct Choice: Sendable {
    let decision, subject, period: String
    let amount: Double
    let takesEffect: Instant?

    public init(decision: String, subject: String, period: String, amount: Double, takesEffect: Instant?) {
      self.decision = decision
      self.subject = subject
      self.period = period
      self.amount = amount
      self.takesEffect = takesEffect
    }
  }

  let uses: [Use]
  let gangs: [Gang]
  let choices: [Choice]
  /// By how much the plan may fall short of the best, USD; nil where not known.
  let uncertainty: Double?

  public init(uses: [Use], gangs: [Gang], choices: [Choice], uncertainty: Double?) {
    self.uncertainty = uncertainty
    self.uses = uses
    self.gangs = gangs
    self.choices = choices
  }

  /// What is kept on standby: by fallback, the most GPUs and the periods with any.
  var standbys: [StandbyHeld] {
    Dictionary(grouping: choices.filter { $0.decision == "hold" && $0.amount > 0 }, by: \.subject)
      .sorted { $0.key < $1.key }.map { subject, rows in
        StandbyHeld(fallback: subject, gpus: rows.map(\.amount).max()!, periods: rows.map(\.period))
      }
  }

  public init(_ plan: Plan) {
    let base = plan.paths[0]
    uncertainty = plan.gap.map { $0 * abs(plan.objective) }
    uses = base.allocation.map {
      Use(
        starts: $0.span.starts, workload: $0.workload, site: $0.site, gpuClass: $0.gpuClass, tranche: $0.tranche,
        operatingPoint: $0.operatingPoint, gpus: $0.gpus, meanUnitsPerS: $0.meanUnitsPerS)
    }
    gangs = base.jobs.map {
      Gang(
        starts: $0.span.starts, workload: $0.workload, site: $0.site, slowestClass: $0.slowestClass,
        operatingPoint: $0.operatingPoint, unitsPerS: $0.unitsPerS)
    }
    choices = plan.decisions.map {
      Choice(
        decision: $0.decision, subject: $0.subject, period: $0.period, amount: $0.amount, takesEffect: $0.takesEffect)
    }
  }
}
