/// A direction along which a feasible point stays feasible for ever, and gains.
///
///     c·d < 0,   A d within the rows' recession cone,   d within the columns'
///
/// A finite lower bound allows no negative change, a finite upper bound no
/// positive one. Rows hold up to the rounding of their sums; columns hold
/// exactly: a step of 1e-13 against a bound ends the way, however far off.
/// What a factorisation leaves of zeros is therefore set to 0 first, and must not
/// be missed in any row.
struct UnboundedDirection {
  let holds: Bool

  /// Tries the direction and its opposite.
  init(_ direction: [Double], in program: LinearProgram) {
    let longest = direction.reduce(0) { max($0, abs($1)) }
    holds = [0, 1e-13, 1e-11, 1e-9].contains { cutoff in
      let clean = direction.map { abs($0) <= cutoff * longest ? 0 : $0 }
      let terms = zip(program.objective, clean).map { $0 * $1 }
      let gain = terms.reduce(0, +)
      // A gain that is only what rounding left of terms that cancel is none.
      guard abs(gain) > 1e-12 * terms.reduce(0, { $0 + abs($1) }) else { return false }
      return Self.recedes(gain > 0 ? clean.map { -$0 } : clean, in: program)
    }
  }

  private static func recedes(_ direction: [Double], in program: LinearProgram) -> Bool {
    var change = [Double](repeating: 0, count: program.rowCount)
    var size = change
    for j in 0..<program.columnCount {
      if !allows(direction[j], slip: 0, program.columnLower[j], program.columnUpper[j]) { return false }
      for entry in program.entries(ofColumn: j) {
        let term = program.values[entry] * direction[j]
        change[Int(program.rowIndices[entry])] += term
        size[Int(program.rowIndices[entry])] += abs(term)
      }
    }
    return (0..<program.rowCount).allSatisfy {
      allows(change[$0], slip: 0x1p-48 * size[$0], program.rowLower[$0], program.rowUpper[$0])
    }
  }

  private static func allows(
    _ change: Double, slip: Double, _ lower: Double, _ upper: Double
  ) -> Bool {
    (lower == -.infinity || change >= -slip) && (upper == .infinity || change <= slip)
  }
}
