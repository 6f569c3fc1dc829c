import Fleet
import LinearProgramming

/// What one more and one fewer unit of each limit is worth, each side with how far it holds.
struct Prices: Sendable {
  /// One side of a price: USD of objective per row unit, and how far the limit may move that way.
  struct Side: Sendable, Hashable {
    let usd: Double
    let reach: Double
  }

  /// A row that binds: its dual as USD of objective per row unit, and the sides on which that is its price.
  ///
  /// The objective is concave in a limit, so that at a degenerate optimum the dual is no less than the price of one
  /// unit more and no more than the price of one unit fewer.
  struct Binding: Sendable, Hashable {
    let dual: Double
    let up: Side?
    let down: Side?
  }

  /// By row; rows that do not bind are absent.
  private(set) var bindings: [Int: Binding] = [:]
  /// Of the optimum that they are of, by row: the programme's own, then those of the goals held.
  private(set) var duals: [Double] = []

  /// No prices.
  init() {}

  /// Prices of a solved programme, its integers fixed where they are.
  ///
  /// The dual of a binding row is its price on a side only if the basis survives a step that way. A side on which a
  /// degenerate basis does not survive stays unknown; so does every price of a plan whose optimum is not found in time.
  ///
  /// A programme that was solved block by block has duals and no basis: each is a price on neither side.
  ///
  /// - Parameter holding: the programme with the rows of the goals that stand before the value; nil for the formulation's.
  init(
    _ formulation: Formulation, _ solution: Solution, holding: LinearProgram? = nil, within timeLimit: Duration? = nil
  ) throws {
    let programme = holding ?? formulation.programme
    if solution.basis == nil, solution.rowDuals.count == programme.rowCount {
      bind(formulation, programme, solution) { _ in nil }
      return
    }
    let fixed = programme.fixingIntegers(at: solution.primal)
    let session = try SolverSession(fixed)
    defer { session.close() }
    if let basis = solution.basis { try session.setBasis(basis) }
    let optimum = session.solve(timeLimit: timeLimit)
    guard optimum.termination == .optimal else { return }
    bind(formulation, programme, optimum) { session.rightHandSideRange(row: $0) }
  }

  private mutating func bind(
    _ formulation: Formulation, _ programme: LinearProgram, _ optimum: Solution,
    range: (Int) -> (decrease: Double, increase: Double)?
  ) {
    let scale = max(1, abs(optimum.objective ?? 1))
    duals = optimum.rowDuals
    let sizes = programme.rowSizes(at: optimum.primal)
    for (row, label) in formulation.draft.rowLabels.enumerated() where label.isLimit {
      let dual = optimum.rowDuals[row]
      guard abs(dual) * max(1, sizes[row]) > 1e-9 * scale else { continue }
      let range = range(row)
      let up = (range?.increase ?? 0) > 0 ? Side(usd: -dual, reach: range!.increase) : nil
      let down = (range?.decrease ?? 0) > 0 ? Side(usd: -dual, reach: range!.decrease) : nil
      bindings[row] = Binding(dual: -dual, up: up, down: down)
    }
  }
}

extension LinearProgram {
  /// The largest term of each row at a point.
  func rowSizes(at values: [Double]) -> [Double] {
    var sizes = [Double](repeating: 0, count: rowCount)
    for column in 0..<columnCount {
      for place in columnStarts[column]..<columnStarts[column + 1] {
        let row = Int(rowIndices[place])
        sizes[row] = max(sizes[row], abs(self.values[place] * values[column]))
      }
    }
    return sizes
  }

  /// The same programme with every integer column held at its value, rounded: its prices are prices with integers fixed.
  func fixingIntegers(at values: [Double]) -> LinearProgram {
    var fixed = self
    for column in 0..<columnCount where isInteger[column] {
      fixed.columnLower[column] = values[column].rounded()
      fixed.columnUpper[column] = values[column].rounded()
      fixed.isInteger[column] = false
    }
    return fixed
  }
}
