@testable import LinearProgramming

let none = Double.infinity

extension LinearProgram {
  /// Columns as (lower, cost, upper), rows as (lower, coefficients, upper).
  init(
    columns: [(Double, Double, Double)], rows: [(Double, [Double], Double)],
    integers: Set<Int> = [], constant: Double = 0
  ) {
    self.init()
    columnLower = columns.map(\.0)
    objective = columns.map(\.1)
    columnUpper = columns.map(\.2)
    isInteger = columns.indices.map(integers.contains)
    rowLower = rows.map(\.0)
    rowUpper = rows.map(\.2)
    objectiveConstant = constant
    for j in columns.indices {
      for (i, row) in rows.enumerated() where row.1[j] != 0 {
        rowIndices.append(Int32(i))
        values.append(row.1[j])
      }
      columnStarts.append(values.count)
    }
  }
}

/// The worked example of power prices: kGPU of three classes under `power` MW.
func powerExample(_ power: Double) -> LinearProgram {
  LinearProgram(
    columns: [(0, -1.5, 150), (0, -4.2, 30), (0, -1.0, 40)],
    rows: [
      (-none, [1.4, 2.7, 0.9], power),
      (-none, [1.3, 2.9, 0.8], 270),
      (60, [1, 0, 1], none),
      (-none, [1, 2, 1], 240),
    ])
}

extension SplitMix64 {
  init(_ seed: Int) { self.init(state: UInt64(truncatingIfNeeded: seed)) }

  mutating func whole(_ range: ClosedRange<Int>) -> Double { Double(Int.random(in: range, using: &self)) }

  /// A small programme with whole data; about half of them are feasible.
  mutating func program(rows: Int, columns: Int, integers: Bool = false) -> LinearProgram {
    let boxes = (0..<columns).map { _ in
      let lower = whole(-2...1)
      return (lower, whole(-5...5), lower + whole(0...4))
    }
    let sides = (0..<rows).map { _ -> (Double, [Double], Double) in
      let a = (0..<columns).map { _ in Bool.random(using: &self) ? whole(-3...3) : 0 }
      let side = whole(-4...6)
      switch Int.random(in: 0...3, using: &self) {
      case 0: return (side, a, none)
      case 1: return (side, a, side + whole(0...3))
      default: return (-none, a, side)
      }
    }
    return LinearProgram(
      columns: boxes, rows: sides, integers: integers ? Set(0..<columns) : [],
      constant: whole(-3...3))
  }
}

/// A transport-like programme too large to solve at once.
func largeProgram(sources: Int, targets: Int, integers: Bool = false) -> LinearProgram {
  var random = SplitMix64(7)
  var program = LinearProgram()
  program.rowLower = [Double](repeating: -none, count: sources) + (0..<targets).map { _ in random.whole(3...9) + 0.5 }
  program.rowUpper =
    (0..<sources).map { _ in random.whole(8...20) * Double(targets) / Double(sources) }
    + [Double](repeating: none, count: targets)
  for source in 0..<sources {
    for target in 0..<targets {
      program.columnLower.append(0)
      program.columnUpper.append(integers ? 40 : none)
      program.objective.append(random.whole(10...99))
      program.isInteger.append(integers)
      program.rowIndices += [Int32(source), Int32(sources + target)]
      program.values += [1 + random.whole(0...9) / 10, 1]
      program.columnStarts.append(program.values.count)
    }
  }
  return program
}
