import Fleet

extension Audit {
  /// lease-payments, take-or-pay: what a slice costs, in USD.
  ///
  ///     paid_usd = p H max(used, s held)                                     for the window `hour`
  ///     paid_usd = p H used (p H held for s = 1) + top-up where it is due    for other windows
  ///                - q s p H held                                            in the first term
  func checkPaid(
    _ tranche: Tranche, _ row: Row, _ slice: Slice, _ course: Course, _ settlement: Settlement?
  ) {
    guard let lease = tranche.lease.map({ planningCase.leases[$0.index] }) else {
      return ledger.equal("lease-payments", row, "paid_usd", Sum(), unit: "USD")
    }
    let (held, used, share) = (row["held"], row["used"], lease.takeOrPayShare)
    let rent = planningCase.rent(tranche, at: slice.start, on: course)
    let counted = lease.window == .hour ? max(used, share * held) : share == 1 ? held : used
    var paid = Sum(rent, slice.hours, counted)
    if let settlement {
      paid.add(settlement.topUp)
      note(settlement, of: tranche, on: course, row)
    }
    paid.subtract(credit(tranche, lease, slice, rent: rent, held: held))
    ledger.equal("lease-payments", row, "paid_usd", paid, unit: "USD")
  }

  /// sum p H used + top-up >= s sum p H held.
  private func note(_ settlement: Settlement, of tranche: Tranche, on course: Course, _ row: Row) {
    var paid = settlement.paid
    paid.add(settlement.topUp)
    ledger.atLeast(
      "take-or-pay", Occasion(path: course.id, time: nil, subjects: [tranche.id, settlement.start.description]),
      use: paid.value,
      limit: settlement.committed.value, unit: "USD", at: row, "what is paid for a window of \(tranche.id)")
  }
}
