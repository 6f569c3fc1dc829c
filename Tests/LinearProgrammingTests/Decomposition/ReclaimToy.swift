@testable import LinearProgramming

/// A lease of 100 units that may be called back: notice at the start of month tau leaves it until tau + 2.
///
/// One block for each path, tau = 1...18 or never. What is ordered and held while no notice has come is shared. After
/// notice each path orders anew, and firm orders made before stay in transit. Costs are summed over the path.
struct ReclaimToy {
  enum Measure {
    case expectation
    /// `mean * E + (1 - mean) * CVaR90`.
    case cvar(mean: Double)
    case worstCase
  }

  static let months = 18
  static let notices: [Int?] = (1...months).map { $0 } + [nil]
  private static let (hazard, lease, rent, shortage) = (0.05, 100.0, 2.0, 20.0)
  private static let (firmPrice, standbyPrice, premium) = (3.2, 4.5, 0.25)
  private static let (firmDelay, standbyDelay) = (4, 1)

  /// A month's order: what it costs until the end, and when it arrives.
  private struct Order {
    let column: Int, cost: Double, arrival: Int
  }

  private var writer = BlockWriter()
  private var firm: [Order] = []
  /// Held in each month, for the premium.
  private var held: [Order] = []
  private var costs: [[(Int, Double)]] = []

  /// - Parameter most: of what may be ordered or held in a month without notice.
  static func written(_ measure: Measure = .expectation, most: Double = 500) -> BlockProgram {
    var toy = ReclaimToy()
    for month in 1...months {
      if month + firmDelay <= months { toy.firm.append(toy.order(nil, month, firmDelay, firmPrice, most: most)) }
      held(in: month, most, &toy)
    }
    for path in notices.indices { toy.addPath(path) }
    return toy.weighted(by: measure)
  }

  static func probability(_ notice: Int?) -> Double {
    let quiet = (1..<(notice ?? months + 1)).reduce(1.0) { chance, _ in chance * (1 - hazard) }
    return notice == nil ? quiet : quiet * hazard
  }

  /// What the lease costs on a path, whatever is done.
  static func rent(_ notice: Int?) -> Double { rent * lease * Double(min(months, (notice ?? months) + 2)) }

  private static func held(in month: Int, _ most: Double, _ toy: inout ReclaimToy) {
    toy.held.append(Order(column: toy.writer.column(nil, 0, 0, most), cost: premium, arrival: month))
  }

  private mutating func order(
    _ block: Int?, _ month: Int, _ delay: Int, _ price: Double, most: Double = 500
  ) -> Order {
    let cost = price * Double(Self.months - month - delay + 1)
    return Order(column: writer.column(block, 0, 0, most), cost: cost, arrival: month + delay)
  }

  private mutating func addPath(_ path: Int) {
    let notice = Self.notices[path] ?? Self.months + 1
    var (orders, exercised) = (Array(firm.prefix(notice - 1)), [Order]())
    for month in stride(from: notice, through: Self.months, by: 1) {
      if month + Self.firmDelay <= Self.months { orders.append(order(path, month, Self.firmDelay, Self.firmPrice)) }
      if month + Self.standbyDelay <= Self.months {
        exercised.append(order(path, month, Self.standbyDelay, Self.standbyPrice))
      }
    }
    let short = (1...Self.months).map {
      Order(column: writer.column(path, 0, 0, 500), cost: Self.shortage, arrival: $0)
    }
    for month in 1...Self.months {
      let own = month >= 12 ? 70.0 : 40, leased = month <= notice + 2 ? Self.lease : 0
      let serving = (orders + exercised).filter { $0.arrival <= month } + [short[month - 1]]
      writer.row(110 + 2 * Double(month) - own - leased, serving.map { ($0.column, 1) }, none)
    }
    let before = notice > 1 ? [(held[notice - 2].column, -1.0)] : []
    writer.row(-none, exercised.map { ($0.column, 1) } + before, 0)
    costs.append((orders + exercised + short + held.prefix(notice - 1)).map { ($0.column, $0.cost) })
  }

  private mutating func weighted(by measure: Measure) -> BlockProgram {
    var mean = 0.0
    switch measure {
    case .expectation: mean = 1
    case .worstCase:
      let worst = writer.column(nil, 0, 1, 1e5)
      for (path, notice) in Self.notices.enumerated() {
        writer.row(-none, costs[path] + [(worst, -1)], -Self.rent(notice))
      }
    case .cvar(let share):
      mean = share
      let eta = writer.column(nil, 0, 1 - share, 1e5)
      for (path, notice) in Self.notices.enumerated() {
        let excess = writer.column(path, 0, (1 - share) * Self.probability(notice) / 0.1, 1e5)
        writer.row(-none, costs[path] + [(eta, -1), (excess, -1)], -Self.rent(notice))
      }
    }
    var written = writer.written()
    for (path, notice) in Self.notices.enumerated() {
      written.program.objectiveConstant += mean * Self.probability(notice) * Self.rent(notice)
      for (column, cost) in costs[path] { written.program.objective[column] += mean * Self.probability(notice) * cost }
    }
    written.pathCosts = costs
    return written
  }
}

extension ReclaimToy {
  /// The mean of a plan's path costs, and that of the worst tenth.
  static func risk(of primal: [Double], _ costs: [[(Int, Double)]]) -> (mean: Double, cvar: Double) {
    let paths = zip(notices, costs).map { notice, terms in
      (chance: probability(notice), cost: terms.reduce(rent(notice)) { $0 + $1.1 * primal[$1.0] })
    }
    var (left, tail) = (0.1, 0.0)
    for path in paths.sorted(by: { $0.cost > $1.cost }) {
      tail += min(left, path.chance) * path.cost
      left -= min(left, path.chance)
    }
    return (paths.reduce(0) { $0 + $1.chance * $1.cost }, tail / 0.1)
  }
}
