import Fleet

/// What calls take: all that was to come of each tranche, if on the path that the call leaves its lease is neither left by
/// then nor, after its term, not renewed.
///
///     taken = GPUs * (1 - left), or GPUs * (renew - what is left of the second term);  unit * sign of them
///                                                                 (GPUs; per tranche called, per notice path)
///
/// What is signed only after the notice is not taken by it.
struct TakenDecisions: Sendable {
  /// `gpus` and the terms, which are nothing or at least `least`.
  struct Part: Sendable {
    let tranche: Ref<Tranche>
    let gpus: Double
    let terms: Terms
    let least: Double
  }

  /// taken[l,path] of a tranche to sign whose lease may be left or renewed: at most what is signed, at most all it could
  /// be where its lease goes on, and no less than both allow.
  struct Bounded: Sendable {
    let tranche: Ref<Tranche>
    let path: Int
    let column: Column
    /// GPUs signed.
    let signed: Terms
    /// The most GPUs, times whether the lease goes on.
    let most: Double
    let share: Amount
  }

  /// By path.
  private(set) var parts: [[Part]]
  private(set) var bounded: [Bounded] = []

  init(_ model: Model, _ leases: LeaseDecisions, _ signings: Signings, into draft: inout Draft) {
    parts = model.timeline.paths.map { _ in [] }
    for (number, path) in model.timeline.paths.enumerated() {
      for index in model.case.tranches.indices {
        add(Ref(index), number, path, model, leases, signings, &draft)
      }
    }
  }

  private mutating func add(
    _ ref: Ref<Tranche>, _ number: Int, _ path: Path, _ model: Model, _ leases: LeaseDecisions,
    _ signings: Signings, _ draft: inout Draft
  ) {
    let tranche = model.case[ref], unit = Double(model.case[tranche.gpuClass].unitGPUs)
    guard let lease = tranche.lease, let day = path.reclaimDays[lease],
      let left = model.pathLeft(by: number, calling: lease), model.wasDecided(tranche, before: day)
    else { return }
    let sign = signings.column(ref, on: left)
    let gone = Instant(day, in: model.case[tranche.site].timeZone)
    let share = leases.share(of: ref, at: gone, on: model.timeline.paths[left], model)
    switch tranche.size {
    case .ordered: break
    case .fixed(let gpus):
      let all = Double(gpus)
      parts[number].append(
        Part(tranche: ref, gpus: all * share.constant, terms: share.terms.map { ($0, all * $1) }, least: all))
    case .optional(_, let maxUnits):
      guard !share.terms.isEmpty || share.constant < 1 else {
        return parts[number].append(Part(tranche: ref, gpus: 0, terms: [(sign!, unit)], least: unit))
      }
      let most = unit * Double(maxUnits)
      let column = draft.column("taken", Key(.tranche(ref), .path(number)), upper: most)
      bounded.append(
        Bounded(
          tranche: ref, path: number, column: column, signed: [(sign!, unit)], most: most, share: share))
      parts[number].append(Part(tranche: ref, gpus: 0, terms: [(column, 1)], least: unit))
    }
  }
}

extension LeaseDecisions {
  /// The share of a tranche that is there at a moment of a path, or to come: 1 less what is left, renewed after its term.
  func share(of ref: Ref<Tranche>, at moment: Instant, on path: Path, _ model: Model) -> Amount {
    let tranche = model.case[ref], lease = tranche.lease!
    let nodes = path.nodes.map { model.timeline.nodes[$0] }.filter { $0.start <= moment }
    func hasLeft(by node: Node?) -> Column? { node.flatMap { left[lease.index][$0.index] } }
    let now: Terms = hasLeft(by: nodes.last).map { [($0, -1)] } ?? []
    guard let last = nodes.last, model.case.isAfterTerm(tranche, at: last) else {
      return Amount(constant: 1, terms: now)
    }
    guard let renew = renewal(lease, on: last.path, model) else { return Amount() }
    let first = nodes.last { !model.case.isAfterTerm(tranche, at: $0) }
    let before: Terms = hasLeft(by: first).map { [($0, 1)] } ?? []
    return Amount(terms: [(renew, 1)] + now + before)
  }
}

extension Model {
  /// Whether a tranche had been decided when the notice came by which its GPUs are gone on a day.
  func wasDecided(_ tranche: Tranche, before reclaimDay: Day) -> Bool {
    guard let decided = self.case.decided(tranche), let lease = tranche.lease else { return true }
    return decided < Instant(self.case[lease].noticeDay(reclaimedOn: reclaimDay))
  }

  /// Index of the path that the last call leaves that ended a lease on a path.
  fileprivate func pathLeft(by path: Int, calling lease: Ref<Lease>) -> Int? {
    guard let parent = timeline.paths[path].parent else { return nil }
    let isSame = timeline.paths[parent].reclaimDays[lease] == timeline.paths[path].reclaimDays[lease]
    return isSame ? pathLeft(by: parent, calling: lease) : parent
  }
}
