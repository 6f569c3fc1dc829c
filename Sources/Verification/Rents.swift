import Fleet
import Foundation

extension PlanningCase {
  /// p: USD per GPU-hour of a lease from a moment on, if nobody calls it.
  ///
  /// The renewal's price once the first term is over, the ramp's before the first day of the full price. After the
  /// horizon the full price of the last period, or what a monthly fee comes to in months of 730 hours.
  func price(of lease: Lease, at moment: Instant, in zone: TimeZone) -> Double {
    let period = periods.lastIndex { Instant($0.start) <= moment } ?? 0
    if let renewal = lease.renewal, moment >= Instant(lease.end, in: zone) { return renewal.price[period] }
    if moment >= Instant(periods[periods.count - 1].end) {
      return lease.monthlyFee == nil ? lease.price[period] : lease.price.base
    }
    let isRamp = lease.ramp.map { moment < Instant($0.until, in: zone) } ?? false
    return isRamp ? lease.ramp!.usdPerGPUHour : lease.price[period]
  }

  /// USD per GPU-hour of a tranche on a path: of p no more than its share in the time of a lessor's notice; 0 for owned
  /// GPUs.
  func rent(_ tranche: Tranche, at moment: Instant, on course: Course) -> Double {
    guard let reference = tranche.lease else { return 0 }
    let lease = leases[reference.index]
    let price = price(of: lease, at: moment, in: sites[tranche.site.index].timeZone)
    guard let noticed = noticed(reference, on: course), moment >= noticed else { return price }
    return price * lease.onReclaim.noticeRentShare
  }

  /// The moment of the notice that calls a lease on a path; nil where none does.
  func noticed(_ lease: Ref<Lease>, on course: Course) -> Instant? {
    course.gone[lease].map { Instant($0 + (-1 - leases[lease.index].noticeDays)) }
  }

  /// sum of p H GPUs over a time of the case and after it, USD: of a stair of GPUs, told by its steps and by how many are
  /// there from a moment on.
  func due(
    under lease: Lease, in zone: TimeZone, _ time: Range<Instant>, steps: [Instant] = [],
    gpus: (Instant) -> Double = { _ in 1 }
  ) -> Sum {
    let days = [lease.end, lease.ramp?.until].compactMap { $0 }
    let cuts = periods.flatMap { [Instant($0.start), Instant($0.end)] } + days.map { Instant($0, in: zone) } + steps
    let time = time.clamped(to: Instant(periods[0].start)..<max(Instant(periods[0].start), time.upperBound))
    let edges = Set(cuts.filter(time.contains) + [time.lowerBound, time.upperBound]).sorted()
    return zip(edges, edges.dropFirst()).reduce(into: Sum()) { sum, edge in
      sum.add(price(of: lease, at: edge.0, in: zone), Instant.hours(from: edge.0, to: edge.1), gpus(edge.0))
    }
  }
}

extension Audit {
  /// sum of p H GPUs of a tranche over a time, USD: of what is contracted on a path, as it is delivered.
  func due(_ tranche: Tranche, _ time: Range<Instant>, on course: Course) -> Sum {
    guard let lease = tranche.lease.map({ planningCase.leases[$0.index] }), !time.isEmpty else { return Sum() }
    return planningCase.due(
      under: lease, in: zone(tranche), time, steps: planningCase.steps(of: tranche),
      gpus: { contracted(tranche, at: $0, on: course) })
  }

  /// GPUs that are delivered by a moment of what is contracted on a path, whether or not they are gone again.
  func contracted(_ tranche: Tranche, at moment: Instant, on course: Course) -> Double {
    Double(planningCase.unitsDelivered(tranche, at: moment)) * gpus(perUnitOf: tranche, on: course)
  }

  /// GPUs of a unit, times the units signed of a tranche to sign.
  func gpus(perUnitOf tranche: Tranche, on course: Course) -> Double {
    let unit = Double(planningCase.gpuClasses[tranche.gpuClass.index].unitGPUs)
    if case .optional = tranche.size { return unit * (course.signed[tranche.id] ?? 0) }
    return unit
  }

  func zone(_ tranche: Tranche) -> TimeZone { planningCase.sites[tranche.site.index].timeZone }

  /// The first term of a tranche's lease, from and to its site's midnight.
  func firstTerm(_ tranche: Tranche) -> Range<Instant>? {
    tranche.lease.map { planningCase.leases[$0.index] }.map {
      Instant($0.start, in: zone(tranche))..<Instant($0.end, in: zone(tranche))
    }
  }
}
