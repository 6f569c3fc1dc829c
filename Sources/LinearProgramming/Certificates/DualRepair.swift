/// Small changes to row duals that make a weak-duality bound finite.
///
/// A simplex dual is right to about 1e-9, but a column that nothing bounds above
/// needs r_j >= 0 exactly, and a free column r_j = 0. For each such column one of
/// its rows takes up the difference,
///
///     y_i += r_j / a_ij
///
/// which disturbs the row's other columns. So the row is taken that has the
/// fewest columns in the same position, free ones before all; free columns go
/// first, since they have the least choice, and a few passes settle the rest.
/// Free columns are repaired to the last bit of a pair of doubles. Where the passes
/// do not settle, `CoupledRepair` takes the columns together. A difference that is
/// not tiny is no rounding error: it is left alone, and the bound stays `-infinity`.
struct DualRepair {
  private(set) var duals: [Pair]
  private let program: LinearProgram
  private let objective: [Double]
  private let bounds: ImpliedBounds
  /// How many columns without some bound each row has; filled when first needed.
  private var exposure: [Exposure] = []

  private struct Exposure {
    var free = 0
    var all = 0
  }

  private static let passes = 24
  private static let tiny = 1e-5
  /// A reduced cost that may meet `DualBound.nominalBound`, since it costs the bound nothing noticeable.
  static let negligible = 1e-20

  init(
    program: LinearProgram, objective: [Double], bounds: ImpliedBounds, rowDuals: [Double]
  ) {
    self.program = program
    self.objective = objective
    self.bounds = bounds
    duals = program.projected(rowDuals: rowDuals).map { Pair(high: $0) }
  }

  /// An enclosure of r_j = c_j - sum_i a_ij y_i.
  func reducedCost(_ j: Int) -> (low: Double, high: Double) {
    var sum = EnclosedSum()
    sum.add(objective[j])
    for entry in program.entries(ofColumn: j) {
      let dual = duals[Int(program.rowIndices[entry])]
      if dual.high != 0 { sum.addProduct(-program.values[entry], dual) }
    }
    return (sum.lower, sum.upper)
  }

  mutating func run(_ limits: Limits) {
    let exposed = (0..<program.columnCount).filter {
      bounds.lower[$0] == -.infinity || bounds.upper[$0] == .infinity
    }
    let projected = duals
    shiftOneByOne(exposed, limits)
    let failing = exposed.filter { pointsAtNothing($0, beyond: Self.negligible) }
    if failing.isEmpty || limits.mustStop { return }
    duals = projected
    let tight = exposed.filter(isTight)
    guard Set(tight).isSuperset(of: failing) else { return }
    if let coupled = CoupledRepair(of: failing, among: tight, in: program, duals: duals) { coupled.run(on: &self) }
  }

  /// Adds to a dual, for `CoupledRepair`.
  mutating func move(_ row: Int, by amount: Double) { duals[row].add(amount) }

  private mutating func shiftOneByOne(_ exposed: [Int], _ limits: Limits) {
    let freeFirst = exposed.filter(isFree) + exposed.filter { !isFree($0) }
    for pass in 0..<Self.passes {
      var changed = false
      for j in freeFirst where shift(j, among: exposed, pass) { changed = true }
      if !changed || limits.mustStop { return }
    }
  }

  private func pointsAtNothing(_ j: Int, beyond size: Double) -> Bool {
    let (low, high) = reducedCost(j)
    let tooLow = low < 0 && bounds.upper[j] == .infinity
    let tooHigh = high > 0 && bounds.lower[j] == -.infinity
    return (tooLow || tooHigh) && max(abs(low), abs(high)) > size
  }

  private func isTight(_ j: Int) -> Bool {
    let (low, high) = reducedCost(j)
    return max(abs(low), abs(high)) <= Self.tiny * max(1, abs(objective[j]))
  }

  private mutating func countExposure(of exposed: [Int]) {
    exposure = [Exposure](repeating: Exposure(), count: program.rowCount)
    for j in exposed {
      for entry in program.entries(ofColumn: j) {
        exposure[Int(program.rowIndices[entry])].all += 1
        if isFree(j) { exposure[Int(program.rowIndices[entry])].free += 1 }
      }
    }
  }

  private func isFree(_ j: Int) -> Bool {
    bounds.lower[j] == -.infinity && bounds.upper[j] == .infinity
  }

  /// Moves one row's dual so that column `j` no longer points at infinity.
  private mutating func shift(_ j: Int, among exposed: [Int], _ pass: Int) -> Bool {
    guard pointsAtNothing(j, beyond: 1e-26) else { return false }
    let (low, high) = reducedCost(j)
    let scale = max(1, abs(objective[j]))
    guard max(abs(low), abs(high)) <= Self.tiny * scale else { return false }
    if exposure.isEmpty { countExposure(of: exposed) }
    // A one-sided column is moved a little past zero, a free one onto it.
    let margin = isFree(j) ? 0 : 1e-16 * scale
    let wanted = isFree(j) ? low / 2 + high / 2 : (bounds.upper[j] == .infinity ? low - margin : high + margin)
    guard let entry = absorbingEntry(of: j, amount: wanted, pass) else { return false }
    duals[Int(program.rowIndices[entry])].add(wanted / program.values[entry])
    return true
  }

  /// The column's entry that takes up `amount` with the least harm, among rows
  /// whose dual may have the sign that results. A free column whose first row is
  /// held by another column takes the next one in the next pass.
  private func absorbingEntry(of j: Int, amount: Double, _ pass: Int) -> Int? {
    let possible = program.entries(ofColumn: j).filter { entry in
      guard program.values[entry] != 0 else { return false }
      let i = Int(program.rowIndices[entry])
      let after = duals[i].high + amount / program.values[entry]
      return after == 0 || (after > 0 ? program.rowLower[i] : program.rowUpper[i]).isFinite
    }
    guard isFree(j), !possible.isEmpty else { return possible.min { harm($0) < harm($1) } }
    return possible.sorted { harm($0) < harm($1) }[pass % possible.count]
  }

  private func harm(_ entry: Int) -> (Int, Int, Double) {
    let row = exposure[Int(program.rowIndices[entry])]
    return (row.free, row.all, -abs(program.values[entry]))
  }
}

extension LinearProgram {
  /// The duals, but 0 where one is not finite or points at a row bound that does not exist.
  func projected(rowDuals: [Double]) -> [Double] {
    rowDuals.enumerated().map { i, y in
      let end = y > 0 ? rowLower[i] : rowUpper[i]
      return end.isFinite && y.isFinite ? y : 0
    }
  }
}
