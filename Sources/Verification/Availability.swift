import Fleet
import Foundation

extension PlanningCase {
  /// The first day of a tranche's delivery; nil where it has always been there.
  ///
  /// The later of its own date and the lease's first day; a tranche to sign comes no sooner than its lead time after
  /// the day on which it is decided, the first of the case if none is given. Dates are 00:00 in the site's time zone.
  func firstDay(of tranche: Tranche) -> Day? {
    var days = [tranche.availableFrom, tranche.lease.map { leases[$0.index].start }].compactMap { $0 }
    let begin = periods[0].start
    if case .optional = tranche.size { days.append((tranche.decideBy ?? begin) + tranche.leadDays) }
    if days.isEmpty, tranche.rampDays > 0 { days.append(begin) }
    return days.max()
  }

  /// Units that are there from a moment on: of those a tranche holds or, for a tranche to sign, of each one signed.
  func unitsThere(_ tranche: Tranche, at moment: Instant, on course: Course) -> Int {
    if let gone = gone(tranche, on: course), moment >= gone { return 0 }
    return unitsDelivered(tranche, at: moment)
  }

  /// Units that have come by a moment, whether or not they are gone again.
  ///
  /// A ramp of d days comes in 1 + d / 7 (rounded down) equal weekly parts, totals rounded down to whole units.
  func unitsDelivered(_ tranche: Tranche, at moment: Instant) -> Int {
    let parts = tranche.rampDays / 7 + 1
    let arrived = firstDay(of: tranche).map { first in
      (0..<parts).count { moment >= Instant(first + 7 * $0, in: sites[tranche.site.index].timeZone) }
    }
    guard case .fixed(let gpus) = tranche.size else { return (arrived ?? 1) > 0 ? 1 : 0 }
    return gpus / gpuClasses[tranche.gpuClass.index].unitGPUs * (arrived ?? parts) / parts
  }

  /// The moment from which a tranche is gone on a path; nil for owned GPUs.
  func gone(_ tranche: Tranche, on course: Course) -> Instant? {
    let left = tranche.lease.flatMap { course.exits[$0]?.leaves }
    return [left, end(of: tranche, on: course)].compactMap { $0 }.min()
  }

  /// The moment from which nobody can leave a tranche on a path: it is called back, or its last term is over.
  func end(of tranche: Tranche, on course: Course) -> Instant? {
    [called(tranche, on: course), termEnd(tranche, on: course)].compactMap { $0 }.min()
  }

  /// The moment for which a tranche is called back on a path; nil where it is not.
  func called(_ tranche: Tranche, on course: Course) -> Instant? {
    tranche.lease.flatMap { course.gone[$0] }.map { Instant($0, in: sites[tranche.site.index].timeZone) }
  }

  /// The end of a tranche's term on a path, of the second one where the lease is renewed; nil for owned GPUs.
  func termEnd(_ tranche: Tranche, on course: Course) -> Instant? {
    tranche.lease.map { lease in
      let ends = leases[lease.index]
      return Instant(
        course.renewed.contains(lease) ? ends.farthestEnd : ends.end, in: sites[tranche.site.index].timeZone)
    }
  }

  /// The moments at which parts of a tranche are delivered; none where it has always been there.
  func steps(of tranche: Tranche) -> [Instant] {
    (0...tranche.rampDays / 7).compactMap { step in
      firstDay(of: tranche).map { Instant($0 + 7 * step, in: sites[tranche.site.index].timeZone) }
    }
  }

  /// Every moment at which the units of a tranche change on a path, or what they cost, or at which they are prepaid.
  func changes(of tranche: Tranche, on course: Course) -> [Instant] {
    let zone = sites[tranche.site.index].timeZone, lease = tranche.lease.map { leases[$0.index] }
    let moments = steps(of: tranche) + [gone(tranche, on: course)].compactMap { $0 }
    let prices = [lease?.end, lease?.ramp?.until].compactMap { $0 }.map { Instant($0, in: zone) }
    let prepaid = [lease].compactMap { $0 }.filter { $0.prepaidShare > 0 }.map { Instant($0.start, in: zone) }
    return moments.filter { moment in
      unitsThere(tranche, at: moment, on: course)
        != unitsThere(tranche, at: Instant(seconds: moment.seconds - 1), on: course)
    } + prices.filter { unitsThere(tranche, at: $0, on: course) > 0 } + prepaid
  }

  /// What a dollar of a period is worth at the start of the case: (1 + rate)^(-days between the starts / 365).
  func worth(ofPeriod index: Int) -> Double {
    exp(-Double(periods[index].start - periods[0].start) / 365 * log1p(discountRate))
  }

  /// The fiscal year of a period's first day, by the calendar year in which it ends.
  func budgetYear(ofPeriod index: Int) -> Int {
    let day = periods[index].start.civil
    return (day.year * 12 + day.month - fiscalYearStart) / 12 + (fiscalYearStart > 1 ? 1 : 0)
  }
}

extension Lease {
  /// The first day after everything that it allows: its term, and a second one if it can be renewed.
  var farthestEnd: Day { renewal.map { end.later(months: $0.months) } ?? end }

  /// The end of the term in which a day lies.
  func end(ofTermWith day: Day) -> Day { day < end ? end : farthestEnd }
}

extension Day {
  /// The same day of the month so many months on, or the last day of a shorter month.
  func later(months: Int) -> Day {
    let (year, month, day) = civil, index = year * 12 + month - 1 + months
    return (0...3).lazy.compactMap { Day(year: index / 12, month: index % 12 + 1, day: day - $0) }.first!
  }
}
