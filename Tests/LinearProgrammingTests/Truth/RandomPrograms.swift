@testable import LinearProgramming

/// Small programmes of every kind: one seed, one programme.
struct RandomPrograms {
  private var random: SplitMix64
  /// Data are whole multiples of it. Of a tenth they are the doubles that come nearest.
  private var unit = 1.0
  private var rows: [(Double, [Double], Double)] = []
  private var columns: [(Double, Double, Double)] = []

  /// A tenth of the programmes have data in tenths, three tenths in halves or quarters, the others whole.
  static func linear(_ seed: Int) -> LinearProgram {
    var maker = RandomPrograms(random: SplitMix64(seed))
    if seed % 10 == 0 { return maker.inTenths() }
    maker.unit = [1, 1, 1, 1, 0.5, 0.25][seed % 6]
    let size = [(1, 3), (2, 3), (3, 3), (3, 4), (4, 3), (2, 5), (2, 2), (0, 3), (3, 2)]
    let (rows, columns) = seed % 40 == 7 ? (4, 5) : maker.random.pick(size)
    for _ in 0..<columns { maker.addColumn() }
    maker.addRows(rows)
    return LinearProgram(columns: maker.columns, rows: maker.rows, constant: maker.whole(-3...3))
  }

  /// Up to five columns; in two of five programmes only some of them are whole, and in one of ten nothing may bound the
  /// relaxation where there is perhaps no whole point.
  static func integer(_ seed: Int) -> LinearProgram {
    var maker = RandomPrograms(random: SplitMix64(1_000_000 + seed))
    maker.unit = [1, 1, 0.5][seed % 3]
    let isMixed = seed % 5 < 2
    let integers = isMixed ? Int(maker.whole(1...2)) : Int(maker.whole(2...4))
    for _ in 0..<integers {
      let lower = maker.whole(-4...4) * 0.5
      maker.columns.append((lower, maker.cost(), lower + maker.whole(1...3)))
    }
    if isMixed { for _ in 0..<Int(maker.whole(1...2)) { maker.addColumn() } }
    if seed % 10 == 1 { maker.columns.append((0, -1, none)) }
    maker.addRows(Int(maker.whole(1...3)))
    if seed % 20 == 1 { maker.addParity(of: integers) }
    return LinearProgram(
      columns: maker.columns, rows: maker.rows, integers: Set(0..<integers), constant: maker.whole(-3...3))
  }

  /// Off the grid of tenths by a 64th, so that no corner hangs on how a tenth is rounded.
  private mutating func inTenths() -> LinearProgram {
    unit = 0.1
    for _ in 0..<Int(whole(1...3)) {
      let lower = whole(-2...1)
      columns.append((lower, cost(), lower + whole(0...4)))
    }
    for _ in 0..<Int(whole(1...2)) {
      let side = number(-20...30) + 0x1p-6
      let a = columns.map { _ in number(-9...9) }
      rows.append(Bool.random(using: &random) ? (-none, a, side) : (-side, a, none))
    }
    return LinearProgram(columns: columns, rows: rows)
  }

  private mutating func whole(_ range: ClosedRange<Int>) -> Double { random.whole(range) }

  private mutating func number(_ range: ClosedRange<Int>) -> Double {
    unit < 0.2 ? whole(range) / 10 : whole(range) * unit
  }

  private mutating func cost() -> Double { whole(-5...5) * unit }

  private mutating func addColumn() {
    let lower = number(-3...3)
    // Mostly a cost that pulls towards a bound: else nearly all would be unbounded.
    let pull = whole(0...5) * unit * (whole(0...9) == 0 ? -1 : 1)
    switch Int(whole(0...19)) {
    case 0...6: columns.append((0, pull, none))
    case 7...8: columns.append((lower, pull, none))
    case 9...10: columns.append((-none, -pull, lower))
    case 11...13: columns.append((-none, whole(0...2) * unit, none))
    case 14: columns.append((lower, cost(), lower))
    default: columns.append((lower, cost(), lower + number(1...4)))
    }
  }

  /// Half of the time around a point within the bounds, many of them through it.
  private mutating func addRows(_ count: Int) {
    let anchor = columns.map { max($0.0, min($0.2, number(0...2))) }
    let isAnchored = Bool.random(using: &random)
    for _ in 0..<count {
      var a = columns.map { _ in whole(0...2) == 0 ? 0 : number(-4...4) }
      if let last = rows.last, whole(0...9) == 0 { a = last.1.map { -$0 } }
      let through = zip(a, anchor).reduce(0) { $0 + $1.0 * $1.1 }
      let slack = number(0...3) * whole(0...1)
      addRow(a, isAnchored ? through : number(-8...12), isAnchored ? slack : 0)
    }
  }

  /// An equation among the whole columns that seldom has a whole solution.
  private mutating func addParity(of integers: Int) {
    let a = columns.indices.map { $0 < integers ? 2 * whole(-2...2) : 0 }
    rows.append((whole(-3...3), a, none))
    rows[rows.count - 1].2 = rows[rows.count - 1].0
  }

  private mutating func addRow(_ a: [Double], _ side: Double, _ slack: Double) {
    switch Int(whole(0...19)) {
    case 0...7: rows.append((-none, a, side + slack))
    case 8...12: rows.append((side - slack, a, none))
    case 13...15: rows.append((side, a, side))
    case 16...18: rows.append((side - slack, a, side + number(1...3)))
    default: rows.append((-none, a, none))
    }
  }
}

extension SplitMix64 {
  fileprivate mutating func pick<Element>(_ elements: [Element]) -> Element { elements.randomElement(using: &self)! }
}
