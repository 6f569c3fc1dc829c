import Fleet

extension CaseBuilder {
  func job(_ row: Record) -> Job? {
    let serviceColumns = ["min_share", "cover_share", "cover", "cover_calls", "load_curve", "mix_efficiency"]
    refuse(serviceColumns, row, of: "a service", what: "a job")
    if !row.isFilled("work_units") {
      row.report("work_units", "a job has an amount of work", "Write it in work units.")
    }
    checkDates(row)
    let gang = gang(row), lateness = lateness(row)
    guard let work = row.number("work_units") else { return nil }
    var job = Job(work: work, release: row.day("release"), deadline: row.day("deadline"), gang: gang)
    job.lateness = lateness
    return job
  }

  private func checkDates(_ row: Record) {
    let release = row.day("release"), deadline = row.day("deadline")
    if let deadline, release.map({ $0 < horizon.end }) ?? true {
      let start = max(release ?? horizon.start, horizon.start)
      if deadline <= start {
        row.report(
          "deadline", "a job's deadline lies after its release and the start of the case, \(start)",
          "Write a later day, or take the job out.")
      } else if deadline > horizon.end {
        row.warn(
          "deadline", "the deadline comes after the last period: all work is counted as due on \(horizon.end)",
          "Plan more periods, or lower work_units to what is due by then.")
      }
    }
    if let release, release >= horizon.end {
      row.report(
        "release", "the job comes after the last period, which ends on \(horizon.end)",
        "Take it out, or plan more periods.")
    }
  }

  /// nil for a job that is not done after its deadline.
  private func lateness(_ row: Record) -> Lateness? {
    guard row.isFilled("lateness_usd_per_unit_day") else {
      if row.isFilled("latest") {
        row.report(
          "latest", "a job is done after its deadline where lateness has a cost",
          "Write lateness_usd_per_unit_day too, or leave it empty.")
      }
      return nil
    }
    if !row.isFilled("deadline") {
      row.report("deadline", "a job that may be late has a deadline", "Write the day by which it is due.")
    }
    if let deadline = row.day("deadline"), let latest = row.day("latest"), latest <= deadline {
      row.report("latest", "the last day lies after the deadline, \(deadline)", "Write a later day, or leave it empty.")
    } else if let latest = row.day("latest"), latest > horizon.end {
      row.warn(
        "latest", "the last day comes after the last period: what is not done on \(horizon.end) is missing",
        "Plan more periods, or leave it empty.")
    }
    return row.number("lateness_usd_per_unit_day").map { Lateness(cost: $0, latest: row.day("latest")) }
  }

  private func gang(_ row: Record) -> Gang? {
    guard row.isFilled("class_rule") else {
      refuse(
        ["min_gpus", "max_gpus", "mixed_penalty", "scaling_exponent", "pause_usd"], row, of: "a gang",
        what: "a free job")
      return nil
    }
    for column in ["min_gpus", "max_gpus"] where !row.isFilled(column) {
      row.report(column, "a gang (class_rule given) has a least and a greatest size", "Write both.")
    }
    guard let low = row.whole("min_gpus"), let high = row.whole("max_gpus") else { return nil }
    if low == 0 { row.report("min_gpus", "a gang has at least one GPU", "Write 1 or more.") }
    if low > high {
      row.report("max_gpus", "max_gpus is min_gpus (\(low)) or more", "Check whether the two are exchanged.")
    }
    guard let rule = row.text("class_rule").flatMap(ClassRule.init), let penalty = row.number("mixed_penalty"),
      let exponent = row.number("scaling_exponent"), let pause = row.number("pause_usd")
    else { return nil }
    var gang = Gang(
      minGPUs: low, maxGPUs: high, classRule: rule, mixedPenalty: penalty, scalingExponent: exponent)
    gang.pauseCost = pause
    return gang
  }
}
