import Foundation

@testable import LinearProgramming

/// Programmes whose numbers are far apart, with an optimum that is known exactly all the same.
enum BadlyScaledPrograms {
  struct Rescaled {
    var plain: LinearProgram
    var scaled: LinearProgram
    var rows: [Double]
    var columns: [Double]
  }

  /// Rows and columns each told in units of their own, 2^-20 to 2^20: the optimum stays what it was. Units that would
  /// make a coefficient which validation refuses are drawn again.
  static func rowsAndColumns(_ seed: Int) -> Rescaled {
    var random = SplitMix64(2_000_000 + seed)
    let plain = RandomPrograms.linear(seed / 9 * 10 + seed % 9 + 1)
    while true {
      let rows = (0..<plain.rowCount).map { _ in exp2(random.whole(-20...20)) }
      let columns = (0..<plain.columnCount).map { _ in exp2(random.whole(-20...20)) }
      let scaled = plain.scaled(rows: rows, columns: columns)
      if (try? scaled.validate()) != nil { return Rescaled(plain: plain, scaled: scaled, rows: rows, columns: columns) }
    }
  }

  /// Each coefficient at a power of two of its own, and sides that meet in a whole point or nearly. With so few bits in
  /// the sums no side is rounded.
  static func entries(_ seed: Int) -> LinearProgram {
    var random = SplitMix64(3_000_000 + seed)
    let count = Int(random.whole(2...3))
    let anchor = (0..<count).map { _ in random.whole(0...3) }
    let columns = anchor.map { _ in (0.0, random.whole(-5...5) * exp2(random.whole(-10...10)), [none, 4][seed % 2]) }
    let rows = (0..<Int(random.whole(1...3))).map { _ -> Row in
      let a = anchor.map { _ in random.whole(-3...3) * exp2(random.whole(-20...20)) }
      let side = zip(a, anchor).reduce(0) { $0 + $1.0 * $1.1 } + random.whole(-1...1) * exp2(random.whole(-20...20))
      return [atMost(a, side), atLeast(a, side), equal(a, side)][Int(random.whole(0...2))]
    }
    return LinearProgram(columns: columns, rows: rows)
  }
}

extension LinearProgram {
  fileprivate func scaled(rows: [Double], columns: [Double]) -> LinearProgram {
    var scaled = self
    for j in columns.indices {
      for entry in entries(ofColumn: j) { scaled.values[entry] *= rows[Int(rowIndices[entry])] * columns[j] }
      scaled.objective[j] *= columns[j]
      scaled.columnLower[j] /= columns[j]
      scaled.columnUpper[j] /= columns[j]
    }
    for i in rows.indices {
      scaled.rowLower[i] *= rows[i]
      scaled.rowUpper[i] *= rows[i]
    }
    return scaled
  }
}
