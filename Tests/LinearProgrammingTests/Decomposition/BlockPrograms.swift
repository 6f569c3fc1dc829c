@testable import LinearProgramming

/// A programme with the block of each column.
struct BlockProgram {
  var program: LinearProgram
  var blockOfColumn: [Int?]
  /// What each block costs, as terms; for risk measures.
  var pathCosts: [[(Int, Double)]] = []

  var structure: BlockStructure {
    get throws { try BlockStructure(blockOfColumn, of: program) }
  }

  func decomposed(_ options: SolveOptions = SolveOptions(), threads: Int = 2) throws -> Decomposition {
    try solveByDecomposition(program, blocks: structure, options: options, threads: threads)
  }
}

/// Columns and rows one after another, the rows as sparse lists.
struct BlockWriter {
  private var columns: [(Double, Double, Double)] = []
  private var rows: [(Double, [(Int, Double)], Double)] = []
  private var blockOfColumn: [Int?] = []
  private var integers: [Bool] = []

  mutating func column(
    _ block: Int?, _ lower: Double, _ cost: Double, _ upper: Double, isInteger: Bool = false
  ) -> Int {
    columns.append((lower, cost, upper))
    blockOfColumn.append(block)
    integers.append(isInteger)
    return columns.count - 1
  }

  mutating func row(_ lower: Double, _ terms: [(Int, Double)], _ upper: Double) { rows.append((lower, terms, upper)) }

  func written(constant: Double = 0) -> BlockProgram {
    var entries = [[(Int, Double)]](repeating: [], count: columns.count)
    for (i, row) in rows.enumerated() {
      for (column, value) in row.1 where value != 0 { entries[column].append((i, value)) }
    }
    let program = LinearProgram(
      columnLower: columns.map(\.0), columnUpper: columns.map(\.2), objective: columns.map(\.1), isInteger: integers,
      rowLower: rows.map(\.0), rowUpper: rows.map(\.2),
      columnStarts: entries.reduce(into: [0]) { $0.append($0.last! + $1.count) },
      rowIndices: entries.flatMap { $0.map { Int32($0.0) } }, values: entries.flatMap { $0.map(\.1) },
      objectiveConstant: constant)
    return BlockProgram(program: program, blockOfColumn: blockOfColumn)
  }
}

extension BlockProgram {
  /// Whole data in boxes; two of three are drawn around a point, the others may have none. One seed, one programme.
  static func random(
    _ seed: Int, blocks: ClosedRange<Int> = 2...6, columns: ClosedRange<Int> = 2...5, rows: ClosedRange<Int> = 2...4,
    integers: Bool = false
  ) -> BlockProgram {
    var random = SplitMix64(70_000 + seed)
    var writer = BlockWriter()
    var anchor: [Double] = []
    let isAnchored = random.whole(0...2) > 0
    func draw(_ block: Int?, _ writer: inout BlockWriter, _ random: inout SplitMix64) -> Int {
      let lower = random.whole(-2...1)
      let upper = lower + random.whole(block == nil ? 1...6 : 0...9)
      anchor.append(Int(upper) > Int(lower) ? random.whole(Int(lower)...Int(upper)) : lower)
      let isInteger = integers && random.whole(0...2) > 0
      return writer.column(block, lower, random.whole(-4...6), upper, isInteger: isInteger)
    }
    func addRow(_ columns: [Int], _ writer: inout BlockWriter, _ random: inout SplitMix64) {
      let terms = columns.map { ($0, random.whole(0...2) == 0 ? 0 : random.whole(-4...4)) }
      let through = isAnchored ? terms.reduce(0) { $0 + $1.1 * anchor[$1.0] } : random.whole(-20...30)
      let slack = random.whole(0...3)
      switch random.whole(0...9) {
      case 0...3: writer.row(-none, terms, through + slack)
      case 4...7: writer.row(through - slack, terms, none)
      case 8: writer.row(through, terms, through)
      default: writer.row(through - slack, terms, through + 2)
      }
    }
    let shared = (0..<Int(random.whole(columns))).map { _ in draw(nil, &writer, &random) }
    for _ in 0..<Int(random.whole(0...2)) { addRow(shared, &writer, &random) }
    for block in 0..<Int(random.whole(blocks)) {
      let own = (0..<Int(random.whole(columns))).map { _ in draw(block, &writer, &random) }
      for _ in 0..<Int(random.whole(rows)) { addRow(shared + own, &writer, &random) }
    }
    return writer.written(constant: random.whole(-3...3))
  }
}

extension BlockProgram {
  /// The squares of several mixtures of x, each seen through the tangents of a parabola: nearly a smooth bowl, on which
  /// the master swings from side to side.
  static func bowl(blocks: Int, dimensions: Int) -> BlockProgram {
    var random = SplitMix64(99)
    var writer = BlockWriter()
    let shared = (0..<dimensions).map { _ in writer.column(nil, -20, random.whole(-9...9), 20) }
    for block in 0..<blocks {
      for k in shared.indices {
        let square = writer.column(block, 0, 1, 1e5)
        let mixture = shared.indices.map { (shared[$0], $0 == k ? 1 : random.whole(-3...3) / 8) }
        for place in stride(from: -20.0, through: 20, by: 1) {
          writer.row(-place * place, mixture.map { ($0.0, -2 * place * $0.1) } + [(square, 1)], none)
        }
      }
    }
    return writer.written()
  }
}

extension BlockProgram {
  /// Capacity of several sites is bought before it is known what customers will ask in two seasons; what is not served
  /// is paid for, and each block has a budget of its own.
  static func capacity(blocks: Int, sites: Int = 5, customers: Int = 5, seed: Int = 3) -> BlockProgram {
    var random = SplitMix64(seed)
    var writer = BlockWriter()
    let bought = (0..<sites).map { _ in writer.column(nil, 0, random.whole(20...60), 60) }
    writer.row(-none, bought.map { ($0, 1) }, 40 * Double(sites))
    for block in 0..<blocks {
      var paid: [(Int, Double)] = []
      for _ in 0..<2 {
        var used = bought.map { [($0, -1.0)] }
        for _ in 0..<customers {
          let demand = random.whole(10...40)
          let unserved = writer.column(block, 0, 90 / Double(blocks), demand)
          var served = [(unserved, 1.0)]
          for site in 0..<sites {
            let flow = writer.column(block, 0, random.whole(1...30) / Double(blocks), demand)
            served.append((flow, 1))
            used[site].append((flow, 1 + random.whole(0...5) / 10))
            paid.append((flow, random.whole(1...9)))
          }
          writer.row(demand, served, none)
        }
        for terms in used { writer.row(-none, terms, 0) }
      }
      writer.row(-none, paid, 40 * Double(customers))
    }
    return writer.written()
  }
}
