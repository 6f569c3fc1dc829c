/// What can be said of a point by the programme's own numbers alone.
///
/// Row activities and the objective are summed in double-double, so that the
/// figures are right to the last printed digit even where terms cancel.
public struct Certificate: Sendable, Equatable {
  /// The largest `(distance outside - rounding) / max(1, |bound|)` over all rows and columns; infinite if a value is not
  /// finite.
  ///
  /// A row's rounding is what doubles cannot do better, 2^-50 of the sum of |a x|: a row of 1e11 tokens per second that
  /// meets its bound of 0 to the last bit may be 1e-5 off it. A row of whole numbers has none, and is not let off any.
  public var worstViolation: Double
  /// The row or column it occurs at; nil when nothing is violated.
  public var worstRow: Int?
  public var worstColumn: Int?
  /// Whether every integer column is exactly whole.
  public var isWhole: Bool
  public var objective: Double
  public var rowActivity: [Double]

  /// The violation that a point may show and still count as feasible.
  public static let feasibilityTolerance = 1e-6

  private static let unit = 0x1p-50

  public var isFeasible: Bool { worstViolation <= Self.feasibilityTolerance }

  public init(of primal: [Double], in program: LinearProgram) {
    var activity = [EnclosedSum](repeating: EnclosedSum(), count: program.rowCount)
    var size = [Double](repeating: 0, count: program.rowCount)
    var objective = EnclosedSum()
    objective.add(program.objectiveConstant)
    worstViolation = 0
    isWhole = true
    for j in 0..<program.columnCount {
      let x = primal[j]
      objective.addProduct(program.objective[j], x)
      for entry in program.entries(ofColumn: j) {
        activity[Int(program.rowIndices[entry])].addProduct(program.values[entry], x)
        size[Int(program.rowIndices[entry])] += abs(program.values[entry] * x)
      }
      if program.isInteger[j] && x != x.rounded() { isWhole = false }
    }
    self.objective = objective.value
    rowActivity = activity.map(\.value)
    for j in 0..<program.columnCount {
      let violation = distance(primal[j], program.columnLower[j], program.columnUpper[j], rounding: 0)
      if violation > worstViolation { (worstViolation, worstColumn) = (violation, j) }
    }
    for i in 0..<program.rowCount {
      let violation = distance(rowActivity[i], program.rowLower[i], program.rowUpper[i], rounding: Self.unit * size[i])
      if violation > worstViolation {
        (worstViolation, worstRow, worstColumn) = (violation, i, nil)
      }
    }
  }
}

private func distance(_ value: Double, _ lower: Double, _ upper: Double, rounding: Double) -> Double {
  guard value.isFinite else { return .infinity }
  if value < lower { return max(0, lower - value - rounding) / max(1, abs(lower)) }
  if value > upper { return max(0, value - upper - rounding) / max(1, abs(upper)) }
  return 0
}
