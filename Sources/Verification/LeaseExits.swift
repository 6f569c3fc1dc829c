import Fleet
import Foundation

/// The lessee's notice for a lease, as a decision tells of it.
struct Exit {
  /// The last day on which it can be given.
  let noticed: Day
  /// The moment from which the GPUs are gone.
  let leaves: Instant
}

extension Audit {
  /// An exit of a path, the first of the lease along it.
  ///
  ///     notice = day that has begun at all sites of the lease when it takes effect - 1 - exit_notice_days
  ///     first days of the case, of the lease and of the right <= notice;  last notice of the path <= notice
  ///     a second term is left by notice on the day of its decision or later
  mutating func takeExit(_ row: Row, _ index: Int) {
    guard let reference = lease(named: row),
      let right = planningCase.exitRight(planningCase.leases[reference.index])
    else {
      ledger.require("lease-exit", false, key: row.key) {
        "\(row.place): \(row.text("subject")) is no lease that the lessee may end."
      }
      return
    }
    guard let leaves = Instant(row.text("takes_effect")) else {
      ledger.require("decisions", false, key: row.key) { "\(row.place): a lease is left from a moment on." }
      return
    }
    let day = planningCase.day(at: leaves, in: planningCase.zones(under: reference))
    let exit = Exit(noticed: day + (-1 - right.noticeDays), leaves: leaves)
    let isFirst = courses[index].exits[reference] == nil
    if isFirst { courses[index].exits[reference] = exit }
    ledger.require("lease-exit", isFirst, key: row.key) { "\(row.place): \(row.text("subject")) is left once already." }
    checkNotice(
      exit, from: firstNotice(exit, of: reference, right), "lease-exit",
      "to leave \(planningCase.leases[reference.index].id) on \(leaves)", row, on: courses[index])
    ledger.require("lease-exit", ends(exit, reference, courses[index]), key: row.key) {
      "\(row.place): on this path nothing of \(row.text("subject")) is there to leave on \(leaves)."
    }
  }

  /// The first day on which notice of an exit may be given: of a second term, not before that is decided.
  private func firstNotice(_ exit: Exit, of reference: Ref<Lease>, _ right: ExitRight) -> Day {
    let lease = planningCase.leases[reference.index]
    let isFirstTerm = planningCase.day(at: exit.leaves, in: planningCase.zones(under: reference)) < lease.end
    return [lease.start, right.from, isFirstTerm ? nil : lease.renewal?.decideBy].compactMap { $0 }.max()!
  }

  /// A notice of ours, for what it is given: not before a day, by the path that stands then, for the whole lease.
  func checkNotice(
    _ notice: Exit, from first: Day, _ rule: String, _ purpose: String, _ row: Row, on course: Course
  ) {
    ledger.require(rule, notice.noticed >= first, key: row.key) {
      "\(row.place): \(purpose), notice is given by \(notice.noticed), but not before \(first)."
    }
    ledger.require(rule, Instant(notice.noticed) >= course.from, key: row.key) {
      "\(row.place): \(purpose), notice is given by \(notice.noticed), before \(course.from), "
        + (course.parent == nil ? "the start of the case." : "when \(course.id) begins: another path gives it.")
    }
    ledger.require("decisions", row.text("unit") == "lease" && isDated(row, notice.noticed), key: row.key) {
      "\(row.place): \(purpose), notice is given for the whole lease by \(notice.noticed)."
    }
    ledger.equal("decisions", row, "amount", Sum(1), unit: "lease")
  }

  /// slices: where an exit binds a slice starts, also on the paths that leave the one that decides it.
  func checkExits() {
    for course in courses {
      for (lease, exit) in exits(on: course) where exit.leaves >= course.from {
        ledger.require("slices", course.slices.contains { $0.start == exit.leaves }, key: "\(course.id),\(lease.id)") {
          "\(course.id): no slice starts on \(exit.leaves), when \(lease.id) is left."
        }
      }
    }
  }

  /// The exits that take effect on a path, in order of leases: what has been called back or is over cannot be left.
  ///
  /// A second term that is not taken cannot be left.
  func exits(on course: Course) -> [(lease: Lease, exit: Exit)] {
    planningCase.leases.indices.compactMap { index in
      course.exits[Ref(index)].flatMap { ends($0, Ref(index), course) ? (planningCase.leases[index], $0) : nil }
    }
  }

  private func ends(_ exit: Exit, _ reference: Ref<Lease>, _ course: Course) -> Bool {
    planningCase.tranches.contains { tranche in
      tranche.lease == reference && planningCase.end(of: tranche, on: course).map { exit.leaves < $0 } ?? false
    }
  }
}

extension PlanningCase {
  /// The time zones of the sites of a lease, or of what is let under it.
  func zones(under lease: Ref<Lease>) -> [TimeZone] {
    let lettings = workloads.filter { $0.letting?.lease == lease }.flatMap { $0.sites ?? [] }
    return (tranches.filter { $0.lease == lease }.map(\.site) + lettings).map { sites[$0.index].timeZone }
  }

  /// The last day that has begun by a moment in all of some time zones.
  func day(at moment: Instant, in zones: [TimeZone]) -> Day {
    let days = (-1...1).map { moment.day + $0 }
    return days.last { day in zones.allSatisfy { Instant(day, in: $0) <= moment } } ?? moment.day + -2
  }
}
