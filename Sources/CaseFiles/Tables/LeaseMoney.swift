import Fleet

extension TableSpecification {
  /// What a lease says of money beyond its price.
  static let leaseMoney: [Column] = [
    Column(
      "purchase_mode", .choice(PurchaseMode.allCases.map(\.rawValue)), .blank("a contract of its own kind"),
      "the purchase mode of a lease",
      more: """
        Says nothing that the other columns do not, and is checked against them: `on-demand` and `spot` have \
        `take_or_pay_share` 0, `reserved` has more; `capacity-block` has it and `prepaid_share` 1, and \
        `reclaim_holder` `none`; interruptions are for `spot`.
        """),
    Column(
      "usd_per_month", .number(.dollars, .positive), .blank("`usd_per_gpu_h`"), "a lease's monthly fee",
      more: """
        For all its GPUs: by calendar month (UTC), evenly over its hours and over the GPUs of the lease; GPUs not yet \
        delivered pay nothing. Beyond the horizon a month has 730 h.
        """, parameter: "fee", plausible: 1e3...1e11),
    Column(
      "ramp_until", .day, .blank("no ramp"), "the first day of a lease's full price", parameter: "ramp_until"),
    Column(
      "ramp_usd_per_gpu_h", .number(.dollarsPerGPUHour, .atLeast(0)), .blank("no ramp"),
      "the price in a lease's ramp", more: "Before `ramp_until`.", parameter: "ramp_price", plausible: 0.05...100),
    Column(
      "take_or_pay_window", .choice(TakeOrPayWindow.allCases.map(\.rawValue)), .standard("hour"),
      "the time over which use makes up for a commitment",
      more: """
        `hour`: none; `month`, `quarter`: of the site's calendar; `year`: from the lease's start; `term`. Settled by \
        tranche at the window's end, or the horizon's, for what lies in the horizon.
        """, parameter: "take_or_pay_window"),
    Column(
      "prepaid_share", .number(.share, .share), .standard("0"), "the share of the committed rent that is paid ahead",
      more: "Of the first term, when it starts; credited evenly hour by hour.", parameter: "prepaid_share"),
    Column(
      "notice_rent_share", .number(.share, .share), .standard("1"),
      "the share of the rent that is due in the time of a lessor's notice", parameter: "notice_rent_share"),
    Column(
      "reclaim_take_or_pay", .choice(["pro-rata", "full"]), .standard("pro-rata"),
      "what of a window's commitment is left after a reclaim",
      more: "`full`: hours after the GPUs are gone still count. With a window other than `hour` only.",
      parameter: "reclaim_take_or_pay"),
    Column(
      "refund_share", .number(.share, .share), .standard("1"),
      "the share of the prepaid balance that a reclaim refunds",
      parameter: "refund_share"),
    Column(
      "compensation_usd_per_gpu", .number(.dollarsPerGPU, .atLeast(0)), .standard("0"),
      "the lessor's compensation for a GPU that is called back", more: "Paid when it goes.",
      parameter: "compensation"),
    Column(
      "end_value_usd_per_gpu_h", .number(.dollarsPerGPUHour, .atLeast(0)), .blank("its price less `end_value_haircut`"),
      "the value of a committed GPU-hour after the horizon", parameter: "end_value", plausible: 0.05...100),
    Column(
      "interruptions_per_month", .number(.perMonth, .atLeast(0)), .blank("none"),
      "the expected interruptions of a spot GPU", more: "In 730 h.", parameter: "interruptions"),
    Column(
      "restart_hours", .number(.hours, .atLeast(0)), .standard("0.5"), "the hours lost by an interruption",
      parameter: "restart"),
  ]
}

extension CaseBuilder {
  /// The price of a lease: as stated, or as follows from its fee; nil where it was reported.
  func price(_ row: Record) -> PeriodValue? {
    let hourly = "usd_per_gpu_h", isPriced = overrides["lease.\(row.id ?? "").price"] != nil
    guard row.isFilled("usd_per_month") else {
      if !row.isFilled(hourly), !isPriced {
        row.report(hourly, "a lease has a price per GPU-hour, or a fee per month", "Write one of the two.")
      }
      return value(row, hourly)
    }
    if row.isFilled(hourly) || isPriced {
      row.report("usd_per_month", "a lease has a price per GPU-hour or a fee per month, not both", "Leave one out.")
      return nil
    }
    let own = tables["tranches"]?.records.filter { $0.text("lease") == row.id } ?? []
    let lettings = tables["workloads"]?.records.filter { $0.text("lease") == row.id } ?? []
    guard own.allSatisfy({ $0.isFilled("gpus") }), lettings.isEmpty || !own.isEmpty else {
      row.report(
        "usd_per_month", "a fee is for GPUs whose number is known, and a plan decides how many are under this lease",
        "Write usd_per_gpu_h instead.")
      return nil
    }
    if own.isEmpty { return PeriodValue(0) }
    let gpus = own.compactMap { $0.whole("gpus") }.reduce(0, +)
    guard gpus > 0, let fee = row.number("usd_per_month") else { return nil }
    return price(fee: fee, gpus: Double(gpus))
  }

  /// fee * sum over months of (hours in the period / hours of the month) / (GPUs * hours of the period).
  private func price(fee: Double, gpus: Double) -> PeriodValue {
    let prices = periods.map { period -> Double in
      var share = 0.0, month = period.start.firstOfMonth(adding: 0)
      while month < period.end {
        let next = month.firstOfMonth(adding: 1)
        share += Double(min(next, period.end) - max(month, period.start)) / Double(next - month)
        month = next
      }
      return fee * share / (gpus * 24 * Double(period.end - period.start))
    }
    return PeriodValue(
      fee / (730 * gpus), overrides: Dictionary(uniqueKeysWithValues: prices.enumerated().map { ($0, $1) }))
  }

  func addMoney(_ row: Record, to lease: inout Lease) {
    lease.monthlyFee = row.number("usd_per_month")
    lease.mode = row.text("purchase_mode").flatMap(PurchaseMode.init)
    lease.ramp = ramp(row)
    lease.window = row.text("take_or_pay_window").flatMap(TakeOrPayWindow.init) ?? .hour
    lease.prepaidShare = row.number("prepaid_share") ?? 0
    lease.onReclaim.noticeRentShare = row.number("notice_rent_share") ?? 1
    lease.onReclaim.refundShare = row.number("refund_share") ?? 1
    lease.onReclaim.compensation = row.number("compensation_usd_per_gpu") ?? 0
    lease.onReclaim.keepsCommitment = row.text("reclaim_take_or_pay") == "full"
    lease.endValue = row.number("end_value_usd_per_gpu_h")
    lease.interruptions = row.number("interruptions_per_month").map {
      Interruptions(perMonth: $0, restartHours: row.number("restart_hours") ?? 0)
    }
    checkMode(row, lease)
    checkUse(row, lease)
  }

  private func ramp(_ row: Record) -> RampPrice? {
    let columns = ["ramp_until", "ramp_usd_per_gpu_h"]
    for column in columns where !row.isFilled(column) && columns.contains(where: row.isFilled) {
      row.report(column, "a ramp has a price, and a first day of the full one", "Write both, or none.")
    }
    guard let until = row.day(columns[0]), let price = row.number(columns[1]) else { return nil }
    if let start = row.day("start"), let end = row.day("end"), start < end, until <= start || until >= end {
      row.report(columns[0], "a ramp ends within the lease, from \(start) to \(end)", "Write a day between the two.")
    }
    return RampPrice(until: until, usdPerGPUHour: price)
  }
}
