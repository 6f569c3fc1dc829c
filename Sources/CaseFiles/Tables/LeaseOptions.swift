import Fleet

extension CaseBuilder {
  func exit(_ row: Record, _ holder: ReclaimHolder) -> ExitRight? {
    if isLetting(row) {
      guard holder.lessorMayReclaim else { return nil }
      return ExitRight(noticeDays: row.whole("notice_days") ?? 0, from: row.day("notice_from"))
    }
    guard holder.lesseeMayExit else {
      for column in ["exit_notice_days", "exit_from", "exit_fee_usd"] where row.isFilled(column) {
        row.report(
          column, "the lessee may not end this lease (reclaim_holder \(holder.rawValue))",
          "Leave it empty, or write reclaim_holder lessee or both.")
      }
      return nil
    }
    let right = ExitRight(
      noticeDays: row.whole("exit_notice_days") ?? row.whole("notice_days") ?? 0,
      from: row.day("exit_from") ?? row.day("notice_from"), fee: row.number("exit_fee_usd") ?? 0)
    checkUse(of: right, row)
    return right
  }

  private func checkUse(of right: ExitRight, _ row: Record) {
    guard let start = row.day("start"), let end = row.day("end"), start < end, let last = row.lastEnd else { return }
    let first = max(horizon.start, start, right.from ?? start) + 1 + right.noticeDays
    guard first >= last else { return }
    row.warn(
      row.isFilled("exit_notice_days") ? "exit_notice_days" : "notice_days",
      "the lessee's notice could take effect on \(first) at the earliest, when the lease is over",
      "Check the days, or the lease's dates.")
  }

  /// nil where there is none, or none that can still be decided.
  func renewal(_ row: Record, _ end: Day) -> Renewal? {
    let price = "renewal_usd_per_gpu_h", isPriced = overrides["lease.\(row.id ?? "").renewal_price"] != nil
    let columns = ["renewal_months", price, "decide_by"]
    guard columns.contains(where: row.isFilled) else {
      if isPriced {
        row.report(
          price, "prices.csv gives the price of a renewal that the lease does not have",
          "Write renewal_months and decide_by, or take the price out there.")
      }
      return nil
    }
    if isLetting(row) { return nil }
    let missing = columns.filter { !row.isFilled($0) && !($0 == price && isPriced) }
    for column in missing {
      row.report(
        column, "a renewal has months, a price (here or in prices.csv) and a last day to decide it",
        "Write all three, or none.")
    }
    guard let months = row.whole("renewal_months"), let price = value(row, price), let decideBy = row.day("decide_by")
    else { return nil }
    if let start = row.day("start"), end <= start { return nil }
    if decideBy >= end {
      row.report("decide_by", "a renewal is decided before the lease's end, \(end)", "Write an earlier day.")
    } else if decideBy < horizon.start {
      row.warn(
        "decide_by", "the renewal can no longer be decided: the case starts on \(horizon.start)",
        "Take it out; if it was renewed, write the new end.")
      return nil
    }
    return Renewal(months: months, price: price, decideBy: decideBy)
  }
}

extension Record {
  /// Of a lease: the end of its term, or of a second one if it can be renewed, as far as it is read.
  var lastEnd: Day? { day("end").map { $0.adding(months: whole("renewal_months") ?? 0) } }
}
