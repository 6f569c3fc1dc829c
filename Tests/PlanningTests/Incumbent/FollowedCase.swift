import Fleet

@testable import Planning

/// Small cases that follow a plan.
enum FollowedCase {
  /// Ten GPUs at home and ten away for a service that asks for ten, which an incumbent has at home; day 1 is past.
  static func twoSites(days: Int) -> PlanningCase {
    var planningCase = TinyCase.days(days)
    planningCase.sites.append(TinyCase.site("away"))
    planningCase.tranches.append(TinyCase.tranche("spare", site: 1, gpus: 10))
    planningCase.changeService { $0.demand = [10, 10, 10, 10] }
    planningCase.incumbent = incumbent(of: planningCase, today: 1) { _ in [use("owned", "home", gpus: 10)] }
    return planningCase
  }

  /// An incumbent of the service `chat` that has these GPUs at work on each day of a case.
  static func incumbent(
    of planningCase: PlanningCase, today: Int, choices: [Incumbent.Choice] = [],
    uses: (Int) -> [Incumbent.Use]
  ) -> Incumbent {
    let periods = planningCase.periods
    return Incumbent(
      caseName: "tiny", objective: 0, today: periods[today].start,
      slices: periods.map { Instant($0.start)..<Instant($0.end) },
      uses: periods.indices.flatMap { index in
        uses(index).map {
          var use = $0
          (use.starts, use.ends) = (Instant(periods[index].start), Instant(periods[index].end))
          return use
        }
      }, jobs: [], choices: choices)
  }

  /// GPUs of a tranche at work for `chat`, each doing all that it can: 1 unit/s.
  static func use(_ tranche: String, _ site: String, gpus: Double) -> Incumbent.Use {
    let never = Instant(seconds: 0)
    return Incumbent.Use(
      starts: never, ends: never, workload: "chat", site: site, gpuClass: "gpu", tranche: tranche,
      operatingPoint: "full", gpus: gpus, meanUnitsPerS: gpus)
  }

  /// The same case following its own plan on a day.
  static func following(_ plan: Plan, _ planningCase: PlanningCase, today: Int) -> PlanningCase {
    var next = planningCase
    let base = plan.paths[0]
    next.incumbent = Incumbent(
      caseName: plan.caseName, objective: plan.objective, today: planningCase.periods[today].start,
      slices: Array(Set(base.sites.map { $0.span.starts..<$0.span.ends })).sorted { $0.lowerBound < $1.lowerBound },
      uses: base.allocation.map {
        Incumbent.Use(
          starts: $0.span.starts, ends: $0.span.ends, workload: $0.workload, site: $0.site, gpuClass: $0.gpuClass,
          tranche: $0.tranche, operatingPoint: $0.operatingPoint, gpus: $0.gpus, meanUnitsPerS: $0.meanUnitsPerS)
      },
      jobs: base.jobs.map {
        Incumbent.Job(
          starts: $0.span.starts, ends: $0.span.ends, workload: $0.workload, site: $0.site,
          slowestClass: $0.slowestClass, operatingPoint: $0.operatingPoint, unitsPerS: $0.unitsPerS)
      },
      choices: base.decisions.map {
        Incumbent.Choice(
          decision: $0.decision, subject: $0.subject, period: $0.period, unit: $0.unit, amount: $0.amount,
          lastDate: $0.lastDate, takesEffect: $0.takesEffect)
      })
    return next
  }
}
