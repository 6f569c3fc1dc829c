import Fleet

extension CaseBuilder {
  /// A mode is a promise that the figures keep.
  func checkMode(_ row: Record, _ lease: Lease) {
    func require(_ holds: Bool, _ column: String, _ message: String) {
      guard !holds else { return }
      row.report(column, "\(message) (purchase_mode \(lease.mode!.rawValue))", "Change it, or leave the mode empty.")
    }
    let share = "take_or_pay_share"
    if lease.mode != nil, lease.mode != .spot {
      require(lease.interruptions?.perMonth ?? 0 == 0, "interruptions_per_month", "only spot GPUs are interrupted")
    }
    switch lease.mode {
    case .onDemand:
      require(lease.takeOrPayShare == 0, share, "GPUs on demand are paid for as they are used, with share 0")
    case .reserved: require(lease.takeOrPayShare > 0, share, "a reservation is paid for, used or not")
    case .spot:
      require(lease.takeOrPayShare == 0, share, "spot GPUs are paid for as they are used, with share 0")
      require(lease.interruptions != nil, "interruptions_per_month", "spot GPUs are interrupted")
    case .capacityBlock:
      require(lease.takeOrPayShare == 1, share, "a capacity block is paid for whole, with share 1")
      require(lease.prepaidShare == 1, "prepaid_share", "a capacity block is paid ahead, with share 1")
      require(lease.reclaimHolder == .none, "reclaim_holder", "a capacity block has fixed dates, with holder none")
    case nil: break
    }
  }

  /// Columns that say nothing beside the others are doubtful.
  func checkUse(_ row: Record, _ lease: Lease) {
    if lease.prepaidShare > 0, lease.takeOrPayShare == 0 {
      row.report(
        "prepaid_share", "what is paid ahead is a share of what is committed, and nothing is",
        "Leave it empty, or check take_or_pay_share.")
    }
    checkRefund(row, lease)
    // What a lease under which GPUs are let may not say is reported as such.
    guard !isLetting(row) else { return }
    checkWindow(row, lease)
    checkInterruptions(row, lease)
  }

  private func checkRefund(_ row: Record, _ lease: Lease) {
    guard lease.reclaimHolder.lessorMayReclaim else {
      let always = ["refund_share", "compensation_usd_per_gpu"]
      let leased = isLetting(row) ? [] : ["notice_rent_share", "reclaim_take_or_pay"]
      for column in leased + always where row.isFilled(column) {
        row.warn(column, "it acts when the lessor calls, and this lessor may not", "Leave it empty.")
      }
      return
    }
    if lease.prepaidShare == 0, lease.onReclaim.refundShare != 1 {
      row.warn(
        "refund_share", "nothing is prepaid, so that nothing is refunded", "Leave it empty, or write prepaid_share.")
    }
  }

  private func checkWindow(_ row: Record, _ lease: Lease) {
    if lease.window != .hour, lease.takeOrPayShare == 0 || lease.takeOrPayShare == 1 {
      row.warn(
        "take_or_pay_window", "with share \(lease.takeOrPayShare.shortest) it makes no difference when hours are used",
        "Leave the window out, or check take_or_pay_share.")
    }
    if lease.onReclaim.keepsCommitment, lease.window == .hour {
      row.report(
        "reclaim_take_or_pay", "hour by hour no commitment is left",
        "Leave it empty, or write a take_or_pay_window.")
    }
  }

  private func checkInterruptions(_ row: Record, _ lease: Lease) {
    guard let interruptions = lease.interruptions else {
      if row.isFilled("restart_hours") {
        row.report(
          "restart_hours", "nothing is said of interruptions", "Leave it empty, or write interruptions_per_month.")
      }
      return
    }
    if interruptions.productiveShare < 0.5 {
      row.warn(
        "interruptions_per_month", "so many interruptions, of restart_hours each, leave less than half of the hours",
        "Check both: how often in 730 h, and how many hours each.")
    }
  }
}
