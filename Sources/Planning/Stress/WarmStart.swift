import LinearProgramming

extension Formulation {
  /// A basis for this programme from that of another one of much the same names.
  ///
  /// A row or column of the same name has the same status; other rows are basic and other columns rest at a bound. Where
  /// that makes too many or too few basic, rows give way, the last first. It may be singular; a solve that cannot start
  /// there starts elsewhere.
  func basis(like other: Formulation, _ basis: Basis) -> Basis {
    func statuses(_ labels: Int, _ name: (Int) -> String, _ found: [Basis.Status]) -> [String: Basis.Status] {
      Dictionary((0..<labels).map { (name($0), found[$0]) }) { first, _ in first }
    }
    let rows = statuses(other.programme.rowCount, other.rowName, basis.rows)
    let columns = statuses(other.programme.columnCount, other.columnName, basis.columns)
    let start = Basis.slack(of: programme)
    var own = Basis(
      rows: start.rows.indices.map { rows[rowName($0)] ?? .basic },
      columns: start.columns.indices.map { columns[columnName($0)] ?? start.columns[$0] })
    var excess = own.rows.count { $0 == .basic } + own.columns.count { $0 == .basic } - own.rows.count
    for row in own.rows.indices.reversed() where excess != 0 {
      if excess > 0, own.rows[row] == .basic {
        own.rows[row] = programme.rowUpper[row].isFinite ? .atUpper : .atLower
        excess -= 1
      } else if excess < 0, own.rows[row] != .basic {
        own.rows[row] = .basic
        excess += 1
      }
    }
    return own
  }
}
