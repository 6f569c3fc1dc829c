/// Writes a programme as free MPS, always as a minimisation.
///
/// MPS has no agreed way to say "maximise", so nothing here does. Numbers are the
/// shortest that read back as the same double. Every column's bounds are written,
/// since readers differ on the default of integer columns (GLPK: none above,
/// CPLEX: 1). The objective constant goes into the right-hand side of the
/// objective row, negated, as CPLEX, HiGHS and GLPK read it.
///
/// | row | section |
/// |---|---|
/// | lower = upper | `E` |
/// | upper only | `L` |
/// | lower only | `G` |
/// | both | `L`, and `upper - lower` in RANGES |
/// | none | `N`, which readers may drop |
struct MPSWriter {
  let program: LinearProgram
  let rows: [String]
  let columns: [String]
  private static let objective = "COST"

  init(_ program: LinearProgram, names: ProgramNames) {
    self.program = program
    rows = names.all(
      program.rowCount, names.row, default: ProgramNames.defaultRow,
      isUsable: { Self.isUsable($0) && $0 != Self.objective })
    columns = names.all(
      program.columnCount, names.column, default: ProgramNames.defaultColumn,
      isUsable: Self.isUsable)
  }

  private static func isUsable(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 255 && name.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
      && !name.hasPrefix("$") && !name.hasPrefix("*")
  }

  func text() -> String {
    var text = "NAME tenure\nROWS\n N \(Self.objective)\n"
    for i in 0..<program.rowCount { text += " \(kind(i)) \(rows[i])\n" }
    text += "COLUMNS\n"
    writeColumns(to: &text)
    text += "RHS\n"
    writeRightHandSides(to: &text)
    writeRanges(to: &text)
    text += "BOUNDS\n"
    for j in 0..<program.columnCount { writeBounds(j, to: &text) }
    return text + "ENDATA\n"
  }

  private func kind(_ i: Int) -> String {
    let (lower, upper) = (program.rowLower[i], program.rowUpper[i])
    if lower == upper { return "E" }
    if upper.isFinite { return "L" }
    return lower.isFinite ? "G" : "N"
  }

  private func writeColumns(to text: inout String) {
    var inIntegers = false
    for j in 0..<program.columnCount {
      if program.isInteger[j] != inIntegers {
        inIntegers.toggle()
        text += " MARKER 'MARKER' '\(inIntegers ? "INTORG" : "INTEND")'\n"
      }
      // A column without entries must still be seen once.
      if program.objective[j] != 0 || program.entries(ofColumn: j).isEmpty {
        text += " \(columns[j]) \(Self.objective) \(shortest(program.objective[j]))\n"
      }
      for entry in program.entries(ofColumn: j) {
        let row = rows[Int(program.rowIndices[entry])]
        text += " \(columns[j]) \(row) \(shortest(program.values[entry]))\n"
      }
    }
    if inIntegers { text += " MARKER 'MARKER' 'INTEND'\n" }
  }

  private func writeRightHandSides(to text: inout String) {
    if program.objectiveConstant != 0 {
      text += " RHS \(Self.objective) \(shortest(-program.objectiveConstant))\n"
    }
    for i in 0..<program.rowCount {
      let side = program.rowUpper[i].isFinite ? program.rowUpper[i] : program.rowLower[i]
      if side.isFinite && side != 0 { text += " RHS \(rows[i]) \(shortest(side))\n" }
    }
  }

  private func writeRanges(to text: inout String) {
    let ranged = (0..<program.rowCount).filter {
      program.rowLower[$0].isFinite && program.rowUpper[$0].isFinite
        && program.rowLower[$0] != program.rowUpper[$0]
    }
    if ranged.isEmpty { return }
    text += "RANGES\n"
    for i in ranged {
      text += " RANGE \(rows[i]) \(shortest(program.rowUpper[i] - program.rowLower[i]))\n"
    }
  }

  private func writeBounds(_ j: Int, to text: inout String) {
    let (lower, upper, name) = (program.columnLower[j], program.columnUpper[j], columns[j])
    if lower == upper {
      text += " FX BOUND \(name) \(shortest(lower))\n"
    } else if lower.isInfinite && upper.isInfinite {
      text += " FR BOUND \(name)\n"
    } else {
      text += lower.isFinite ? " LO BOUND \(name) \(shortest(lower))\n" : " MI BOUND \(name)\n"
      text += upper.isFinite ? " UP BOUND \(name) \(shortest(upper))\n" : " PL BOUND \(name)\n"
    }
  }
}

extension LinearProgram {
  /// The programme as free MPS; see `MPSWriter` for what is written how.
  public func mps(names: ProgramNames = ProgramNames()) -> String {
    MPSWriter(self, names: names).text()
  }
}
