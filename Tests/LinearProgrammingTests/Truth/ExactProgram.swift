@testable import LinearProgramming

/// A linear programme lifted to exact numbers, dense and small. A bound that is missing is nil.
struct ExactProgram {
  var columnLower: [Exact?]
  var columnUpper: [Exact?]
  var cost: [Exact]
  var rows: [[Exact]]
  var rowLower: [Exact?]
  var rowUpper: [Exact?]
  var constant: Exact

  /// The bounds of whole columns are rounded inwards.
  init(_ program: LinearProgram) {
    let lifted = { (bound: Double) in bound.isFinite ? Exact(bound) : nil }
    columnLower = zip(program.columnLower, program.isInteger).map { lifted($1 ? $0.rounded(.up) : $0) }
    columnUpper = zip(program.columnUpper, program.isInteger).map { lifted($1 ? $0.rounded(.down) : $0) }
    rowLower = program.rowLower.map(lifted)
    rowUpper = program.rowUpper.map(lifted)
    cost = program.objective.map { Exact($0) }
    constant = Exact(program.objectiveConstant)
    rows = [[Exact]](repeating: [Exact](repeating: .zero, count: cost.count), count: rowLower.count)
    for j in cost.indices {
      for entry in program.entries(ofColumn: j) {
        rows[Int(program.rowIndices[entry])][j] = Exact(program.values[entry])
      }
    }
  }

  /// What can be walked along for ever, cut off at one unit of each column: a finite bound allows no step across it.
  var recession: ExactProgram {
    var cone = self
    cone.columnLower = columnLower.map { $0 == nil ? Exact(-1) : .zero }
    cone.columnUpper = columnUpper.map { $0 == nil ? Exact(1) : .zero }
    cone.rowLower = rowLower.map { $0.map { _ in .zero } }
    cone.rowUpper = rowUpper.map { $0.map { _ in .zero } }
    cone.constant = .zero
    return cone
  }

  /// The programme of the other columns once column `j` is `value`.
  func fixing(_ j: Int, at value: Exact) -> ExactProgram {
    var rest = self
    for i in rows.indices {
      let taken = rows[i][j] * value
      rest.rowLower[i] = rowLower[i].map { $0 - taken }
      rest.rowUpper[i] = rowUpper[i].map { $0 - taken }
      rest.rows[i].remove(at: j)
    }
    rest.constant += cost[j] * value
    rest.cost.remove(at: j)
    rest.columnLower.remove(at: j)
    rest.columnUpper.remove(at: j)
    return rest
  }

  /// Whether any point can go this way for ever, and gains by it.
  func falls(along direction: [Exact]) -> Bool {
    let cone = recession
    let rowsAllow = rows.indices.allSatisfy { i in
      let change = activity(i, at: direction)
      return cone.rowLower[i].map { change >= $0 } ?? true && cone.rowUpper[i].map { change <= $0 } ?? true
    }
    let columnsAllow = direction.indices.allSatisfy { j in
      (columnLower[j] == nil || direction[j].sign >= 0) && (columnUpper[j] == nil || direction[j].sign <= 0)
    }
    return rowsAllow && columnsAllow && product(cost, direction).sign < 0
  }

  func activity(_ i: Int, at point: [Exact]) -> Exact { product(rows[i], point) }

  /// Whether row multipliers prove that no point exists: no point within the bounds of the columns gives their
  /// combination of the rows the value that the bounds of the rows demand.
  func isRefuted(by multipliers: [Exact]) -> Bool {
    var demanded = Exact.zero
    for (i, y) in multipliers.enumerated() where y.sign != 0 {
      guard let side = y.sign > 0 ? rowLower[i] : rowUpper[i] else { return false }
      demanded += y * side
    }
    for j in cost.indices {
      let combined = product(multipliers, rows.map { $0[j] })
      if combined.sign == 0 { continue }
      guard let end = combined.sign > 0 ? columnUpper[j] : columnLower[j] else { return false }
      demanded += -(combined * end)
    }
    return demanded.sign > 0
  }
}

func product(_ a: [Exact], _ b: [Exact]) -> Exact {
  var sum = Exact.zero
  for k in a.indices where a[k].sign != 0 && b[k].sign != 0 { sum += a[k] * b[k] }
  return sum
}
