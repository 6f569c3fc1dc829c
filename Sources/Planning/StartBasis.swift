import Fleet
import LinearProgramming

extension Formulation {
  /// A basis of the programme without reclaim, carried over to the one with it.
  ///
  /// After a notice most of a path looks like the base path: a row or column takes the status that its like has in the
  /// same period there, and what has no like starts non-basic (a column) or basic (a row). The counts may then not add
  /// up to a basis; the solver repairs that, so that this can only help.
  func basis(from certain: Formulation, _ basis: Basis) -> Basis {
    var rows: [Likeness: Basis.Status] = [:]
    var columns: [Likeness: Basis.Status] = [:]
    for (index, label) in certain.draft.rowLabels.enumerated() {
      rows[Likeness(label.family, label.key, certain)] = basis.rows[index]
    }
    for (index, label) in certain.draft.columnLabels.enumerated() {
      columns[Likeness(label.family, label.key, certain)] = basis.columns[index]
    }
    return Basis(
      rows: draft.rowLabels.map { rows[Likeness($0.family, $0.key, self)] ?? .basic },
      columns: draft.columnLabels.map { columns[Likeness($0.family, $0.key, self)] ?? .atLower })
  }
}

/// What makes two rows or columns of two programmes of one case alike: the same subjects at the same time.
private struct Likeness: Hashable {
  let family: String
  let first: Subject
  let second: Subject
  let third: Subject
  let period: Int?

  init(_ family: String, _ key: Key, _ formulation: Formulation) {
    self.family = family
    // Pools are numbered per case, and may be cut finer where a lessor's leases can go together.
    func plain(_ subject: Subject) -> Subject {
      switch subject {
      case .pool(let index): .tranche(formulation.model.pools.all[index].tranches[0])
      case .path: .none
      default: subject
      }
    }
    first = plain(key.first)
    second = plain(key.second)
    third = plain(key.third)
    period = key.node.map { formulation.model.timeline.nodes[$0].period }
  }
}
