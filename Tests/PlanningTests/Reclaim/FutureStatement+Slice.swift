import Fleet
import Throughput

@testable import Planning

/// What holds in a slice.
extension FutureStatement {
  private static let plenty = 1e4

  /// GPUs of a tranche that are there: a number, and columns.
  private func held(_ index: Int, _ slice: Slice) -> (gpus: Double, terms: Terms) {
    if let kept = columns[label("kept \(index)", slice)] { return (0, [(kept, 1)]) }
    return offered(index, slice)
  }

  /// GPUs of a tranche that would be there if its lease were never left, and renewed.
  func offered(_ index: Int, _ slice: Slice) -> (gpus: Double, terms: Terms) {
    let tranche = self.case.tranches[index]
    if tranche.fallback != nil { return (0, [(columns[label("held \(index)", slice)]!, 1)]) }
    let end = tranche.lease.map { draws.gone($0, known) } ?? lastDay
    guard start(of: tranche) <= slice.start, slice.start < end else { return (0, []) }
    if case .fixed(let gpus) = tranche.size { return (Double(gpus), []) }
    let label = Label(what: "sign \(index)", start: firstDay, decided: firstDay + -1)
    return (0, [(columns[label]!, Double(self.case[tranche.gpuClass].unitGPUs))])
  }

  // MARK: - A slice

  mutating func addSlice(_ slice: Slice, _ programme: inout HandProgramme) {
    var used = [Terms](repeating: [], count: self.case.tranches.count)
    var kW = [Terms](repeating: [], count: self.case.sites.count)
    var moving: [String: Terms] = [:]
    var everything: Terms = []
    for (number, workload) in self.case.workloads.enumerated() where isOpen(workload, slice) {
      var capacity: Terms = [], work: Terms = []
      for (index, tranche) in self.case.tranches.enumerated() {
        let there = held(index, slice)
        guard self.case.allows(workload, tranche: tranche), there.gpus > 0 || !there.terms.isEmpty,
          let rate = rates.planned(Ref(number), on: tranche.gpuClass)
        else { continue }
        let gpus = column("gpus \(number) \(index)", slice, to: Self.plenty, &programme)
        let done = column("work \(number) \(index)", slice, to: Self.plenty, &programme)
        programme.row([(done, 1), (gpus, -rate)], atMost: 0)
        runs(workload, tranche, gpus, done, rate, slice)
        used[index].append((gpus, 1))
        kW[tranche.site.index].append((gpus, self.case[tranche.gpuClass].power))
        moving["\(number) \(place(tranche))", default: []].append((gpus, 1))
        everything.append((gpus, 1))
        capacity.append((gpus, rate))
        work.append((done, 1))
      }
      if let service = workload.service { serve(number, service, capacity, work, slice, &programme) }
      if workload.job != nil {
        self.done[number, default: []] += work.map { ($0.column, 3600 * slice.hours) }
      }
    }
    for (index, terms) in used.enumerated() { stock(index, terms, slice, &programme) }
    for (index, terms) in kW.enumerated() { programme.row(terms, atMost: self.case.sites[index].power[slice.period]) }
    floor(everything, slice, &programme)
    move(moving, slice, &programme)
  }

  func isOpen(_ workload: Workload, _ slice: Slice) -> Bool {
    guard let job = workload.job else { return true }
    return slice.start >= job.release ?? firstDay && slice.end <= job.deadline ?? lastDay
  }

  /// GPUs between which work moves for nothing: one site, class, lessor and fate.
  private func place(_ tranche: Tranche) -> String {
    let called = tranche.lease.flatMap { lease in
      self.case.reclaimPools.contains { $0.leases.contains(lease) } ? lease.index : nil
    }
    let holder = tranche.lease.map { self.case[$0].reclaimHolder.lessorMayReclaim } ?? false
    return "\(tranche.site.index) \(tranche.gpuClass.index) \(self.case.lessor(of: tranche) ?? "-") \(called ?? -1)"
      + " \(holder) \(tranche.fallback?.index ?? -1)"
  }

  private mutating func runs(
    _ workload: Workload, _ tranche: Tranche, _ gpus: Int, _ done: Int, _ rate: Double, _ slice: Slice
  ) {
    let site = self.case[tranche.site], gpuClass = self.case[tranche.gpuClass]
    let usdPerKW = site.energyPrice[slice.period] * site.pueMean[slice.period] * slice.hours / 1000
    earn(workload.value[slice.period] * 3600 * slice.hours, done, slice)
    pay(usdPerKW * gpuClass.idlePower, gpus, slice)
    pay(usdPerKW * (gpuClass.power - gpuClass.idlePower) / rate, done, slice)
  }

  /// At each level of load, what is asked or what can be done.
  private mutating func serve(
    _ number: Int, _ service: Service, _ capacity: Terms, _ work: Terms, _ slice: Slice,
    _ programme: inout HandProgramme
  ) {
    let workload = self.case.workloads[number], demand = service.demand[slice.period]
    var served: Terms = []
    for (level, load) in service.loadCurve.levels.enumerated() {
      let met = column("met \(number) \(level)", slice, to: load.shareOfPeak * demand, &programme)
      programme.row([(met, 1)] + capacity.map { ($0.column, -$0.coefficient) }, atMost: 0)
      served.append((met, -load.weight))
    }
    programme.row(work + served, atMost: 0)
    let short = workload.shortfallCost[slice.period] * 3600 * slice.hours
    constant -= short * demand * service.loadCurve.mean * self.case.discount(slice.period)
    for term in work { earn(short, term.column, slice) }
    guard let share = service.minShare?[slice.period] else { return }
    let penalty = self.case.options.serviceFloorPenalty * (workload.value[slice.period] * 3600 * slice.hours + short)
    promise("short \(number)", capacity, share * demand, penalty, slice, &programme)
  }

  private mutating func floor(
    _ gpus: Terms, _ slice: Slice, _ programme: inout HandProgramme
  ) {
    guard let floor = self.case.tenants[0].floorGPUs?[slice.period] else { return }
    promise("short", gpus, floor, self.case.options.floorPenalty * slice.hours, slice, &programme)
  }

  /// A promise is kept before a notice; after one that took anything what is missing is paid for.
  private mutating func promise(
    _ what: String, _ terms: Terms, _ least: Double, _ penalty: Double, _ slice: Slice, _ programme: inout HandProgramme
  ) {
    let short = column(what, slice, to: notices.first.map { $0 <= slice.period } ?? false ? least : 0, &programme)
    earn(-penalty, short, slice)
    programme.row(terms + [(short, 1)], atLeast: least)
  }

  /// No more runs than is there; a lessor is paid for what runs, or for a share of what is held.
  private mutating func stock(_ index: Int, _ used: Terms, _ slice: Slice, _ programme: inout HandProgramme) {
    let there = held(index, slice)
    programme.row(used + there.terms.map { ($0.column, -$0.coefficient) }, atMost: there.gpus)
    guard let lease = self.case.tranches[index].lease.map({ self.case[$0] }), there.gpus > 0 || !there.terms.isEmpty
    else { return }
    let paid = column("paid \(index)", slice, to: Self.plenty, &programme)
    let price = slice.start < lease.end ? lease.price : lease.renewal!.price
    pay(price[slice.period] * slice.hours, paid, slice)
    programme.row([(paid, 1)] + used.map { ($0.column, -1) }, atLeast: 0)
    let share = lease.takeOrPayShare
    programme.row(
      [(paid, 1)] + there.terms.map { ($0.column, -share * $0.coefficient) }, atLeast: share * there.gpus)
  }

  private mutating func move(_ now: [String: Terms], _ slice: Slice, _ programme: inout HandProgramme) {
    if let before {
      for (place, gpus) in now.sorted(by: { $0.key < $1.key }) {
        let workload = self.case.workloads[Int(place.prefix { $0 != " " })!]
        let moved = column("moved \(place)", slice, to: Self.plenty, &programme)
        earn(-workload.migrationCost, moved, slice)
        programme.row([(moved, 1)] + gpus.map { ($0.column, -1) } + (before[place] ?? []), atLeast: 0)
      }
    }
    before = now
  }
}
