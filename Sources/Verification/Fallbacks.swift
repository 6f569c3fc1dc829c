import Fleet

extension Audit {
  /// fallback-term, tranche-stock, lease-sums, lease-payments: what of each fallback is there on each path.
  ///
  ///     held <= held before + arriving (equal where GPUs stay to the end of the horizon),  held <= cap_gpus
  ///     held >= sum of what arrived and whose least term is not over,  used = sum gpus <= held
  ///     paid_usd = price H held
  ///
  /// What was ordered before a notice comes on the path that leaves as on the path that it leaves. What is called from
  /// standby takes the place of what was called back: it goes when the terms in which those leases end are over.
  mutating func checkFallbacks() {
    for course in courses {
      let orders = ordersAlong(course)
      for tranche in planningCase.tranches {
        guard let reference = tranche.fallback else { continue }
        let fallback = planningCase.fallbacks[reference.index], own = orders.filter { $0.fallback.id == fallback.id }
        requireArrival(own, on: course)
        var before = self.before(course).last?.leases[tranche.id]?["held"] ?? 0
        for slice in course.slices {
          guard let row = slice.leases[tranche.id] else { continue }
          let at = occasion(course, slice, fallback.id)
          if isOver(fallback, slice.start, on: course) {
            ledger.equal("fallback-term", row, "held", Sum(), unit: "GPUs")
          } else {
            checkTerm(row, fallback, own, from: before, at, slice.start)
          }
          checkUse(row, fallback, slice, at)
          before = row["held"]
        }
      }
    }
  }

  /// slices: what is in transit when a notice comes finds a slice to come in.
  private func requireArrival(_ orders: [Order], on course: Course) {
    for order in orders where order.arrives >= course.from {
      let found = course.slices.contains { $0.start == order.arrives }
      ledger.require("slices", found, key: "\(course.id),\(order.row.key)") {
        "\(order.row.place): no slice of \(course.id) starts on \(order.arrives), when these GPUs come."
      }
    }
  }

  /// Whether a moment lies after the terms, of all the leases that standby stands in for, in which they are called.
  private func isOver(_ fallback: Fallback, _ moment: Instant, on course: Course) -> Bool {
    guard fallback.kind == .standby else { return false }
    let ends = course.gone.map { lease, gone in planningCase.leases[lease.index].end(ofTermWith: gone) }
    return ends.max().map { Instant($0, in: planningCase.sites[fallback.site.index].timeZone) <= moment } ?? false
  }

  private func checkTerm(
    _ row: Row, _ fallback: Fallback, _ orders: [Order], from before: Double, _ at: Occasion, _ start: Instant
  ) {
    var most = Sum(before), least = Sum()
    for order in orders {
      if order.arrives == start { most.add(order.gpus) }
      if order.arrives <= start, start < fallback.kept(from: order.arrives) ?? .init(seconds: .max) {
        least.add(order.gpus)
      }
    }
    if fallback.minMonths == nil {
      ledger.equal("fallback-term", row, "held", most, unit: "GPUs")
    } else {
      ledger.atMost(
        "fallback-term", at, use: row["held"], limit: most.value, unit: "GPUs", at: row,
        "what is held of \(fallback.id), which was held before or comes,")
      ledger.atLeast(
        "fallback-term", at, use: row["held"], limit: least.value, unit: "GPUs", at: row,
        "what is held of \(fallback.id), its least term not being over,")
    }
    ledger.atMost(
      "fallback-term", at, use: row["held"], limit: Double(fallback.capGPUs), unit: "GPUs", at: row,
      "what is held of \(fallback.id)")
  }

  private func checkUse(_ row: Row, _ fallback: Fallback, _ slice: Slice, _ at: Occasion) {
    var used = Sum()
    for use in slice.uses where use.tranche.id == fallback.id { used.add(use.gpus) }
    ledger.require("rows", row.text("lease").isEmpty, key: row.key) {
      "\(row.place): \(fallback.id) is ordered, not leased."
    }
    let state = row["held"] > 0 ? "ordered" : "open"
    ledger.require("fallback-term", row.text("state") == state, key: row.key) {
      "\(row.place): with \(row["held"]) GPUs held, \(fallback.id) is \(state)."
    }
    ledger.equal("lease-sums", row, "used", used, unit: "GPUs")
    ledger.atMost(
      "tranche-stock", at, use: row["used"], limit: row["held"], unit: "GPUs", at: row, "use of \(fallback.id)")
    ledger.equal(
      "lease-payments", row, "paid_usd", Sum(fallback.price[slice.period], slice.hours, row["held"]), unit: "USD")
  }
}

extension Fallback {
  /// The moment up to which GPUs that came at a moment are kept at least; nil for the end of the horizon.
  fileprivate func kept(from arrival: Instant) -> Instant? {
    guard let minMonths else { return nil }
    return Instant(seconds: arrival.seconds + (arrival.day.later(months: minMonths) - arrival.day) * 86_400)
  }
}
