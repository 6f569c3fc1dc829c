/// Bounds of the columns, tightened by what the rows allow.
///
/// For a column with `a > 0` in a row that ends at `U`,
///
///     x_j <= (U - least activity of the other columns) / a
///
/// and likewise for the other signs. Each result is moved outwards by more than
/// its rounding error, so that no feasible point is ever cut off. A few passes
/// suffice for chains such as use <= racks held <= racks that exist; the passes
/// stop early when nothing moves.
///
/// Where nothing implies a bound it stays infinite.
struct ImpliedBounds {
  private(set) var lower: [Double]
  private(set) var upper: [Double]

  init(of program: LinearProgram, passes: Int = 4, limits: Limits = .none) {
    let whole = program.withWholeIntegerBounds()
    lower = whole.columnLower
    upper = whole.columnUpper
    for _ in 0..<passes {
      if !tighten(by: program) || limits.mustStop { break }
    }
  }

  /// Whether every integer column has a bound on either side.
  func encloseIntegers(of program: LinearProgram) -> Bool {
    (0..<program.columnCount).allSatisfy { !program.isInteger[$0] || (lower[$0].isFinite && upper[$0].isFinite) }
  }

  /// The same columns, further restricted; for the leaves of a search tree.
  func restricted(lower: [Double], upper: [Double]) -> ImpliedBounds {
    var bounds = self
    for j in lower.indices {
      bounds.lower[j] = max(bounds.lower[j], lower[j])
      bounds.upper[j] = min(bounds.upper[j], upper[j])
    }
    return bounds
  }

  /// The bounds of some of the columns, in the order given.
  func of(_ columns: [Int]) -> ImpliedBounds {
    var bounds = self
    bounds.lower = columns.map { lower[$0] }
    bounds.upper = columns.map { upper[$0] }
    return bounds
  }

  /// The first columns further restricted by what is known of them elsewhere.
  func restricted(to known: ImpliedBounds) -> ImpliedBounds {
    restricted(lower: known.lower, upper: known.upper)
  }

  /// One pass over the matrix. False when no bound moved noticeably.
  private mutating func tighten(by program: LinearProgram) -> Bool {
    let least = activity(of: program, end: .least)
    let greatest = activity(of: program, end: .greatest)
    var moved = false
    for j in 0..<program.columnCount {
      let (oldLower, oldUpper) = (lower[j], upper[j])
      for entry in program.entries(ofColumn: j) where program.values[entry] != 0 {
        let i = Int(program.rowIndices[entry])
        let a = program.values[entry]
        // a x <= U - least rest, and a x >= L - greatest rest.
        let (atLeast, atGreatest) = a > 0 ? (oldLower, oldUpper) : (oldUpper, oldLower)
        let ceiling = least[i].rest(without: a * atLeast, of: program.rowUpper[i], outwards: 1)
        let floor = greatest[i].rest(
          without: a * atGreatest, of: program.rowLower[i], outwards: -1)
        if a > 0 {
          upper[j] = min(upper[j], quotient(ceiling, a, outwards: 1))
          lower[j] = max(lower[j], quotient(floor, a, outwards: -1))
        } else {
          lower[j] = max(lower[j], quotient(ceiling, a, outwards: -1))
          upper[j] = min(upper[j], quotient(floor, a, outwards: 1))
        }
      }
      // Rounding may cross the bounds of a fixed column by a hair.
      if lower[j] > upper[j] { (lower[j], upper[j]) = (oldLower, oldUpper) }
      moved = moved || noticeable(oldLower, lower[j]) || noticeable(oldUpper, upper[j])
    }
    return moved
  }

  private enum End { case least, greatest }

  private func activity(of program: LinearProgram, end: End) -> [RowActivity] {
    var activity = [RowActivity](repeating: RowActivity(), count: program.rowCount)
    for j in 0..<program.columnCount {
      for entry in program.entries(ofColumn: j) where program.values[entry] != 0 {
        let a = program.values[entry]
        activity[Int(program.rowIndices[entry])].add(
          a * ((a > 0) == (end == .least) ? lower[j] : upper[j]))
      }
    }
    return activity
  }
}

/// The least or the greatest a row's activity can be, infinite terms apart.
private struct RowActivity {
  var finite = 0.0
  var magnitude = 0.0
  var terms = 0.0
  var infinite = 0

  mutating func add(_ term: Double) {
    terms += 1
    if term.isInfinite {
      infinite += 1
    } else {
      finite += term
      magnitude += abs(term)
    }
  }

  /// `end - (activity - own)`, moved outwards by its rounding error; infinite
  /// when another column has no bound.
  func rest(without own: Double, of end: Double, outwards direction: Double) -> Double {
    let others = infinite - (own.isInfinite ? 1 : 0)
    guard end.isFinite, others == 0 else { return direction * .infinity }
    let rest = end - (finite - (own.isInfinite ? 0 : own))
    return rest + direction * (terms + 4) * 0x1p-52 * (magnitude + abs(end))
  }
}

private func quotient(_ a: Double, _ b: Double, outwards direction: Double) -> Double {
  guard a.isFinite else { return direction * .infinity }
  let value = a / b
  return direction > 0 ? value.nextUp : value.nextDown
}

private func noticeable(_ old: Double, _ new: Double) -> Bool {
  old.isInfinite ? new.isFinite : abs(new - old) > 1e-3 * max(1, abs(old))
}
