import Fleet

@testable import Verification

private let origin = Origin(file: "case.yaml", line: 1)

/// GPUs to buy, decided on 5 August by whoever knows of the notice, and there five days later: four of them, two after
/// it. A GPU is 1000 USD, the building of the first 500; what is bought lasts a year.
func capitalPlan() -> ReclaimPlan {
  var plan = contractPlan()
  plan.planningCase.tranches.append(
    Tranche(
      id: "new", site: Ref(0), gpuClass: Ref(0), lease: nil, size: .optional(minUnits: 0, maxUnits: 5), leadDays: 5,
      decideBy: Day("2026-08-05")!, capital: Capital(perGPU: 1000, once: 500, lifeMonths: 12), origin: origin))
  for (path, gpus) in [("base", 4.0), ("notice-2026-08", 2)] {
    plan.edit(path) { own in
      own.starts = (own.starts + ["08-10"]).sorted()
      own.held["new"] = [("07-01", 0), ("08-10", gpus)]
    }
    plan.told.append((path, ["sign", "new", "2026-08", "\(gpus)", "units", "2026-08-05", ""]))
    // 22 of 365 days of its life are over at the end of the horizon.
    plan.book(path, "08-10", "capital", -(1000 * gpus + 500))
    plan.book(path, "08-10", "end-value", 0.75 * (1000 * gpus + 500) * 343 / 365)
  }
  return plan
}

/// GPUs of our own, let to bob from 5 July to 1 October at 3 USD, nine tenths of it committed and two fifths of that paid
/// ahead. After the notice they are called back for 20 August, at 25 USD each and half of what is prepaid.
///
/// 20 GPUs: 21.60 USD an hour are paid ahead and 32.40 when they are let; 648 hours of July, 744 of August; those
/// beyond do not count.
func lettingPlan() -> ReclaimPlan {
  var plan = contractPlan()
  plan.planningCase.tenants.append(Tenant(id: "bob", origin: origin))
  var lease = Lease(
    id: "out", lessor: "us", lessee: "bob", start: Day("2026-07-05")!, end: Day("2026-10-01")!, price: .init(3),
    takeOrPayShare: 0.9, reclaimHolder: .owner, noticeDays: 10, origin: origin)
  lease.prepaidShare = 0.4
  lease.onReclaim.refundShare = 0.5
  lease.onReclaim.compensation = 25
  plan.planningCase.leases.append(lease)
  plan.planningCase.workloads.append(
    Workload(
      id: "lot", tenant: Ref(1), kind: .letting(Letting(lease: Ref(2), minGPUs: 10, maxGPUs: 30)), model: "",
      unit: "GPU-s", gpuClasses: [Ref(0)], sites: [Ref(0)], value: .init(0), wholeUnits: true, origin: origin))
  plan.edit("base") { $0.starts = ["07-01", "07-05", "08-01"] }
  plan.edit("notice-2026-08") { $0.starts = ["08-01", "08-12", "08-20"] }
  plan.lots = [("base", 20, "07-05", "09-01"), ("notice-2026-08", 20, "08-01", "08-20")]
  plan.told = [
    ("base", ["let", "lot", "2026-07", "20.0", "GPU", "2026-07-05", ""]),
    ("notice-2026-08", ["reclaim", "out", "2026-08", "1.0", "lease", "2026-08-09", "2026-08-20"]),
  ]
  plan.book("base", "07-05", "rent", 21.6 * (648 + 744) + 32.4 * 648, tenant: "bob")
  plan.book("base", "08-01", "rent", 32.4 * 744, tenant: "bob")
  let back = 25 * 20 + 0.5 * 21.6 * 288
  plan.book("notice-2026-08", "08-01", "rent", 32.4 * (264 + 192) - back, tenant: "bob")
  return plan
}

/// The call doubles what is asked.
func demandPlan() -> ReclaimPlan {
  var plan = contractPlan()
  plan.planningCase.reclaimPools[0].demandFactors = [Ref(0): 2]
  plan.asked = ["notice-2026-08": 60_000]
  return plan
}

/// Ten interruptions of a GPU in 730 hours, of two hours each.
func spotPlan() -> ReclaimPlan {
  var plan = contractPlan()
  plan.planningCase.leases[0].interruptions = Interruptions(perMonth: 10, restartHours: 2)
  plan.productive = ["ta": 730.0 / 750]
  return plan
}
