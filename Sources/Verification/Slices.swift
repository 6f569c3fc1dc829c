import Fleet

/// A stretch of time in which nothing changes, and the rows that speak of it.
struct Slice {
  let period: Int
  let start: Instant
  let end: Instant
  var uses: [Use] = []
  /// Rows by workload, workload, site and tranche.
  var service: [String: Row] = [:]
  var jobs: [String: Row] = [:]
  var sites: [String: Row] = [:]
  /// By mode and loop.
  var cooling: [[String]: Row] = [:]
  var leases: [String: Row] = [:]

  var hours: Double { Double(end.seconds - start.seconds) / 3600 }
  var seconds: Double { Double(end.seconds - start.seconds) }
}

extension Audit {
  /// slices, notices, rows: every path is tiled without hole or overlap, cut wherever a tranche comes or goes, and
  /// holds every row it should exactly once.
  mutating func layOut() {
    let ids = Set(courses.map(\.id))
    for table in PlanFolder.pathTables.keys.sorted() {
      for row in folder["recourse/" + table] {
        ledger.require("notices", ids.contains(row.text("path")) && row.text("path") != "base", key: row.key) {
          "\(row.place): no notice of the case is called \(row.text("path"))."
        }
      }
    }
    for index in courses.indices {
      lay(index)
      place(index)
      checkComplete(courses[index])
    }
  }

  /// Makes a path's slices from the times that its site rows speak of.
  private mutating func lay(_ index: Int) {
    let course = courses[index]
    let begin = planningCase.periods[0].start, end = Instant(planningCase.periods.last!.end)
    var seen: Set<[String]> = []
    var slices: [Slice] = []
    for row in rows("sites", of: course) where seen.insert(times(row)).inserted {
      let slice = slice(row)
      ledger.require("slices", slice != nil, key: row.key) {
        "\(row.place): \(times(row).joined(separator: " ")) is not a slice inside a period of the case."
      }
      if let slice { slices.append(slice) }
    }
    slices.sort { ($0.start, $0.end) < ($1.start, $1.end) }
    var reached = course.from
    for slice in slices {
      ledger.require("slices", slice.start == reached, key: occasion(course, slice).key) {
        "\(course.id): a slice starts on \(slice.start), but the slices before it reach to \(reached)."
      }
      reached = max(reached, slice.end)
    }
    ledger.require("slices", reached == end, key: course.id) {
      "\(course.id): the slices from \(begin) reach to \(reached), the case to \(end)."
    }
    for tranche in planningCase.tranches {
      require(planningCase.changes(of: tranche, on: course), of: tranche.id, slices, course)
    }
    for (id, moments) in siteChanges(on: course) + deadlines() { require(moments, of: id, slices, course) }
    for letting in lettings { require(letting.changes(on: course), of: letting.workload.id, slices, course) }
    courses[index].slices = slices
  }

  private func require(_ changes: [Instant], of id: String, _ slices: [Slice], _ course: Course) {
    for change in changes {
      let across = slices.first { $0.start < change && change < $0.end }
      ledger.require("slices", across == nil, key: "\(course.id),\(id),\(change)") {
        "\(course.id): \(id) changes on \(change), inside the slice from \(across!.start) to \(across!.end)."
      }
    }
  }

  /// Puts every row into its slice, resolving the nouns that it names.
  private mutating func place(_ index: Int) {
    let course = courses[index]
    let slices = Dictionary(
      course.slices.enumerated().map { ([planningCase.periods[$1.period].id, "\($1.start)", "\($1.end)"], $0) },
      uniquingKeysWith: { first, _ in first })
    for table in ["allocation", "service", "jobs", "sites", "cooling", "leases"] {
      for row in rows(table, of: course) {
        guard let slice = slices[times(row)] else {
          ledger.require("slices", false, key: row.key) {
            "\(row.place): \(times(row).joined(separator: " ")) is no slice of \(course.id)."
          }
          continue
        }
        let isNew: Bool
        switch table {
        case "allocation": isNew = place(row, in: &courses[index].slices[slice])
        case "service":
          isNew = courses[index].slices[slice].service.updateValue(row, forKey: row.text("workload")) == nil
        case "jobs": isNew = courses[index].slices[slice].jobs.updateValue(row, forKey: row.text("workload")) == nil
        case "sites": isNew = courses[index].slices[slice].sites.updateValue(row, forKey: row.text("site")) == nil
        case "cooling":
          let place = ["mode", "loop"].map(row.text)
          isNew = courses[index].slices[slice].cooling.updateValue(row, forKey: place) == nil
        default: isNew = courses[index].slices[slice].leases.updateValue(row, forKey: row.text("tranche")) == nil
        }
        ledger.require("rows", isNew, key: row.key) {
          "\(row.place): the slice has such a row already, or the row names what the case does not have."
        }
      }
    }
  }

  private func place(_ row: Row, in slice: inout Slice) -> Bool {
    guard let workload = planningCase.workloads.first(where: { $0.id == row.text("workload") }),
      let tranche = planningCase.tranches.first(where: { $0.id == row.text("tranche") })
    else { return false }
    let point = row.text("operating_point")
    let gpuClass = planningCase.gpuClasses[tranche.gpuClass.index]
    let known = slice.uses.contains {
      $0.workload.id == workload.id && $0.tranche.id == tranche.id && $0.point == point
    }
    let lease = tranche.lease.map { planningCase.leases[$0.index] }
    slice.uses.append(
      Use(
        row: row, workload: workload, tenant: planningCase.tenants[workload.tenant.index], tranche: tranche,
        site: planningCase.sites[tranche.site.index], gpuClass: gpuClass, lease: lease,
        lessor: lease?.lessor ?? tranche.fallback.map { planningCase.fallbacks[$0.index].supplier },
        rate: workload.letting != nil ? 1 : rates[[workload.id, gpuClass.id, point]], point: point,
        drawFactor: planningCase.point(point, of: tranche.gpuClass)?.drawFactor ?? 1))
    return !known
  }

  /// rows: services, sites and tranches have a row in every slice, jobs wherever they run, and nothing else has any.
  private mutating func checkComplete(_ course: Course) {
    let services = Set(planningCase.workloads.filter { $0.service != nil }.map(\.id))
    for slice in course.slices {
      let running = Set(slice.uses.filter { $0.workload.job != nil }.map(\.workload.id))
      let cooling = planningCase.coolingModes.flatMap { mode in
        loops(of: mode).map { [mode.id, $0].joined(separator: ",") }
      }
      let expected: [(String, Set<String>, Set<String>)] = [
        ("service", services, Set(slice.service.keys)), ("jobs", running, Set(slice.jobs.keys)),
        ("sites", Set(planningCase.sites.map(\.id)), Set(slice.sites.keys)),
        ("cooling", Set(cooling), Set(slice.cooling.keys.map { $0.joined(separator: ",") })),
        ("leases", Set(planningCase.tranches.map(\.id)), Set(slice.leases.keys)),
      ]
      for (table, wanted, found) in expected {
        for id in wanted.symmetricDifference(found).sorted() {
          ledger.require("rows", false, key: occasion(course, slice, id).key) {
            "\(table).csv: the slice from \(slice.start) on \(course.id) "
              + (wanted.contains(id) ? "lacks a row for \(id)." : "has a row for \(id), which has none to have.")
          }
        }
      }
    }
  }

  private func times(_ row: Row) -> [String] { [row.text("period"), row.text("starts"), row.text("ends")] }

  private func slice(_ row: Row) -> Slice? {
    guard let period = planningCase.periods.firstIndex(where: { $0.id == row.text("period") }),
      let start = Instant(row.text("starts")), let end = Instant(row.text("ends")), start < end,
      start >= Instant(planningCase.periods[period].start), end <= Instant(planningCase.periods[period].end)
    else { return nil }
    return Slice(period: period, start: start, end: end)
  }
}
