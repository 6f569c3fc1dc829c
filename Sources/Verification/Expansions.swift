import Fleet

/// Modules that a path orders.
struct Build {
  let row: Row
  let expansion: Expansion
  let modules: Double
  /// The moment of the order, and the one from which they are in service.
  let placed: Instant
  let service: Instant
}

extension Audit {
  /// decisions, whole-units: the modules that each path orders, at the start of a period of its own.
  ///
  ///     service = site's midnight of the period's first day + lead_days, no sooner than the order, < end of the case
  mutating func takeBuilds() {
    for index in courses.indices {
      for row in rows("decisions", of: courses[index]) where row.text("decision") == "build" { take(row, index) }
    }
  }

  private mutating func take(_ row: Row, _ index: Int) {
    guard let expansion = planningCase.expansions.first(where: { $0.id == row.text("subject") }),
      let period = planningCase.periods.first(where: { $0.id == row.text("period") })
    else {
      ledger.require("decisions", false, key: row.key) {
        "\(row.place): \(row.text("subject")) in \(row.text("period")) is no module that could be ordered."
      }
      return
    }
    let build = Build(
      row: row, expansion: expansion, modules: row["amount"], placed: Instant(period.start),
      service: max(Instant(period.start), midnight(period.start + expansion.leadDays, at: expansion.site)))
    courses[index].builds.append(build)
    check(build, period.start, on: courses[index])
  }

  private func check(_ build: Build, _ day: Day, on course: Course) {
    let row = build.row, id = build.expansion.id
    ledger.require(
      "decisions", row.text("unit") == "module" && row.text("last_date") == day.description, key: row.key
    ) {
      "\(row.place): modules of \(id) are ordered on \(day), the first day of the period."
    }
    let isInTime = build.service < Instant(planningCase.periods.last!.end)
    ledger.require("decisions", isInTime && row.text("takes_effect") == build.service.description, key: row.key) {
      "\(row.place): modules of \(id) that are ordered on \(day) are in service on \(build.service)."
    }
    ledger.require("decisions", build.placed >= course.from, key: row.key) {
      "\(row.place): the order on \(day) lies before \(course.from), when \(course.id) begins: another path decides it."
    }
    let isWhole = row["amount"] > 0 && row["amount"] == row["amount"].rounded()
    ledger.require("whole-units", isWhole, key: row.key) {
      "\(row.place): \(row["amount"]) modules of \(id) are no whole number of one or more."
    }
  }

  /// All modules ordered along a path: its own, and those ordered before its last notice.
  func builds(along course: Course) -> [Build] {
    let inherited = course.parent.map { builds(along: courses[$0]).filter { $0.placed < course.from } } ?? []
    return inherited + course.builds
  }

  /// What the modules in service by a moment add to a site.
  func added(
    _ size: KeyPath<Expansion.Module, Double>, to site: Ref<Site>, at moment: Instant, on course: Course
  ) -> Double {
    builds(along: course).filter { $0.expansion.site == site && $0.service <= moment }
      .reduce(into: Sum()) { $0.add($1.modules, $1.expansion.module[keyPath: size]) }.value
  }

  /// site-expansion: sum of modules ordered along a path <= max_modules.
  mutating func checkExpansions() {
    for course in courses {
      for expansion in planningCase.expansions {
        let own = builds(along: course).filter { $0.expansion.id == expansion.id }
        ledger.atMost(
          "site-expansion", Occasion(path: course.id, time: nil, subjects: [expansion.id]),
          use: own.reduce(0) { $0 + $1.modules }, limit: Double(expansion.maxModules), unit: "module",
          at: own.last?.row,
          "what is ordered of \(expansion.id) on \(course.id)")
      }
    }
  }

  /// capital, end-value: what modules cost in the slice that begins with their service, and are worth in the last one.
  ///
  ///     end value = (1 - end_value_haircut) * capital * max(0, 1 - time from service to the end / life)
  func payBuilds(_ course: Course, into accounts: inout [Account: Sum]) {
    for build in builds(along: course) {
      let site = planningCase.sites[build.expansion.site.index].id
      let cost = Sum(build.expansion.capital, build.modules)
      if let slice = firstSlice(of: course, from: build.service) {
        accounts[account(slice, "", site, "capital"), default: Sum()].subtract(cost)
      }
      guard let last = course.slices.last else { continue }
      let worth = scaled(cost, (1 - planningCase.options.endValueHaircut) * left(of: build))
      accounts[account(last, "", site, "end-value"), default: Sum()].add(worth)
    }
  }

  /// The share of a module's life that is left when the case ends.
  private func left(of build: Build) -> Double {
    guard let months = build.expansion.lifeMonths else { return 0 }
    let day = planningCase.day(at: build.service, in: [planningCase.sites[build.expansion.site.index].timeZone])
    let worn = midnight(day.later(months: months), at: build.expansion.site)
    let age = Instant.hours(from: build.service, to: Instant(planningCase.periods.last!.end))
    return max(0, 1 - age / Instant.hours(from: build.service, to: worn))
  }
}
