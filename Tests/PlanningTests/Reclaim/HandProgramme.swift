import LinearProgramming

/// A programme put together by hand, column by column and row by row; it maximises.
struct HandProgramme {
  typealias Terms = [(column: Int, coefficient: Double)]

  private(set) var upper: [Double] = []
  private var isWhole: [Bool] = []
  private var lower: [Double] = []
  private var gains: [Double] = []
  private var constant = 0.0
  private var rows: [(lower: Double, terms: Terms, upper: Double)] = []

  mutating func column(from lower: Double = 0, to upper: Double, isWhole: Bool = false) -> Int {
    self.isWhole.append(isWhole)
    self.lower.append(lower)
    self.upper.append(upper)
    gains.append(0)
    return gains.count - 1
  }

  mutating func row(_ terms: Terms, atLeast lower: Double = -.infinity, atMost upper: Double = .infinity) {
    rows.append((lower, terms, upper))
  }

  mutating func gain(_ terms: Terms, times factor: Double = 1) {
    for term in terms { gains[term.column] += factor * term.coefficient }
  }

  mutating func gain(_ amount: Double) { constant += amount }

  mutating func forbid(_ column: Int) { upper[column] = 0 }

  var program: LinearProgram {
    var entries = [[Int32: Double]](repeating: [:], count: gains.count)
    for (index, row) in rows.enumerated() {
      for term in row.terms { entries[term.column][Int32(index), default: 0] += term.coefficient }
    }
    let ordered = entries.map { $0.filter { $0.value != 0 }.sorted { $0.key < $1.key } }
    return LinearProgram(
      columnLower: lower, columnUpper: upper, objective: gains.map { -$0 },
      isInteger: isWhole, rowLower: rows.map(\.lower), rowUpper: rows.map(\.upper),
      columnStarts: ordered.reduce(into: [0]) { $0.append($0.last! + $1.count) },
      rowIndices: ordered.flatMap { $0.map(\.key) }, values: ordered.flatMap { $0.map(\.value) },
      objectiveConstant: -constant)
  }
}
