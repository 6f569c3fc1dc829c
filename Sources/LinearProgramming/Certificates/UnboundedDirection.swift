/// A direction along which a feasible point stays feasible for ever, and gains.
///
///     c·d < 0,   A d within the rows' recession cone,   d within the columns'
///
/// A finite lower bound allows no negative change, a finite upper bound no
/// positive one. Equations hold up to 1e-9 of the sizes that cancel in them.
struct UnboundedDirection {
  let holds: Bool

  /// Tries the direction and its opposite.
  init(_ direction: [Double], in program: LinearProgram) {
    let gain = zip(program.objective, direction).reduce(0) { $0 + $1.0 * $1.1 }
    let falling = gain > 0 ? direction.map { -$0 } : direction
    holds = gain != 0 && Self.recedes(falling, in: program)
  }

  private static func recedes(_ direction: [Double], in program: LinearProgram) -> Bool {
    let longest = direction.reduce(0) { max($0, abs($1)) }
    var change = [Double](repeating: 0, count: program.rowCount)
    var size = change
    for j in 0..<program.columnCount {
      let slip = 1e-9 * longest
      let (lower, upper) = (program.columnLower[j], program.columnUpper[j])
      if !allows(direction[j], slip: slip, lower, upper) { return false }
      for entry in program.entries(ofColumn: j) {
        let term = program.values[entry] * direction[j]
        change[Int(program.rowIndices[entry])] += term
        size[Int(program.rowIndices[entry])] += abs(term)
      }
    }
    return (0..<program.rowCount).allSatisfy {
      allows(change[$0], slip: 1e-9 * size[$0], program.rowLower[$0], program.rowUpper[$0])
    }
  }

  private static func allows(
    _ change: Double, slip: Double, _ lower: Double, _ upper: Double
  ) -> Bool {
    (lower == -.infinity || change >= -slip) && (upper == .infinity || change <= slip)
  }
}
