import Fleet

@testable import Verification

private let origin = Origin(file: "case.yaml", line: 1)

/// The service runs its H100 at half the draw and three quarters of the rate, and the gang at another point.
func cappedPlan() -> SmallPlan {
  var plan = SmallPlan(smallCase())
  func point(_ id: String, _ gpuClass: Int, _ draw: Double, _ throughput: Double) -> OperatingPoint {
    OperatingPoint(
      id: id, gpuClass: Ref(gpuClass), drawFactor: draw, throughputFactor: throughput, origin: origin)
  }
  plan.planningCase.operatingPoints = [
    point("eco", 0, 0.5, 0.75), point("low", 0, 0.4, 0.6), point("gb-low", 1, 0.5, 0.7),
  ]
  plan.caps = ["chat|north-h100": ("eco", 0.5, 0.75), "train|north-h100": ("low", 0.4, 0.6)]
  plan.drawn = 386.4
  return plan
}

/// Work due on 1 August that goes on to the end, at a tenth of a dollar for a million units and day.
func latePlan() -> SmallPlan {
  var plan = SmallPlan(smallCase())
  plan.edit("batch") { (job: inout Job) in
    job.deadline = Day("2026-08-01")
    job.lateness = Lateness(cost: 1e-7)
  }
  return plan
}

/// The gang pauses for the third week of July, and on the path of July's notice in the last; August's notice finds it
/// pausing from 22 July on, and runs it again as the base path does.
func pausePlan() -> SmallPlan {
  var plan = SmallPlan(smallCase())
  plan.edit("train") { (job: inout Job) in job.gang?.pauseCost = 1000 }
  func pause(_ path: Int, _ tranche: String, from: String, to: String) {
    let index = plan.paths[path].uses.firstIndex {
      $0.workload == "train" && $0.tranche == tranche && $0.from < from && from < $0.to
    }!
    var later = plan.paths[path].uses[index]
    (plan.paths[path].uses[index].to, later.from) = (from, to)
    plan.paths[path].uses.append(later)
  }
  for tranche in ["north-h100", "own-gb"] {
    pause(0, tranche, from: "2026-07-08T05:00Z", to: "2026-07-15T05:00Z")
    pause(0, tranche, from: "2026-07-22T05:00Z", to: "2026-08-01")
  }
  pause(1, "own-gb", from: "2026-07-22T05:00Z", to: "2026-08-01")
  plan.booked = [
    ("base", "2026-07-15T05:00Z", "train", "pauses", -1000), ("base", "2026-08-01", "train", "pauses", -1000),
    ("notice-2026-07", "2026-08-01", "train", "pauses", -1000),
    ("notice-2026-08", "2026-08-01", "train", "pauses", -1000),
  ]
  return plan
}

/// A job of 50,000 GPU-hours, whatever they do.
func hoursPlan() -> SmallPlan {
  var plan = SmallPlan(smallCase())
  plan.rates["batch"] = ["h100": 1 / 3600]
  let index = plan.planningCase.workloads.firstIndex { $0.id == "batch" }!
  (plan.planningCase.workloads[index].model, plan.planningCase.workloads[index].unit) = ("", "gpu-hour")
  return plan
}

/// A lease of another 40 GPUs of the same lessor at 5 USD, which are never used: what alpha is charged for the 80 that it
/// uses of the first, of which it may have 240 at 3 USD, is the mean of all that can be there.
func sharedPlan() -> SmallPlan {
  var plan = SmallPlan(smallCase())
  plan.planningCase.leases.append(
    Lease(
      id: "more", lessor: "beta", start: Day("2026-01-01")!, end: Day("2027-01-01")!, price: .init(5),
      takeOrPayShare: 0, reclaimHolder: .none, noticeDays: 0, origin: origin))
  plan.planningCase.tranches.append(
    Tranche(id: "more", site: Ref(1), gpuClass: Ref(0), lease: Ref(2), size: .fixed(gpus: 40), origin: origin))
  for path in plan.paths.indices { plan.paths[path].held.append(("more", 40, "2026-07-01", "held")) }
  plan.planningCase.tenants[0].siteShare = .init(1, overrides: [1: 0.8])
  return plan
}
