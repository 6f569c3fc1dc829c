import Fleet

extension Audit {
  /// service-sums, demand-cover, service-floor: what each service is asked, can do, and does.
  ///
  ///     capacity = sum units_per_s,  served = sum mean_units_per_s,  short = mean_asked - served
  ///     served <= E[min(load, capacity)] on the load curve
  ///     min(capacity, asked) >= min_share * asked on the base path
  ///
  /// A tenant's floor may hold more GPUs than its service is asked for; what is beyond the demand answers nobody.
  mutating func checkServices() {
    for (course, slice) in everySlice {
      for workload in planningCase.workloads {
        guard let service = workload.service, let row = slice.service[workload.id] else { continue }
        let uses = slice.uses.filter { $0.workload.id == workload.id }
        check(service, of: workload, row, uses, in: slice, on: course)
      }
    }
  }

  private mutating func check(
    _ service: Service, of workload: Workload, _ row: Row, _ uses: [Use], in slice: Slice, on course: Course
  ) {
    checkTenant(row, of: workload)
    let unit = workload.unit + "/s", demand = planningCase.demand(of: workload, in: slice.period, on: course)
    var mean = Sum(), capacity = Sum(), done = Sum(), reachable = Sum()
    for level in service.loadCurve.levels {
      mean.add(level.weight, level.shareOfPeak, demand)
      reachable.add(level.weight, min(level.shareOfPeak * demand, row["capacity"]))
    }
    for use in uses {
      capacity.add(use.row["units_per_s"])
      done.add(use.row["mean_units_per_s"])
    }
    var short = Sum(row["mean_asked"])
    short.add(-row["served"])
    ledger.equal("service-sums", row, "asked", Sum(demand), unit: unit)
    ledger.equal("service-sums", row, "mean_asked", mean, unit: unit)
    ledger.equal("service-sums", row, "capacity", capacity, unit: unit)
    ledger.equal("service-sums", row, "served", done, unit: unit)
    ledger.equal("service-sums", row, "short", short, unit: unit)
    let at = occasion(course, slice, workload.id)
    ledger.atMost(
      "demand-cover", at, use: row["served"], limit: reachable.value, unit: unit, at: row,
      "mean of \(workload.id) served")
    if let share = service.minShare, isUntouched(course) {
      ledger.atLeast(
        "service-floor", at, use: min(row["capacity"], demand), limit: share[slice.period] * demand, unit: unit,
        at: row,
        "capacity for \(workload.id)")
    }
  }

  /// job-sums, job-work: what each job uses and does in a slice, between release and deadline, or the latest day of
  /// one that may be late (00:00 UTC).
  ///
  ///     gpus = sum gpus,  units_per_s = sum mean_units_per_s,  units = 3600 H units_per_s
  mutating func checkJobs() {
    for (course, slice) in everySlice {
      for workload in planningCase.workloads {
        guard let job = workload.job, let row = slice.jobs[workload.id] else { continue }
        checkTenant(row, of: workload)
        var gpus = Sum(), pace = Sum()
        for use in slice.uses where use.workload.id == workload.id {
          gpus.add(use.gpus)
          pace.add(use.row["mean_units_per_s"])
        }
        ledger.equal("job-sums", row, "gpus", gpus, unit: "GPUs")
        ledger.equal("job-sums", row, "units_per_s", pace, unit: workload.unit + "/s")
        ledger.equal("job-sums", row, "units", Sum(slice.seconds, row["units_per_s"]), unit: workload.unit)
        if job.gang == nil {
          ledger.equal("job-sums", row, "effective_gpus", gpus, unit: "GPUs")
          ledger.require("job-sums", row.text("site").isEmpty && row.text("slowest_class").isEmpty, key: row.key) {
            "\(row.place): \(workload.id) is no gang: it has no one site and no slowest class."
          }
          ledger.require("job-sums", row.text("operating_point").isEmpty, key: row.key) {
            "\(row.place): \(workload.id) is no gang: it has no one operating point."
          }
        }
        ledger.atLeast(
          "job-work", occasion(course, slice, workload.id), use: row["units"], limit: 0, unit: workload.unit, at: row,
          "work of \(workload.id)")
        let late = lastDay(of: job).map { Instant($0) < slice.end } ?? false
        let early = job.release.map { Instant($0) > slice.start } ?? false
        ledger.require("job-work", !late && !early, key: row.key) {
          "\(row.place): \(workload.id) runs before its release or after its last day."
        }
      }
    }
  }

  /// work-sums, job-work: what each job has done and misses over a whole path.
  ///
  ///     done = sum units over the path's slices, shared ones included,  missing = work - done,  done <= work
  mutating func checkWork() {
    for course in courses {
      let rows = Dictionary(grouping: rows("work", of: course)) { $0.text("workload") }
      let jobs = planningCase.workloads.filter { $0.job != nil }
      ledger.require("rows", Set(rows.keys) == Set(jobs.map(\.id)), key: course.id) {
        "work.csv: \(course.id) has one row for each job."
      }
      for workload in jobs {
        guard let found = rows[workload.id], let row = found.first, let job = workload.job else { continue }
        ledger.require("rows", found.count == 1, key: row.key) { "\(row.place): \(workload.id) has several rows." }
        checkTenant(row, of: workload)
        var done = Sum(), missing = Sum(row["work_units"])
        for slice in wholePath(course) { done.add(slice.jobs[workload.id]?["units"] ?? 0) }
        missing.add(-row["done_units"])
        ledger.equal("work-sums", row, "work_units", Sum(job.work), unit: workload.unit)
        ledger.equal("work-sums", row, "done_units", done, unit: workload.unit)
        ledger.equal("work-sums", row, "missing_units", missing, unit: workload.unit)
        ledger.atMost(
          "job-work", Occasion(path: course.id, time: nil, subjects: [workload.id]), use: row["done_units"],
          limit: job.work, unit: workload.unit, at: row, "work done for \(workload.id)")
      }
    }
  }

  private mutating func checkTenant(_ row: Row, of workload: Workload) {
    let tenant = planningCase.tenants[workload.tenant.index].id
    ledger.require("rows", row.text("tenant") == tenant, key: row.key) {
      "\(row.place): \(workload.id) is of \(tenant), not of \(row.text("tenant"))."
    }
  }
}
