import Fleet

/// Leases that their lessee may leave, or keep for a second term.
extension FutureStatement {
  mutating func addChoices(_ slices: [Slice], _ programme: inout HandProgramme) {
    for (number, lease) in self.case.leases.enumerated() {
      if let renewal = lease.renewal {
        columns[renewed(number, renewal)] = programme.column(to: 1, isWhole: true)
      }
      var gone: Terms = []
      for slice in slices {
        if let column = leave(number, lease, slice, &programme) { gone.append((column, 1)) }
        for (index, tranche) in self.case.tranches.enumerated() where tranche.lease == Ref(number) {
          keep(index, lease, gone, slice, &programme)
        }
      }
      programme.row(gone, atMost: 1)
      guard let renewal = lease.renewal else { continue }
      let early = gone.filter { term in columns.contains { $0.value == term.column && $0.key.start < lease.end } }
      programme.row(early + [(columns[renewed(number, renewal)]!, 1)], atMost: 1)
    }
  }

  private func renewed(_ number: Int, _ renewal: Renewal) -> Label {
    Label(what: "renew \(number)", start: firstDay, decided: renewal.decideBy)
  }

  /// The choice to be rid of a lease from a slice on, as long as anything of it might be there if nobody called.
  private mutating func leave(
    _ number: Int, _ lease: Lease, _ slice: Slice, _ programme: inout HandProgramme
  ) -> Int? {
    guard let exit = lease.exit, lease.takeOrPayShare > 0,
      self.case.periods.contains(where: { $0.start == slice.start })
    else { return nil }
    let notice = slice.start + -1 + -exit.noticeDays
    let isThere = self.case.tranches.contains {
      $0.lease == Ref(number) && start(of: $0) <= slice.start && slice.start < draws.lastDay(of: Ref(number))
    }
    let second = slice.start < lease.end ? nil : lease.renewal
    let first = max(firstDay, exit.from ?? lease.start, lease.start)
    guard isThere, notice >= second?.decideBy ?? first, notice >= first else { return nil }
    let column = programme.column(to: 1, isWhole: true)
    if let second { programme.row([(column, 1), (columns[renewed(number, second)]!, -1)], atMost: 0) }
    columns[Label(what: "leave \(number)", start: slice.start, decided: notice)] = column
    if slice.start < draws.gone(Ref(number), known) { pay(exit.fee, column, slice) }
    return column
  }

  /// GPUs of a tranche that are kept: none once they are given up, none of a second term that is not taken.
  private mutating func keep(
    _ index: Int, _ lease: Lease, _ gone: Terms, _ slice: Slice, _ programme: inout HandProgramme
  ) {
    let there = offered(index, slice)
    guard there.gpus > 0 || !there.terms.isEmpty else { return }
    let most = 100.0
    let kept = column("kept \(index)", slice, to: most, &programme)
    var yes: Terms = [], refusals = 0.0
    if slice.start >= lease.end, let renewal = lease.renewal {
      let renew = columns[renewed(self.case.tranches[index].lease!.index, renewal)]!
      programme.row([(kept, 1), (renew, -most)], atMost: 0)
      yes.append((renew, most))
      refusals += 1
    }
    programme.row([(kept, 1)] + gone.map { ($0.column, most) }, atMost: most)
    let offer = there.terms.map { ($0.column, -$0.coefficient) }
    programme.row([(kept, 1)] + offer, atMost: there.gpus)
    programme.row(
      [(kept, 1)] + offer + yes.map { ($0.column, -$0.coefficient) } + gone.map { ($0.column, most) },
      atLeast: there.gpus - refusals * most)
  }
}
