import Fleet

extension Audit {
  /// frozen, commitments, incumbent: the past is as the incumbent has it, what it decided before today stays decided, and
  /// the plan says of both what is so.
  mutating func checkPast() {
    let stated = folder.document["incumbent"]
    guard let incumbent = planningCase.incumbent else {
      return ledger.require("incumbent", stated.members.isEmpty && folder["changes"].isEmpty, key: "incumbent") {
        "plan.json: there is no incumbent in inputs/."
      }
    }
    checkFrozen(incumbent)
    checkCommitments(incumbent)
    checkStatement(incumbent, stated)
    checkChangeRows()
  }

  /// frozen: in every slice before today, on the path that came about, each tranche works for whom it did.
  private mutating func checkFrozen(_ incumbent: Incumbent) {
    for slice in wholePath(cameAbout) where slice.start < Instant(incumbent.today) {
      let then = incumbent.uses.filter { $0.starts <= slice.start && slice.start < $0.ends }.reduce(
        into: [[String]: Double]()
      ) { $0[[$1.workload, $1.tranche, $1.operatingPoint], default: 0] += $1.gpus }
      let now = slice.uses.reduce(into: [[String]: Double]()) {
        $0[[$1.workload.id, $1.tranche.id, $1.point], default: 0] += $1.gpus
      }
      for use in Set(then.keys).union(now.keys).sorted(by: { $0.joined(separator: ",") < $1.joined(separator: ",") }) {
        ledger.equal(
          "frozen", now[use] ?? 0, Sum(then[use] ?? 0), unit: "GPUs",
          key: "\(slice.start)," + use.joined(separator: ","),
          "GPUs of \(use[1]) at work for \(use[0]) from \(slice.start) on, which is past,")
      }
    }
  }

  /// commitments: what could be decided last before today is decided as the incumbent has it.
  private mutating func checkCommitments(_ incumbent: Incumbent) {
    func name(_ decision: String, _ subject: String, _ period: String, _ effect: String) -> [String] {
      [decision, subject, decision == "hold" ? period : "", effect]
    }
    let then = incumbent.choices.filter { $0.lastDate < incumbent.today }.reduce(into: [[String]: Double]()) {
      $0[name($1.decision, $1.subject, $1.period, $1.takesEffect?.description ?? ""), default: 0] += $1.amount
    }
    let line = line(to: cameAbout)
    var now: [[String]: Double] = [:]
    for (place, course) in line.enumerated() {
      let later = line[(place + 1)...].flatMap { rows("decisions", of: $0) }.map {
        [$0.text("decision"), $0.text("subject")]
      }
      let until = place + 1 < line.count ? line[place + 1].from.day : incumbent.today
      for row in rows("decisions", of: course) {
        guard let last = Day(row.text("last_date")), last < incumbent.today,
          last < until
            || ["sign", "let"].contains(row.text("decision"))
              && !later.contains([row.text("decision"), row.text("subject")])
        else { continue }
        now[
          name(row.text("decision"), row.text("subject"), row.text("period"), row.text("takes_effect")), default: 0] +=
          row["amount"]
      }
    }
    for choice in Set(then.keys).union(now.keys).sorted(by: { $0.joined(separator: ",") < $1.joined(separator: ",") }) {
      ledger.equal(
        "commitments", now[choice] ?? 0, Sum(then[choice] ?? 0), unit: "GPUs", key: choice.joined(separator: ","),
        "decisions.csv: \(choice[0]) \(choice[1]), which was decided before \(incumbent.today),")
    }
  }

  private mutating func checkStatement(_ incumbent: Incumbent, _ stated: JSON) {
    ledger.require("incumbent", stated["today"].text == incumbent.today.description, key: "today") {
      "plan.json: inputs/incumbent says that today is \(incumbent.today)."
    }
    ledger.require("incumbent", stated["case"].text == incumbent.caseName, key: "case") {
      "plan.json: the incumbent is a plan of \(incumbent.caseName)."
    }
    let called = cameAbout.calls.flatMap { call in
      call.pools.map { planningCase.reclaimPools[$0].id + "@" + planningCase.periods[call.period].id }
    }
    ledger.require("incumbent", stated["called"].elements.map(\.text) == called, key: "called") {
      "plan.json: what came by \(incumbent.today) is "
        + (called.isEmpty ? "nothing." : called.joined(separator: ", ") + ".")
    }
    if case .flag(let isKept) = stated["is_kept"] {
      let differs = !folder["changes"].isEmpty || !stated["decisions"].elements.isEmpty
      ledger.require("incumbent", isKept != differs, key: "is_kept") {
        "plan.json: is_kept does not follow from changes.csv and from what is decided otherwise."
      }
    } else {
      ledger.require("incumbent", false, key: "is_kept") { "plan.json: incumbent.is_kept is missing." }
    }
    var realised = Sum(), whole = Sum()
    for (period, row) in wholeMoney(cameAbout) {
      let worth = planningCase.worth(ofPeriod: period)
      whole.add(worth, row["usd"])
      if planningCase.periods[period].start < incumbent.today { realised.add(worth, row["usd"]) }
    }
    for (key, sum, unit) in [
      ("objective", Sum(incumbent.objective), "USD"), ("realised", realised, "USD"), ("value", whole, "USD"),
      ("moves", changes, "GPUs"),
    ] {
      ledger.equal("incumbent", stated[key].number ?? .nan, sum, unit: unit, key: key, "plan.json: incumbent.\(key)")
    }
    let bound = stated["moves_bound"].number, moves = stated["moves"].number ?? .nan
    let isProved = bound.map { moves - $0 <= 1e-6 * max(1, moves) } ?? false
    if case .flag(let claimed) = stated["moves_proved"] {
      ledger.require("incumbent", claimed == isProved, key: "moves_proved") {
        "plan.json: moves_proved does not follow from moves and moves_bound."
      }
    } else {
      ledger.require("incumbent", false, key: "moves_proved") { "plan.json: incumbent.moves_proved is missing." }
    }
  }

  /// changes.csv: exactly the places at which GPUs at work differ, with both amounts.
  private mutating func checkChangeRows() {
    var expected: [[String]: (before: Double, after: Double)] = [:], periods: [String: String] = [:]
    for (slice, before) in compared {
      periods[slice.start.description] = planningCase.periods[slice.period].id
      func name(_ workload: String, _ site: String, _ gpuClass: String, _ point: String) -> [String] {
        [slice.start.description, workload, site, gpuClass, point]
      }
      for use in before {
        expected[name(use.workload, use.site, use.gpuClass, use.operatingPoint), default: (0, 0)].before += use.gpus
      }
      for use in slice.uses {
        expected[name(use.workload.id, use.site.id, use.gpuClass.id, use.point), default: (0, 0)].after += use.gpus
      }
    }
    expected = expected.filter { abs($0.value.before - $0.value.after) > 1e-6 }
    for row in folder["changes"] {
      let name = ["starts", "workload", "site", "gpu_class", "operating_point"].map(row.text)
      let found = expected.removeValue(forKey: name)
      ledger.require("incumbent", found != nil, key: row.key) { "\(row.place): nothing is changed there." }
      guard let found else { continue }
      let tenant = planningCase.workloads.first { $0.id == row.text("workload") }.map {
        planningCase.tenants[$0.tenant.index].id
      }
      ledger.require(
        "incumbent", row.text("period") == periods[row.text("starts")] && row.text("tenant") == tenant ?? "",
        key: row.key
      ) { "\(row.place): the slice lies in another period, or the work is another tenant's." }
      ledger.equal("incumbent", row, "before", Sum(found.before), unit: "GPUs")
      ledger.equal("incumbent", row, "after", Sum(found.after), unit: "GPUs")
    }
    for name in expected.keys.sorted(by: { $0.joined(separator: ",") < $1.joined(separator: ",") }) {
      ledger.require("incumbent", false, key: name.joined(separator: ",")) { "changes.csv: a row is missing." }
    }
  }
}
