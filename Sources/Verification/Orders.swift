import Fleet

/// GPUs of a fallback to come: ordered, or called from standby.
struct Order {
  let row: Row
  let fallback: Fallback
  let gpus: Double
  /// The moment of the order, and the one from which the GPUs are there.
  let placed: Instant
  let arrives: Instant
}

/// GPUs of a fallback on standby throughout a period.
struct Standby {
  let row: Row
  let fallback: Fallback
  let period: Int
  let gpus: Double
}

extension Audit {
  /// decisions, fallback-order: what each path decides about fallbacks, in words that fit the case, and by when.
  ///
  ///     order = takes_effect - lead_days;  firm: start of the case <= order
  ///     on a notice path: last notice <= order, since what was ordered before is decided by the path that it leaves
  mutating func takeOrders() {
    for index in courses.indices {
      var seen: Set<[String]> = []
      for row in rows("decisions", of: courses[index]) {
        let subject = ["decision", "subject", "takes_effect"].map(row.text)
        ledger.require("decisions", seen.insert(subject).inserted, key: row.key) {
          "\(row.place): the path decides this once already."
        }
        if ["exit", "renew", "reclaim", "build"].contains(row.text("decision")) { continue }
        guard let fallback = planningCase.fallbacks.first(where: { $0.id == row.text("subject") }) else {
          requireSigning(row, on: courses[index])
          continue
        }
        ledger.require("decisions", row.text("unit") == "GPU" && row["amount"] > 0, key: row.key) {
          "\(row.place): a decision about \(fallback.id) is about GPUs, and more than none."
        }
        take(row, of: fallback, index)
      }
    }
  }

  /// What is not about a fallback is the signing of a tranche to sign, on a path that decides it, or what is let at all.
  private func requireSigning(_ row: Row, on course: Course) {
    let tranche = planningCase.tranches.first { $0.id == row.text("subject") }
    let maySign = if let tranche, case .optional = tranche.size { signs(tranche, on: course) } else { false }
    let isSigned = maySign && row.text("decision") == "sign" && row.text("takes_effect").isEmpty
    let isLet = lettings.contains { $0.workload.id == row.text("subject") } && row.text("decision") == "let"
    ledger.require("decisions", isSigned || isLet && course.parent == nil, key: row.key) {
      "\(row.place): \(row.text("decision")) \(row.text("subject")) is nothing that \(course.id) may decide."
    }
  }

  private mutating func take(_ row: Row, of fallback: Fallback, _ index: Int) {
    switch (row.text("decision"), fallback.kind, Instant(row.text("takes_effect"))) {
    case ("order", .firm, let arrives?), ("call", .standby, let arrives?):
      let placed = Instant(seconds: arrives.seconds - 86_400 * fallback.leadDays)
      let order = Order(row: row, fallback: fallback, gpus: row["amount"], placed: placed, arrives: arrives)
      courses[index].orders.append(order)
      check(order, on: courses[index])
    case ("hold", .standby, let start?):
      let period = planningCase.periods.firstIndex { Instant($0.start) == start }
      ledger.require("decisions", isDated(row, start, period), key: row.key) {
        "\(row.place): \(fallback.id) is held on standby for a whole period, from its first day on."
      }
      let standby = period.map { Standby(row: row, fallback: fallback, period: $0, gpus: row["amount"]) }
      courses[index].standby += [standby].compactMap { $0 }
    default:
      ledger.require("decisions", false, key: row.key) {
        let words = fallback.kind == .firm ? "ordered" : "held on standby, or called from it"
        return "\(row.place): \(fallback.id) is a \(fallback.kind.rawValue) fallback: it is \(words), from a time on."
      }
    }
  }

  private func check(_ order: Order, on course: Course) {
    let row = order.row, fallback = order.fallback
    let period = planningCase.periods.firstIndex { Instant($0.start) <= order.placed && order.placed < Instant($0.end) }
    ledger.require("decisions", isDated(row, order.placed, period), key: row.key) {
      "\(row.place): GPUs of \(fallback.id) that come on \(order.arrives) are ordered on \(order.placed), "
        + "\(fallback.leadDays) days before."
    }
    ledger.require("fallback-order", order.placed >= course.from, key: row.key) {
      "\(row.place): the order on \(order.placed) lies before \(course.from), "
        + (course.parent == nil ? "the start of the case." : "the notice that it is to answer.")
    }
    ledger.require("fallback-order", fallback.kind == .firm || course.parent != nil, key: row.key) {
      "\(row.place): \(fallback.id) is on standby, which can be called only after a notice."
    }
  }

  private func isDated(_ row: Row, _ decided: Instant, _ period: Int?) -> Bool {
    row.text("last_date") == decided.day.description
      && row.text("period") == period.map { planningCase.periods[$0].id }
  }

  /// Everything ordered along a path: its own orders, and what the path that it leaves had ordered by its notice.
  func ordersAlong(_ course: Course) -> [Order] {
    let inherited = course.parent.map { ordersAlong(courses[$0]).filter { $0.placed < course.from } } ?? []
    return inherited + course.orders
  }
}
