import Fleet

extension TableSpecification {
  static let leases = TableSpecification(
    "leases", singular: "lease", required: false, key: ["lease"],
    meaning: "Contracts for GPUs: a term, a price, who may end it on what notice, and whether it can be renewed.",
    columns: [
      Column("lease", .id, .required, "a lease's id"),
      Column("lessor", .text, .required, "who lets the GPUs"),
      Column("lessee", .text, .blank("none"), "who leases the GPUs"),
      Column("start", .day, .required, "the first day of a lease", parameter: "start"),
      Column("end", .day, .required, "the first day after a lease", parameter: "end"),
      Column(
        "usd_per_gpu_h", .number(.dollarsPerGPUHour, .atLeast(0)), .blank("`usd_per_month`, or `prices.csv`"),
        "a lease's price", parameter: "price", varies: true, plausible: 0.05...100),
      Column(
        "take_or_pay_share", .number(.share, .share), .required,
        "the share of a lease's hours that is paid even if not used",
        more: "1 for a reservation, 0 on demand.", parameter: "take_or_pay_share"),
      Column(
        "reclaim_holder", .choice(["owner", "lessee", "both", "none"]), .required, "who may end a lease by notice",
        parameter: "reclaim_holder"),
      Column(
        "notice_days", .whole(.days, .between(0, 3660)), .blank("0; must be given where somebody may give notice"),
        "the days of notice", more: "Calendar days, counted from the day after notice.", parameter: "notice"),
      Column(
        "notice_from", .day, .blank("the lease's start"), "the first day on which notice may be given",
        parameter: "notice_from"),
      Column(
        "exit_notice_days", .whole(.days, .between(0, 3660)), .blank("notice_days"), "the lessee's days of notice",
        more: "Where they are not those of the lessor.", parameter: "exit_notice"),
      Column(
        "exit_from", .day, .blank("notice_from"), "the first day on which the lessee may give notice",
        parameter: "exit_from"),
      Column(
        "exit_fee_usd", .number(.dollars, .atLeast(0)), .standard("0"), "the lessee's fee for an exit",
        more: "Paid once, when the GPUs go.", parameter: "exit_fee"),
      Column(
        "renewal_months", .whole(.months, .between(1, 1200)), .blank("no renewal"), "the months of a renewal",
        more: "From the end on, for every GPU of the lease; rights of notice go on.", parameter: "renewal_months"),
      Column(
        "renewal_usd_per_gpu_h", .number(.dollarsPerGPUHour, .atLeast(0)), .blank("no renewal"), "a renewal's price",
        parameter: "renewal_price", varies: true, plausible: 0.05...100),
      Column(
        "decide_by", .day, .blank("no renewal"), "the last day on which a renewal can be decided",
        parameter: "decide_by"),
    ] + leaseMoney)
}

extension CaseBuilder {
  func leases() -> [Lease] {
    nouns(.leases) { row in
      checkTerm(row)
      let holder = row.text("reclaim_holder").flatMap(ReclaimHolder.init)
      let isLessees = holder == .lessee && row.isFilled("exit_notice_days")
      if let holder, holder != .none, !isLessees, !row.isFilled("notice_days") {
        row.report(
          "notice_days", "a lease that can be ended by notice (reclaim_holder \(holder.rawValue)) has a notice period",
          "Write the days of notice, 0 for none.")
      }
      guard row.isSound, let id = row.id, let lessor = row.text("lessor"), let start = row.day("start"),
        let end = row.day("end"), let holder, let takeOrPay = row.number("take_or_pay_share")
      else { return nil }
      let price = price(row)
      var lease = Lease(
        id: id, lessor: lessor, lessee: row.text("lessee") ?? "", start: start, end: end,
        price: price ?? PeriodValue(0),
        takeOrPayShare: takeOrPay, reclaimHolder: holder, noticeDays: row.whole("notice_days") ?? 0,
        noticeFrom: row.day("notice_from"), exit: exit(row, holder), renewal: renewal(row, end), origin: row.origin)
      addMoney(row, to: &lease)
      checkLet(row, lease)
      return price == nil ? nil : lease
    }
  }

  private func checkTerm(_ row: Record) {
    guard let end = row.day("end") else { return }
    if let start = row.day("start"), end <= start {
      row.report("end", "a lease ends after it starts, on \(start)", "Check whether the two are exchanged.")
    } else if end <= horizon.start {
      row.warn(
        "end", "the lease ends before the case starts, on \(horizon.start)", "Take it out, or check its dates.")
    } else if (end + 1).civil.day == 1, end.civil.day >= 28 {
      row.warn(
        "end", "the end is the first day without the GPUs, and this is the last of a month: the lease lacks that day",
        "Write \(end + 1) if the GPUs are there through \(end).")
    }
    for column in ["notice_from", "exit_from"] {
      guard let from = row.day(column), let last = row.lastEnd, from >= last else { continue }
      row.report(
        column, "notice may be given before the lease's end, \(last)", "Write an earlier day, or reclaim_holder none.")
    }
    if let id = row.id, unread.isDisjoint(with: ["tranches", "workloads"]), let tranches = tables["tranches"],
      !tranches.records.contains(where: { $0.text("lease") == id }), !isLetting(row)
    {
      row.warn("lease", "no tranche is under this lease", "Add one to tranches.csv, or take the lease out.")
    }
  }
}
