import Fleet

@testable import Verification

/// The plan of two leases of which one may be called in August, with one chance in four: two paths, and nothing ordered.
func contractPlan() -> ReclaimPlan {
  var plan = ReclaimPlan()
  plan.planningCase.reclaimPools = [
    ReclaimPool(
      id: "a", leases: [Ref(0)], likelihood: .listed([1: 0.25]), origin: Origin(file: "case.yaml", line: 1))
  ]
  plan.planningCase.options.mostNotices = 1
  plan.planningCase.workloads[0].kind = .service(Service(demand: [30_000, 30_000], loadCurve: .flat))
  plan.odds = { [1 - 0.25 * $0, 0.25 * $0] }
  plan.paths = [
    ReclaimPath(id: "base", parent: "", called: "", starts: ["07-01", "08-01"], gone: [:]),
    ReclaimPath(
      id: "notice-2026-08", parent: "base", called: "a@2026-08", starts: ["08-01", "08-12"], gone: ["ta": "08-12"]),
  ]
  return plan
}

/// A lease of 100 GPUs from 5 July to 1 October at 2 USD, half of it committed and two fifths of that paid ahead; at 1 USD
/// up to 12 July. A call finds half the rent due in the time of its notice and half of what is prepaid refunded.
///
/// GPU-hours: 168 at the ramp's price, 480 in the rest of July, 744 in August, 720 in September, beyond the horizon; the
/// GPUs that are called in August are there for 264 hours more, and not for 480.
func prepaidPlan() -> ReclaimPlan {
  var plan = contractPlan()
  plan.planningCase.leases[0].start = Day("2026-07-05")!
  plan.planningCase.leases[0].end = Day("2026-10-01")!
  plan.planningCase.leases[0].takeOrPayShare = 0.5
  plan.planningCase.leases[0].ramp = RampPrice(until: Day("2026-07-12")!, usdPerGPUHour: 1)
  plan.planningCase.leases[0].prepaidShare = 0.4
  plan.planningCase.leases[0].onReclaim.noticeRentShare = 0.5
  plan.planningCase.leases[0].onReclaim.refundShare = 0.5
  plan.planningCase.leases[0].onReclaim.compensation = 30
  plan.edit("base") { path in
    (path.starts, path.held) = (["07-01", "07-05", "07-12", "08-01"], ["ta": [("07-01", 0), ("07-05", 100)]])
  }
  // Every GPU works: 100 are paid for, less 20 that were paid ahead.
  plan.pay("base", ["07-01": 0, "07-05": 80 * 168, "07-12": 80 * 480 * 2, "08-01": 80 * 744 * 2])
  plan.pay("notice-2026-08", ["08-01": 80 * 264, "08-12": 0])
  plan.book("base", "07-05", "prepayments", -20 * (168 + 2 * (480 + 744 + 720)))
  plan.book("notice-2026-08", "08-12", "reclaim-settlements", 30 * 100 + 0.5 * 20 * (2 * (480 + 720) + 0.5 * 2 * 264))
  // In September half the GPU-hours are committed, of which three fifths are still to be paid. An hour is worth 1.50 USD.
  plan.beyond["ta"] = nil
  plan.book("base", "08-01", "commitments", -0.6 * 0.5 * 2 * 720 * 100)
  plan.book("base", "08-01", "end-value", 0.5 * 1.5 * 720 * 100)
  return plan
}

/// The same plan, but the lessee leaves for 10 August, before the call takes the GPUs: nothing is settled then. It could
/// leave the lease on 4 September too, so that 72 hours are owed beyond the horizon.
func leftPlan() -> ReclaimPlan {
  var plan = prepaidPlan()
  plan.planningCase.leases[0].reclaimHolder = .both
  plan.planningCase.leases[0].exit = ExitRight(noticeDays: 2)
  plan.edit("notice-2026-08") { path in
    (path.starts, path.left) = (["08-01", "08-10", "08-12"], ["ta": "08-10"])
    path.decisions = [("exit", "la", 1, "08-10")]
  }
  plan.pay("notice-2026-08", ["08-01": 80 * 216, "08-10": 0])
  plan.booked.removeAll { ["reclaim-settlements", "commitments", "end-value"].contains($0.account[2]) }
  plan.book("base", "08-01", "commitments", -0.6 * 0.5 * 2 * 72 * 100)
  plan.book("base", "08-01", "end-value", 0.5 * 1.5 * 72 * 100)
  return plan
}

/// Half of the second lease is paid ahead, before the case for 50 GPUs and on 15 July for 4 more, which are decided five
/// days before: 408 hours of July, 744 of August and 2928 to the end of the year.
func decidedPlan() -> ReclaimPlan {
  var plan = contractPlan()
  plan.planningCase.leases[1].prepaidShare = 0.5
  var tranche = plan.planningCase.tranches[2]
  (tranche.id, tranche.size) = ("tc", .optional(minUnits: 0, maxUnits: 9))
  (tranche.decideBy, tranche.leadDays) = (Day("2026-07-10")!, 5)
  plan.planningCase.tranches.append(tranche)
  plan.told = [("base", ["sign", "tc", "2026-07", "4.0", "units", "2026-07-10", ""])]
  plan.edit("base") { ($0.starts, $0.held["tc"]) = (["07-01", "07-15", "08-01"], [("07-01", 0), ("07-15", 4)]) }
  plan.edit("notice-2026-08") { $0.held["tc"] = [("07-15", 4)] }
  for (tranche, gpus) in [("tb", 50.0), ("tc", 4)] {
    plan.pay("base", ["07-01": tranche == "tb" ? 336 * 50 : 0, "07-15": 408 * gpus, "08-01": 744 * gpus], for: tranche)
    plan.pay("notice-2026-08", ["08-01": 264 * gpus, "08-12": 480 * gpus], for: tranche)
  }
  plan.book("base", "07-15", "prepayments", -0.5 * 2 * (408 + 744 + 2928) * 4)
  plan.beyond["tb"] = nil
  for path in ["base", "notice-2026-08"] {
    plan.book(path, "08-01", "commitments", -0.5 * 2 * 2928 * 54)
    plan.book(path, "08-01", "end-value", 1.5 * 2928 * 54)
  }
  return plan
}

/// A lease of which four fifths of a window are committed, at 2 USD, and three fifths of the GPUs work: 120 USD an hour are
/// paid, of 160. The call in August takes them for 480 hours of it.
func windowPlan(_ window: TakeOrPayWindow, keepsCommitment: Bool = false) -> ReclaimPlan {
  var plan = contractPlan()
  plan.planningCase.leases[0].takeOrPayShare = 0.8
  plan.planningCase.leases[0].window = window
  plan.planningCase.leases[0].onReclaim.keepsCommitment = keepsCommitment
  plan.idle = ["ta": 40]
  // What is short of a month is settled in it, and July's in August where the window is a longer one.
  let july = window == .month ? 40.0 * 744 : 0, carried = 40.0 * 744 - july
  let lost = keepsCommitment ? 160.0 * 480 : 0
  plan.pay("base", ["07-01": 120 * 744 + july, "08-01": 120 * 744 + 40 * 744 + carried])
  plan.pay("notice-2026-08", ["08-01": 120 * 264 + 40 * 264 + carried + lost, "08-12": 0])
  // From September to the end of the year 0.8 of the GPU-hours are committed, and worth 1.50 USD.
  plan.beyond["ta"] = nil
  plan.book("base", "08-01", "commitments", -0.8 * 2 * 2928 * 100)
  plan.book("base", "08-01", "end-value", 0.8 * 1.5 * 2928 * 100)
  return plan
}

extension ReclaimPlan {
  /// What is paid for a tranche in the slices of a path.
  mutating func pay(_ path: String, _ usd: [String: Double], for tranche: String = "ta") {
    for (start, usd) in usd { paid[SliceKey(path: path, start: start, tranche: tranche)] = usd }
  }

  mutating func book(_ path: String, _ start: String, _ term: String, _ usd: Double, tenant: String = "") {
    booked.append((path, start, [tenant, "north", term], usd))
  }
}
